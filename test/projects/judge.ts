// What a migration does to a whole project, judged by running it: every file is evaluated before and
// after, a second run has to change nothing, and a migration in two steps has to come to the same.

import { posix } from "node:path";
import { compareRuns } from "../../src/behaviour/compare-runs.js";
import type { Difference } from "../../src/behaviour/comparison.js";
import { countReported, type RunReport, readRun } from "../../src/behaviour/run-report.js";
import { evaluateScript, type FormCache, makeFormCache } from "../../src/evaluator/script.js";
import type { PlannedFile } from "../../src/outcome/planned-file.js";
import { readFailed } from "../../src/outcome/problems.js";
import { plan } from "../../src/plan/plan.js";
import type { Plan } from "../../src/plan/plan-input.js";
import { TEST_MARKS } from "../../src/project/read.js";
import type { KeptTexts } from "../../src/text/kept-texts.js";
import { defineToSuite } from "../../transforms/define-to-suite.js";
import { listedProjectOf } from "../transforms/define-to-suite/fixtures.js";
import type { Files, GeneratedProject } from "./generate.js";
import { MODULES, SHIPPED } from "./modules.js";
import { seeded } from "./random.js";

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
  /** Whether the migration as a whole must not be written. */
  readonly isUnanswered: boolean;
  /** Files that reported tests before. */
  readonly ran: number;
  /** Files of which the evaluator could not tell what they do. */
  readonly unknown: number;
}

/**
 * Differences that are known and not mended yet: each switch has one counted again.
 *
 * - EMPTY_RUNS: the module for both APIs says nothing where an old run has no tests, and exits with 0.
 */
const COUNTED = { EMPTY_RUNS: false };

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

/** Plans a run over the project as the command line would, with its files as they are now. */
export function planProject(
  { target, request, unreadable }: GeneratedProject,
  files: Files,
  isSelected: (path: string) => boolean = () => true,
  kept?: KeptTexts,
): Plan {
  const { choice, given, isTargetOpen } = request;
  const readable = Object.entries(files).filter(([path]) => !unreadable.has(path));
  return plan({
    files: Object.keys(files)
      .sort()
      .map((path) => ({ path, selected: isSelected(path) })),
    readBytes: (path) => {
      if (unreadable.has(path)) {
        throw new Error("EACCES");
      }
      return Buffer.from(files[path] as string);
    },
    project: {
      ...listedProjectOf(files),
      read: listedProjectOf(Object.fromEntries(readable)).read,
    },
    transform: defineToSuite,
    kept,
    options: isTargetOpen ? {} : { target },
    marks: TEST_MARKS,
    severities: {},
    framework: { choice, texts: () => SHIPPED, given, makes: isTargetOpen ? "auto" : target },
  });
}

/** The files as the plan leaves them: as they are, where it must not be written. */
export function applied(files: Files, { results, unanswered }: Plan): Files {
  return unanswered !== undefined
    ? files
    : {
        ...files,
        ...Object.fromEntries(
          results.flatMap((file) => (file.status === "changed" ? [[file.path, file.newText]] : [])),
        ),
      };
}

/** Which steps are judged besides the migration of everything. */
export type Steps = "all" | "some" | "none";

/** Judges the migration of the project; of the steps besides, `some` takes those of its turn. */
export function judge(
  project: GeneratedProject,
  evaluator: Evaluator,
  steps: Steps = "all",
): Judgement {
  const { files, runners } = project;
  const before = new Map(runners.map((path) => [path, evaluator.run(path, files)]));
  const judging: Judging = { project, evaluator, before, troubles: [], unknown: 0 };
  const whole = migrate(judging, "all", files);
  const isDue = (turn: number): boolean =>
    steps === "all" || (steps === "some" && project.seed % 4 === turn);
  if (whole !== undefined && whole.planned.unanswered === undefined && isDue(0)) {
    judging.troubles.push(...changesAgain(project, whole.after));
  }
  if (whole !== undefined && isDue(1)) {
    judgeOnOtherModule(judging, whole);
  }
  if (isDue(2)) {
    judgeHalfWay(judging);
  }
  return {
    troubles: judging.troubles,
    statuses: countBy(whole?.planned.results.map(({ status }) => status) ?? []),
    refusals: countBy(whole?.planned.results.flatMap(refusalsOf) ?? []),
    isUnanswered: whole?.planned.unanswered !== undefined,
    ran: [...before.values()].filter((report) => countReported(report) > 0).length,
    unknown: judging.unknown,
  };
}

/** A project that is being judged, and what was found. */
interface Judging {
  readonly project: GeneratedProject;
  readonly evaluator: Evaluator;
  readonly before: ReadonlyMap<string, RunReport>;
  readonly troubles: Trouble[];
  unknown: number;
}

interface Migrated {
  readonly planned: Plan;
  readonly after: Files;
}

/** One step of a migration; undefined where the plan threw. */
function migrate(
  judging: Judging,
  step: string,
  from: Files,
  isSelected?: (path: string) => boolean,
): Migrated | undefined {
  const { project, troubles } = judging;
  const planned = attempt(() => planProject(project, from, isSelected));
  if (planned instanceof Error) {
    const text = `${planned.message}\n${planned.stack?.split("\n")[1]}`;
    troubles.push({ kind: "threw", step, path: "", key: keyOf(planned.message), text });
    return undefined;
  }
  troubles.push(...failures(planned, step));
  const after = applied(from, planned);
  compareFiles(judging, step, after, ({ path }) => {
    return planned.results.find((file) => file.path === path)?.status ?? "left alone";
  });
  return { planned, after };
}

/** Runs every file on the tree as it is now, and compares with what it did before. */
function compareFiles(
  judging: Judging,
  step: string,
  now: Files,
  statusOf: (file: { readonly path: string }) => string,
): void {
  const { project, evaluator, before } = judging;
  for (const path of project.runners) {
    const comparison = compareRuns(before.get(path) as RunReport, evaluator.run(path, now));
    if (comparison.result === "unknown") {
      judging.unknown += 1;
    } else if (comparison.result === "different" && isCounted(comparison.difference)) {
      const { what, before: old, after: fresh } = comparison.difference;
      const status = statusOf({ path });
      const text = `${what}: ${old}, then ${fresh} (${status})`;
      judging.troubles.push({
        kind: "different",
        step,
        path,
        key: keyOf(`${status} ${what}`),
        text,
      });
    }
  }
}

function isCounted({ what, before, after }: Difference): boolean {
  const isEmptyRun =
    what === "suite" && /^No (async )?tests registered!$/m.test(`${before}\n${after}`);
  return COUNTED.EMPTY_RUNS || !isEmptyRun || (before !== "none" && after !== "none");
}

function changesAgain(project: GeneratedProject, after: Files): readonly Trouble[] {
  const again = attempt(() => planProject(project, after));
  const changed =
    again instanceof Error ? [] : again.results.filter(({ status }) => status === "changed");
  return changed.map(({ path }) => ({
    kind: "changes-again",
    step: "again",
    path,
    key: "",
    text: "changes again",
  }));
}

/**
 * Of a project that was migrated as a whole: lists have to do on a module that accepts nothing else,
 * and pipelines on the module for both APIs, which stands there while not all is migrated.
 */
function judgeOnOtherModule(judging: Judging, { planned, after }: Migrated): void {
  const { target, modules, runners, request } = judging.project;
  const isDone = runners.every((path) =>
    planned.results.some((file) => file.path === path && file.status === "changed"),
  );
  if (isDone && planned.unanswered === undefined && !request.isTargetOpen) {
    const module = target === "list" ? MODULES.list : SHIPPED.compat;
    const now = { ...after, ...Object.fromEntries(modules.map((path) => [path, module])) };
    compareFiles(judging, "on the other module", now, () => "changed");
  }
}

/** One file first, or about half of them, and then the rest. */
function judgeHalfWay(judging: Judging): void {
  const { files, seed } = judging.project;
  const random = seeded(seed);
  const paths = Object.keys(files).filter((path) => path.includes("test/"));
  const one = random.pick(paths);
  const half = paths.filter((path) => path === one || random.chance(0.5));
  const some = new Set(random.chance(0.5) ? [one] : half);
  const first = migrate(judging, `only ${[...some].join(" ")}`, files, (path) => some.has(path));
  if (first !== undefined && first.after !== files) {
    migrate(judging, "all, after some", first.after);
  }
}

/** The codes for which a file was refused, each once. */
function refusalsOf({ status, findings }: PlannedFile): readonly string[] {
  const refusing = findings.filter(({ severity }) => severity === "refuse");
  return status === "blocked" ? [...new Set(refusing.map(({ code }) => code))] : [];
}

/** What failed, but for files that cannot be read. */
function failures({ results }: Plan, step: string): readonly Trouble[] {
  return results.flatMap((file) =>
    file.status === "failed" && file.problems[0]?.code !== readFailed.code
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
