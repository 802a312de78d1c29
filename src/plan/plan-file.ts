// The way of one file through a plan: read, transformed together with those that change with it, seen
// as the repository wants it seen, and noted for the framework modules. Called by the plan, a file at
// a time. Invariant: what a file holds, or a transform throws, is that file's problem only.

import { convertFor } from "../../transforms/define-to-suite/findings/not-utf8.js";
import { type SuiteOptions, TARGETS } from "../../transforms/define-to-suite/suite-options.js";
import { usesOldStyle } from "../../transforms/list-to-suite/common.js";
import type { LocatedFinding } from "../finding/finding.js";
import { blockedBy } from "../kit/graph-blocked.js";
import type { FileResult } from "../kit/migrate-file.js";
import type { Transform, TransformContext } from "../kit/transform.js";
import { scopeOf } from "../outcome/kinds.js";
import {
  type JudgedFile,
  locateFindings,
  NO_TESTS,
  type PlannedBlocked,
  type PlannedFile,
  type Problem,
  type UnchangedFile,
} from "../outcome/planned-file.js";
import { problemOf, problemOfProof, problemOfThrown, readFailed } from "../outcome/problems.js";
import { mayUseOld } from "../outcome/unreadable.js";
import { scriptOf } from "../program/script.js";
import { readSuiteFacts, type SuiteFacts } from "../program/suite-facts.js";
import type { TestCounts } from "../program/test-calls.js";
import type { AnswerReading } from "../proof/read-answers.js";
import { blockChanges } from "./block-changes.js";
import { applyPolicy } from "./finding-policy.js";
import { keepTargetsApart } from "./folder-policy.js";
import type { ModuleSurvey, ModuleUser } from "./module-survey.js";
import type { PlanFile, PlanInput } from "./plan-input.js";
import { withTarget } from "./plan-options.js";
import { readFile } from "./read-file.js";
import { sizeOf } from "./totals.js";

/** What the decision on modules needs of a file until its turn has come. */
type FileFacts = Omit<SuiteFacts, "tests">;

/** One file on its way through a plan. */
export interface Treated<F> {
  readonly source: string;
  readonly facts: FileFacts;
  readonly file: F;
  /** What a change makes the file ask of its modules, by the proof's own reading; missing where nobody decides on them. */
  readonly answers?: AnswerReading;
}

/** What becomes of a file and of those that change together with it. */
export type Treat<F> = (
  text: string,
  context: TransformContext<SuiteOptions>,
) => readonly Treated<F>[];

/** What the steps of one plan share. */
export interface PlanRun<F extends JudgedFile = JudgedFile> extends PlanInput {
  readonly treat: Treat<F>;
  readonly survey: ModuleSurvey;
  readonly isSelected: (path: string) => boolean;
  readonly mayStayOld: (path: string) => boolean;
  /** Results of files whose turn is still to come, since they change together with an earlier one. */
  readonly held: Map<string, F | UnchangedFile>;
  /** What files load, as long as their turn is still to come. */
  readonly facts: Map<string, FileFacts>;
}

/** The result of a file of the run; none for a framework module, which is decided on last. */
export function planSelected<F extends JudgedFile>(
  file: PlanFile,
  run: PlanRun<F>,
): readonly (F | PlannedFile)[] {
  const planned =
    file.outcome === undefined ? planOne(file.path, run) : settle(file.outcome, undefined, run);
  if (planned === undefined) {
    return [];
  }
  const { path, status, tests } = planned;
  const facts = run.facts.get(path);
  run.facts.delete(path);
  run.survey.note({
    path,
    loads: facts?.loads,
    usesOld: facts?.readsOld === true || (status !== "changed" && mayUseOld(planned)),
    usesNew: status === "changed" || tests.new > 0,
    ...readStyles(planned, facts, run),
  });
  return [planned];
}

type Styles = Pick<ModuleUser, "usesBuilder" | "usesLists">;

/** Whether the file needs a module that answers pipelines after the run, or lists. */
function readStyles(
  file: JudgedFile | PlannedFile,
  facts: FileFacts | undefined,
  run: PlanRun,
): Styles {
  if (file.status !== "changed" || !tellsStyles(run)) {
    return { usesBuilder: facts?.speaksBuilder === true, usesLists: usesLists(file) };
  }
  if ("newText" in file) {
    const { tests, speaksBuilder } = factsOf(file.newText, run);
    return { usesBuilder: speaksBuilder, usesLists: usesLists({ tests }) };
  }
  const options = optionsOf(file.path, file.source, run);
  const makesPipelines = run.transform.makesPipelines?.(options) === true;
  return { usesBuilder: makesPipelines, usesLists: !makesPipelines };
}

function usesLists({ tests }: Pick<JudgedFile, "tests">): boolean {
  return (tests.lists ?? 0) > 0;
}

/** Whether it matters who speaks which of the new styles. */
function tellsStyles({ modulePlan }: PlanRun): boolean {
  return [...(modulePlan?.modules.values() ?? [])].some(({ isList, isJoint }) => isList || isJoint);
}

function planOne<F extends JudgedFile>(
  path: string,
  run: PlanRun<F>,
): F | UnchangedFile | undefined {
  if (isModule(path, run)) {
    return undefined;
  }
  const held = takeHeld(path, run);
  if (held !== undefined) {
    return held;
  }
  const read = readFile(path, run);
  if (read.kind === "failed") {
    return failed(path, problemOf(readFailed, read.message));
  }
  if (read.kind === "irrelevant") {
    return { status: "unchanged", path, findings: [], tests: NO_TESTS };
  }
  if (read.kind === "not-utf8") {
    const hint = convertFor(run.transform.command ?? "migrate");
    const findings = locateFindings(read.lossy, [{ ...read.finding, hint }]);
    const { tests } = factsOf(read.lossy, run);
    return settle({ status: "blocked", path, findings, tests }, read.lossy, run);
  }
  return transformText(path, read.text, run);
}

/** Whether the file is a module that this run decides on. */
function isModule(path: string, { framework, modulePlan }: PlanRun): boolean {
  return framework !== undefined && modulePlan?.modules.has(path) === true;
}

/**
 * Through the transform and its proof; what a transform throws is that file's problem only. Files
 * that change together are planned at the turn of the first, and come out at their own.
 */
function transformText<F extends JudgedFile>(
  path: string,
  text: string,
  run: PlanRun<F>,
): F | UnchangedFile {
  try {
    const planned = run.treat(text, contextOf(path, text, run)).map(({ source, facts, file }) => {
      run.facts.set(file.path, facts);
      return settle(file, source, run, () => underOtherTargets(file.path, source, run));
    });
    for (const file of keepTargetsApart(keepTogether(planned), run.folders)) {
      run.held.set(file.path, file);
    }
    return takeHeld(path, run) as F | UnchangedFile;
  } catch (error) {
    return failed(path, problemOfThrown(error, run.transform.origin));
  }
}

export function factsOf(source: string, { readSuite = readSuiteFacts }: PlanInput): SuiteFacts {
  return readSuite(source);
}

/** The result of a file that changes together with an earlier one; undefined for any other file. */
function takeHeld<F extends JudgedFile>(
  path: string,
  { held }: PlanRun<F>,
): F | UnchangedFile | undefined {
  const file = held.get(path);
  held.delete(path);
  return file;
}

/** Blocks what would change beside a file of its group that the repository's settings refuse. */
function keepTogether<F extends JudgedFile>(files: readonly F[]): readonly (F | PlannedBlocked)[] {
  const refused = files.find(({ status }) => status === "blocked");
  const cause = refused?.findings.find(({ severity }) => severity === "refuse");
  if (refused === undefined || cause === undefined) {
    return files;
  }
  const { path } = refused;
  return blockChanges(files, blockedBy({ path, ...cause, what: `has ${cause.code}` }));
}

/** The file as the repository wants its findings seen. */
export function settle<F extends JudgedFile>(
  file: F,
  text: string | undefined,
  { severities, folders, transform }: PlanInput,
  elsewhere?: () => readonly LocatedFinding[],
): F | PlannedBlocked {
  return severities === undefined
    ? file
    : applyPolicy(
        file,
        text,
        folders?.severitiesOf(file.path) ?? severities,
        scopeOf(transform),
        elsewhere,
      );
}

/** What the file has where it is to become another API: a comment may be there for one of these. */
function underOtherTargets<F extends JudgedFile>(
  path: string,
  text: string,
  run: PlanRun<F>,
): readonly LocatedFinding[] {
  const context = contextOf(path, text, run);
  return TARGETS.filter((target) => target !== context.options.target).flatMap((target) => {
    const options = { ...context.options, target };
    return locateFindings(text, run.transform.judge(text, { ...context, options }).findings);
  });
}

/** Looks at a file that the run leaves alone. */
export function lookAt({ path, outcome }: PlanFile, run: PlanRun): void {
  if (isModule(path, run)) {
    return;
  }
  const read = outcome === undefined ? readFile(path, run) : undefined;
  const { survey } = run;
  if (read?.kind === "text") {
    noteText(path, read.text, run);
  } else {
    const isUnknown = outcome?.status !== "unchanged" && read?.kind !== "irrelevant";
    survey.note({ path, loads: undefined, usesOld: isUnknown, ...NOTHING_NEW });
  }
}

/** Notes how a text speaks to the framework. */
export function noteText(path: string, text: string, run: PlanRun): void {
  run.survey.note({ path, ...readUse(path, text, run) });
}

/** How the file speaks to the framework: the old API if the transform would change it, or refuses to. */
function readUse(path: string, text: string, run: PlanRun): Omit<ModuleUser, "path"> {
  try {
    const { status, findings } = run.transform.judge(text, contextOf(path, text, run));
    const { tests, loads, speaksBuilder, readsOld } = factsOf(text, run);
    // Between lists and pipelines a file changes without being old.
    const isBetween = status === "changed" && tests.new > 0 && !usesOldStyle(scriptOf(text));
    const usesOld = readsOld || (!isBetween && mayUseOld({ status, findings, tests }));
    const styles = { usesBuilder: speaksBuilder, usesLists: usesLists({ tests }) };
    return { loads, usesOld, usesNew: tests.new > 0, ...styles };
  } catch {
    return { loads: undefined, usesOld: true, ...NOTHING_NEW };
  }
}

const NOTHING_NEW = { usesNew: false, usesBuilder: false, usesLists: false };

function contextOf(path: string, text: string, run: PlanRun): TransformContext<SuiteOptions> {
  const { project, isSelected } = run;
  return { path, project, options: optionsOf(path, text, run), isSelected };
}

function optionsOf(path: string, text: string, run: PlanRun): SuiteOptions {
  const { mayStayOld, modulePlan, folders } = run;
  const options = folders?.optionsOf(path) ?? run.options;
  const target = options.target ?? modulePlan?.targetFor(text);
  const outlook = modulePlan?.outlook;
  return { ...withTarget({ ...options, target }), mayStayOld, ...(outlook && { outlook }) };
}

function failed(path: string, problem: Problem): UnchangedFile {
  return { status: "failed", path, findings: [], tests: NO_TESTS, problems: [problem] };
}

/** The outcome of a transform with its findings located, and without texts that nobody needs. */
export function fromResult(
  result: FileResult,
  tests: TestCounts,
  { origin }: Pick<Transform, "origin">,
): PlannedFile {
  const { path, source } = result;
  const planned = { path, tests, findings: locateFindings(source, result.findings) };
  switch (result.status) {
    case "changed": {
      const { newText, rewrite, edits, proof, group } = result;
      const change = {
        ...planned,
        source,
        newText,
        rewrite,
        edits,
        proof,
        counts: sizeOf(proof, edits),
      };
      return { ...change, status: "changed", ...(group && { group }) };
    }
    case "failed":
      return {
        ...planned,
        status: "failed",
        problems: result.failures.map((failure) => problemOfProof(failure, source, origin)),
      };
    default:
      return { ...planned, status: result.status };
  }
}
