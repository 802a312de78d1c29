// Generates and judges many projects, and counts what became of them. Troubles are shrunk on demand,
// so that each kind of defect shows as a project of a few lines.

import { type GeneratedProject, generateProject, type Target } from "./generate.js";
import {
  type Evaluator,
  type Judgement,
  judge,
  makeEvaluator,
  type Steps,
  type Trouble,
} from "./judge.js";
import { MODULES, PRELUDES, SHIPPED } from "./modules.js";
import { shrink } from "./shrink.js";

export interface SurveyInput {
  readonly target: Target;
  /** The first project's seed; the others' follow it. */
  readonly seed: number;
  readonly count: number;
  /** How much of each is judged: see `judge`. */
  readonly steps?: Steps;
  /** Called for each project with a trouble, with the first of its kind. */
  readonly onTrouble?: (project: GeneratedProject, trouble: Trouble) => void;
}

export interface Survey {
  readonly target: Target;
  readonly projects: number;
  /** Files by what the whole migration made of them. */
  readonly statuses: Counts;
  readonly refusals: Counts;
  /** Projects in which a file does something else afterwards, at any step. */
  readonly different: number;
  /** Projects with an internal failure. */
  readonly failed: number;
  /** Files that failed at some step, by the problem. */
  readonly failures: Counts;
  /** Migrations that must not be written. */
  readonly unanswered: number;
  readonly changedAgain: number;
  /** Files that ran tests before. */
  readonly ran: number;
  readonly unknown: number;
}

type Counts = Readonly<Record<string, number>>;

export function survey({ target, seed, count, steps = "some", onTrouble }: SurveyInput): Survey {
  const evaluator = makeEvaluator();
  const judgements: Judgement[] = [];
  for (let next = seed; next < seed + count; next++) {
    const project = generateProject(next, target);
    const judgement = judge(project, evaluator, steps);
    judgements.push(judgement);
    const kinds = new Set(judgement.troubles.map(({ kind }) => kind));
    for (const kind of kinds) {
      onTrouble?.(project, judgement.troubles.find((one) => one.kind === kind) as Trouble);
    }
  }
  const having = (...kinds: readonly Trouble["kind"][]): number =>
    judgements.filter(({ troubles }) => troubles.some(({ kind }) => kinds.includes(kind))).length;
  const sum = (read: (judgement: Judgement) => number): number =>
    judgements.reduce((total, one) => total + read(one), 0);
  return {
    target,
    projects: count,
    statuses: addCounts(judgements.map(({ statuses }) => statuses)),
    refusals: addCounts(judgements.map(({ refusals }) => refusals)),
    different: having("different"),
    failed: having("failed", "threw"),
    failures: addCounts(
      judgements.flatMap(({ troubles }) =>
        troubles.flatMap(({ kind, text }) =>
          kind === "failed" || kind === "threw" ? [{ [text.split(":")[0] ?? kind]: 1 }] : [],
        ),
      ),
    ),
    unanswered: sum((one) => (one.isUnanswered ? 1 : 0)),
    changedAgain: having("changes-again"),
    ran: sum(({ ran }) => ran),
    unknown: sum(({ unknown }) => unknown),
  };
}

function addCounts(all: readonly Counts[]): Counts {
  const sums: Record<string, number> = {};
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) {
      sums[name] = (sums[name] ?? 0) + count;
    }
  }
  return sums;
}

/** The survey in one line. */
export function describeSurvey(result: Survey): string {
  const { target, projects, statuses, different, failed, changedAgain, unanswered } = result;
  const files = ["changed", "unchanged", "blocked", "failed"].map(
    (status) => `${statuses[status] ?? 0} ${status}`,
  );
  return (
    `${target}: ${projects} projects, ${unanswered} not written; files ${files.join(", ")}; ` +
    `${different} projects different, ${failed} with an internal failure, ` +
    `${changedAgain} changed again; ${result.ran} files ran tests, ${result.unknown} unknown; ` +
    `refused for ${listCounts(result.refusals)}; failed for ${listCounts(result.failures)}`
  );
}

function listCounts(counts: Counts): string {
  const sorted = Object.entries(counts).toSorted(([, a], [, b]) => b - a);
  return sorted.map(([name, count]) => `${name} ${count}`).join(", ") || "nothing";
}

/** The project with only what the trouble needs. */
export function shrinkTrouble(project: GeneratedProject, trouble: Trouble): GeneratedProject {
  const evaluator = makeEvaluator();
  const runs = (candidate: GeneratedProject): boolean => ranTests(candidate, trouble, evaluator);
  const mustRun = trouble.kind === "different" && runs(project);
  return shrink(
    project,
    (candidate) =>
      (!mustRun || runs(candidate)) && troubleFindings(candidate, trouble, evaluator) !== undefined,
  );
}

/** The same trouble in another project. */
export function troubleFindings(
  project: GeneratedProject,
  trouble: Trouble,
  evaluator = makeEvaluator(),
): Trouble | undefined {
  return judge(project, evaluator, trouble.step === "all" ? "none" : "all").troubles.find(
    ({ kind, path, key }) =>
      kind === trouble.kind &&
      key === trouble.key &&
      (kind !== "different" || path === trouble.path),
  );
}

/** Whether the file ran at least one test before, and reported how it ended. */
function ranTests({ files }: GeneratedProject, { path }: Trouble, evaluator: Evaluator): boolean {
  return evaluator.run(path, files).suites.some(({ tests }) => tests.length > 0);
}

/** The texts of the project; of the prelude and the modules only their names. */
export function describeProject({ files, request, unreadable }: GeneratedProject): string {
  const { choice, given = "", isTargetOpen } = request;
  const asked = [
    `--framework ${NAMES.get(given) ?? choice}`,
    isTargetOpen ? "no target" : "",
    unreadable.size > 0 ? `unreadable: ${[...unreadable].join(" ")}` : "",
  ];
  const texts = Object.entries(files)
    .map(([path, text]) => `--- ${path}\n${(NAMES.get(text) ?? text).replace(/\n?$/, "\n")}`)
    .join("");
  return `${asked.filter(Boolean).join(", ")}\n${texts}`;
}

const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({ PRELUDES, MODULES, SHIPPED }).flatMap(([group, texts]) =>
    Object.entries(texts).map(([name, text]): [string, string] => [text, `${group}.${name}`]),
  ),
);
