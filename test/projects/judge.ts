// What a migration does to a whole project, judged by running it: every file is evaluated before and
// after, a second run has to change nothing, and a migration in two steps has to come to the same.

import { posix } from "node:path";
import { compareRuns } from "../../src/behaviour/compare-runs.js";
import { type RunReport, readRun } from "../../src/behaviour/run-report.js";
import { evaluateScript, type FormCache, makeFormCache } from "../../src/evaluate/script.js";
import { type Plan, plan } from "../../src/run/plan.js";
import { TEST_MARKS } from "../../src/run/read.js";
import { defineToSuite } from "../../transforms/define-to-suite.js";
import { listedProjectOf } from "../transforms/fixtures.js";
import type { Files, GeneratedProject, Target } from "./generate.js";
import { SHIPPED } from "./modules.js";

/** Something that must not be. */
export interface Trouble {
  readonly kind: "different" | "failed" | "changes-again" | "threw";
  /** Which step of the migration it comes with. */
  readonly step: string;
  readonly path: string;
  /** The same for the same defect, as far as can be told. */
  readonly key: string;
  readonly text: string;
}

export interface Judgement {
  readonly troubles: readonly Trouble[];
  /** Files of the migration as a whole, by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** How many files each finding refused. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Files that reported tests before. */
  readonly ran: number;
  /** Files of which the evaluator could not tell what they do. */
  readonly unknown: number;
}

const LIMITS = { steps: 400_000 };

/** Runs files; a project's are run several times, and mostly the same. */
export interface Evaluator {
  run(path: string, files: Files): RunReport;
}

export function makeEvaluator(): Evaluator {
  let cache: FormCache = makeFormCache();
  return {
    run: (path, files) => {
      if (cache.size > 200) {
        cache = makeFormCache();
      }
      const tree = { read: (asked: string) => files[posix.normalize(asked)] };
      const { output, exit } = evaluateScript({ path, tree, cache, limits: LIMITS });
      return readRun(
        output,
        "status" in exit
          ? { kind: "status", status: exit.status }
          : { kind: "unknown", reason: exit.unknown },
      );
    },
  };
}

/** Plans a run over the project as the command line would. */
export function planProject(
  files: Files,
  target: Target,
  isSelected: (path: string) => boolean = () => true,
): Plan {
  return plan({
    files: Object.keys(files)
      .sort()
      .map((path) => ({ path, selected: isSelected(path) })),
    readBytes: (path) => Buffer.from(files[path] as string),
    project: listedProjectOf(files),
    transform: defineToSuite,
    options: { target },
    marks: TEST_MARKS,
    severities: {},
    // No shipped module answers lists: those that do belong to the project.
    framework: { choice: target === "list" ? "keep" : "auto", texts: () => SHIPPED },
  });
}

/** The files as the plan leaves them. */
export function applied(files: Files, { results }: Plan): Files {
  return {
    ...files,
    ...Object.fromEntries(
      results.flatMap((file) => (file.status === "changed" ? [[file.path, file.newText]] : [])),
    ),
  };
}

/** Judges all steps, or only the first of them, which is the migration of everything. */
export function judge(
  project: GeneratedProject,
  evaluator: Evaluator,
  onlyFirst = false,
): Judgement {
  const { files, target, runners } = project;
  const troubles: Trouble[] = [];
  const before = new Map(runners.map((path) => [path, evaluator.run(path, files)]));
  let unknown = 0;
  const step = (name: string, from: Files, isSelected?: (path: string) => boolean) => {
    const planned = attempt(() => planProject(from, target, isSelected));
    if (planned instanceof Error) {
      const text = `${planned.message}\n${planned.stack?.split("\n")[1]}`;
      troubles.push({ kind: "threw", step: name, path: "", key: keyOf(planned.message), text });
      return undefined;
    }
    troubles.push(...failures(planned, name));
    const after = applied(from, planned);
    for (const path of runners) {
      const comparison = compareRuns(before.get(path) as RunReport, evaluator.run(path, after));
      unknown += comparison.result === "unknown" ? 1 : 0;
      if (comparison.result === "different") {
        const { what, before: old, after: fresh } = comparison.difference;
        const changed = planned.results.find((file) => file.path === path)?.status ?? "left alone";
        troubles.push({
          kind: "different",
          step: name,
          path,
          key: keyOf(`${changed} ${what}`),
          text: `${what}: ${old}, then ${fresh} (${changed})`,
        });
      }
    }
    return { planned, after };
  };
  const whole = step("all", files);
  if (whole !== undefined && !onlyFirst) {
    const again = attempt(() => planProject(whole.after, target));
    const changed =
      again instanceof Error ? [] : again.results.filter(({ status }) => status === "changed");
    for (const { path } of changed) {
      troubles.push({ kind: "changes-again", step: "again", path, key: "", text: "changes again" });
    }
  }
  const paths = Object.keys(files).filter((path) => path.includes("test/"));
  const one = paths[project.seed % paths.length] as string;
  const first = onlyFirst ? undefined : step(`only ${one}`, files, (path) => path === one);
  if (first?.planned.results.some(({ status }) => status === "changed")) {
    step(`all, after ${one}`, first.after);
  }
  return {
    troubles,
    statuses: countBy(whole?.planned.results.map(({ status }) => status) ?? []),
    refusals: countBy(
      whole?.planned.results
        .flatMap(({ status, findings }) =>
          status === "blocked"
            ? new Set(
                findings.filter(({ severity }) => severity === "refuse").map(({ code }) => code),
              )
            : [],
        )
        .flatMap((codes) => [...codes]) ?? [],
    ),
    ran: [...before.values()].filter(({ suites }) => suites.some(({ tests }) => tests.length > 0))
      .length,
    unknown,
  };
}

function failures({ results }: Plan, step: string): readonly Trouble[] {
  return results.flatMap((file) =>
    file.status === "failed"
      ? file.problems.slice(0, 1).map(({ code, message }) => ({
          kind: "failed" as const,
          step,
          path: file.path,
          key: keyOf(`${code} ${message}`),
          text: `${code}: ${message}`,
        }))
      : [],
  );
}

/** What an error is about, without what differs from project to project. */
function keyOf(message: string): string {
  return message
    .replaceAll(/"(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`/g, "…")
    .replaceAll(/\d+/g, "N")
    .slice(0, 120);
}

function attempt<T>(act: () => T): T | Error {
  try {
    return act();
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) {
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
