// Plans a run: every file through its transform and proof, one at a time, then the framework
// module. Pure: files come from functions that the caller gives. Invariants: each file comes out
// exactly once, and its texts can be dropped as soon as its result has been used.

import { finding, isRefused } from "../analysis/finding.js";
import { graphBlocked } from "../analysis/findings/graph-blocked.js";
import { type FileResult, migrateTogether } from "../transform/migrate-file.js";
import type {
  Project,
  TestCounts,
  Transform,
  TransformContext,
  TransformOptions,
} from "../transform/transform.js";
import { type DocumentsInput, planDocuments } from "./documents.js";
import { applyPolicy, type Severities } from "./finding-policy.js";
import { type FolderPolicy, keepTargetsApart } from "./folder-policy.js";
import {
  decideFramework,
  type FrameworkDecision,
  type FrameworkRequest,
  isModuleText,
  lostNames,
  type ModuleFile,
  type NameUser,
  namesUsedIn,
  planModules,
  willSpeakBoth,
} from "./framework.js";
import {
  locateFindings,
  NO_TESTS,
  type PlannedFile,
  type Problem,
  wholeFileFinding,
} from "./planned-file.js";
import { internalError, messageOf, problemOf, problemOfProof, readFailed } from "./problems.js";
import { decodeUtf8, readSource } from "./read.js";
import { addTotals, assertAllCounted, countFile, NO_TOTALS, type Totals } from "./totals.js";

export interface PlanInput {
  readonly files: readonly PlanFile[];
  /** The bytes of a file, by its path. Throws when it cannot be read. */
  readonly readBytes: (path: string) => Uint8Array;
  readonly project: Project;
  readonly transform: Transform;
  readonly options: TransformOptions;
  /** Files that hold none of these are unchanged without being decoded; none means all are read. */
  readonly marks?: readonly string[];
  /** What the repository makes of kinds of findings; without it comments suppress nothing either. */
  readonly severities?: Severities | undefined;
  /** What the settings of folders make of severities and options; the run's own hold without. */
  readonly folders?: FolderPolicy | undefined;
  /** Missing for a transform that has nothing to do with the test framework. */
  readonly framework?: FrameworkRequest | undefined;
  /** The Markdown files, which have nothing to do with the framework that is installed. */
  readonly documents?: DocumentsInput | undefined;
  /**
   * Whether a file's group counts as selected with it: for those who ask what could be migrated,
   * and not for a run that would change a part of the group.
   */
  readonly wholeGroups?: boolean;
}

export interface PlanFile {
  readonly path: string;
  /** Whether the run is about this file; others are only looked at, for the framework's sake. */
  readonly selected: boolean;
  /** What is already clear without reading the file. */
  readonly outcome?: PlannedFile;
}

export interface PlanEnd {
  readonly totals: Totals;
  readonly framework: FrameworkDecision | undefined;
}

/** All results at once, for callers that have the memory. */
export interface Plan extends PlanEnd {
  /** In the order of the input; framework modules come last. */
  readonly results: readonly PlannedFile[];
}

/** Plans all files and keeps everything. */
export function plan(input: PlanInput): Plan {
  const results: PlannedFile[] = [];
  const steps = planFiles(input);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) {
      return { ...step.value, results };
    }
    results.push(...step.value);
  }
}

/**
 * Plans file by file: each step is one file of the input and yields its result, or nothing when
 * the file was only looked at. The last step yields the framework modules, whose turn comes when
 * everything else is known. Throws for nothing that a file holds.
 */
export function* planFiles(input: PlanInput): Generator<readonly PlannedFile[], PlanEnd, void> {
  const survey = new Survey(input.framework !== undefined);
  const isSelected = input.wholeGroups === true ? () => true : selectionOf(input.files);
  const run: PlanRun = {
    ...input,
    survey,
    isSelected,
    mayStayOld: bridgesOf(input),
    held: new Map(),
  };
  let totals = NO_TOTALS;
  let filesIn = 0;
  for (const file of input.files) {
    const planned = file.selected ? planSelected(file, run) : lookAt(file, run);
    filesIn += file.selected ? 1 : 0;
    totals = planned.reduce((sum, next) => addTotals(sum, countFile(next)), totals);
    yield planned;
  }
  for (const document of input.documents === undefined ? [] : planDocuments(input.documents)) {
    filesIn += 1;
    totals = addTotals(totals, countFile(document));
    yield [document];
  }
  const framework = input.framework && decideFramework(survey, input.framework);
  const modules = framework === undefined ? [] : finishModules(framework, run);
  const added = modules.filter(({ path }) => !survey.isSelectedModule(path)).length;
  totals = modules.reduce((sum, next) => addTotals(sum, countFile(next)), totals);
  yield modules;
  assertAllCounted(filesIn + added, totals);
  return { totals, framework };
}

/** What the steps of one plan share. */
interface PlanRun extends PlanInput {
  readonly survey: Survey;
  readonly isSelected: (path: string) => boolean;
  readonly mayStayOld: (path: string) => boolean;
  /** Results of files whose turn is still to come, since they change together with an earlier one. */
  readonly held: Map<string, PlannedFile>;
}

function selectionOf(files: readonly PlanFile[]): (path: string) => boolean {
  const selected = new Set(files.flatMap((file) => (file.selected ? [file.path] : [])));
  return (path) => selected.has(path);
}

/**
 * Whether a file may stay old while modules that it calls change: one that the decision on the
 * framework counts, in a repository that has the module for both APIs afterwards.
 */
function bridgesOf(input: PlanInput): (path: string) => boolean {
  const { files, framework } = input;
  const counted = new Set(files.flatMap((file) => (file.outcome === undefined ? [file.path] : [])));
  let speaksBoth: boolean | undefined;
  return (path) => {
    speaksBoth ??= framework !== undefined && willSpeakBoth(modulesIn(input), framework);
    return speaksBoth && counted.has(path);
  };
}

function modulesIn(input: PlanInput): readonly ModuleFile[] {
  return input.files.flatMap(({ path, selected, outcome }) => {
    const read = outcome === undefined ? readFile(path, input) : undefined;
    return read?.kind === "text" && isModuleText(read.text)
      ? [{ path, text: read.text, selected }]
      : [];
  });
}

/** What the plan has seen of the test frameworks so far. */
class Survey {
  readonly modules: ModuleFile[] = [];
  readonly oldUsers: string[] = [];
  speaksNew = false;

  constructor(readonly isActive: boolean) {}

  /** Notes a file that will stay as it is; `mayUseOld` where that could not be found out. */
  noteLeft(path: string, tests: TestCounts, mayUseOld: boolean): void {
    this.speaksNew ||= tests.new > 0;
    if (mayUseOld || tests.old > 0) {
      this.oldUsers.push(path);
    }
  }

  isSelectedModule(path: string): boolean {
    return this.modules.some((module) => module.path === path && module.selected);
  }
}

/** The result of a file of the run; none for a framework module, which is decided on last. */
function planSelected(file: PlanFile, run: PlanRun): readonly PlannedFile[] {
  const { survey } = run;
  const planned =
    file.outcome === undefined ? planOne(file.path, run) : settle(file.outcome, undefined, run);
  if (planned === undefined) {
    return [];
  }
  const isUnknown = planned.status === "blocked" || planned.status === "failed";
  if (planned.status === "changed") {
    survey.speaksNew = true;
  } else {
    survey.noteLeft(planned.path, planned.tests, isUnknown);
  }
  return [planned];
}

function planOne(path: string, run: PlanRun): PlannedFile | undefined {
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
    const findings = locateFindings(read.lossy, [read.finding]);
    return settle({ status: "blocked", path, findings, tests: NO_TESTS }, read.lossy, run);
  }
  if (run.survey.isActive && isModuleText(read.text)) {
    run.survey.modules.push({ path, text: read.text, selected: true });
    return undefined;
  }
  return transformText(path, read.text, run);
}

/**
 * Through the transform and its proof; what a transform throws is that file's problem only. Files
 * that change together are planned at the turn of the first, and come out at their own.
 */
function transformText(path: string, text: string, run: PlanRun): PlannedFile {
  try {
    const results = migrateTogether(run.transform, text, contextOf(path, run));
    const planned = [...results.values()].map((result) =>
      settle(fromResult(result), result.source, run),
    );
    for (const file of keepTargetsApart(keepTogether(planned), run.folders)) {
      run.held.set(file.path, file);
    }
    return takeHeld(path, run) as PlannedFile;
  } catch (error) {
    return failed(path, problemOf(internalError, messageOf(error)));
  }
}

/** The result of a file that changes together with an earlier one; undefined for any other file. */
function takeHeld(path: string, { held }: PlanRun): PlannedFile | undefined {
  const file = held.get(path);
  held.delete(path);
  return file;
}

/** Blocks what would change beside a file of its group that the repository's settings refuse. */
function keepTogether(files: readonly PlannedFile[]): readonly PlannedFile[] {
  const refused = files.find(({ status }) => status === "blocked");
  const cause = refused?.findings.find(({ severity }) => severity === "refuse");
  if (refused === undefined || cause === undefined) {
    return files;
  }
  const place = `${refused.path}:${cause.line}:${cause.column}`;
  const message = `${place}, which changes together with it, has ${cause.code}`;
  const blocked = wholeFileFinding(finding(graphBlocked, { start: 0, end: 0 }, message));
  return files.map((file) => {
    const { path, tests, findings } = file;
    return file.status === "changed"
      ? { status: "blocked", path, tests, findings: [blocked, ...findings] }
      : file;
  });
}

/** The file as the repository wants its findings seen. */
function settle(
  file: PlannedFile,
  text: string | undefined,
  { severities, folders }: PlanInput,
): PlannedFile {
  return severities === undefined
    ? file
    : applyPolicy(file, text, folders?.severitiesOf(file.path) ?? severities);
}

/** Looks at a file that the run leaves alone. */
function lookAt(file: PlanFile, run: PlanRun): readonly [] {
  const { path } = file;
  const { survey } = run;
  const read = file.outcome === undefined ? readFile(path, run) : undefined;
  if (read === undefined) {
    survey.noteLeft(path, NO_TESTS, file.outcome?.status !== "unchanged");
  } else if (read.kind === "failed" || read.kind === "not-utf8") {
    survey.noteLeft(path, NO_TESTS, true);
  } else if (read.kind === "text" && isModuleText(read.text)) {
    survey.modules.push({ path, text: read.text, selected: false });
  } else if (read.kind === "text") {
    const { tests, isLeft } = readUse(path, read.text, run);
    survey.noteLeft(path, tests, isLeft);
  }
  return [];
}

/** Whether the file speaks the old API: the transform would change it, or refuses to. */
function readUse(
  path: string,
  text: string,
  run: PlanRun,
): { readonly tests: TestCounts; readonly isLeft: boolean } {
  try {
    const { status, tests, findings } = run.transform.run(text, contextOf(path, run));
    return { tests, isLeft: status !== "unchanged" || isRefused(findings) };
  } catch {
    return { tests: NO_TESTS, isLeft: true };
  }
}

type Read = ReturnType<typeof readSource> | { readonly kind: "failed"; readonly message: string };

function readFile(path: string, { readBytes, marks }: PlanInput): Read {
  try {
    const bytes = readBytes(path);
    const read = readSource(bytes, marks);
    return read.kind === "irrelevant" ? readLoader(bytes) : read;
  } catch (error) {
    return { kind: "failed", message: messageOf(error) };
  }
}

/** A file that mentions no test may still bring those that it loads. */
function readLoader(bytes: Uint8Array): Read {
  const text = decodeUtf8(bytes);
  return text !== undefined && /\bload\s*"/.test(text)
    ? { kind: "text", text }
    : { kind: "irrelevant" };
}

function contextOf(
  path: string,
  { project, options, isSelected, mayStayOld, folders }: PlanRun,
): TransformContext {
  return { path, project, options: folders?.optionsOf(path) ?? options, isSelected, mayStayOld };
}

function failed(path: string, problem: Problem): PlannedFile {
  return { status: "failed", path, findings: [], tests: NO_TESTS, problems: [problem] };
}

/** The outcome of a transform with its findings located, and without texts that nobody needs. */
function fromResult(result: FileResult): PlannedFile {
  const { path, source, tests } = result;
  const planned = { path, tests, findings: locateFindings(source, result.findings) };
  switch (result.status) {
    case "changed": {
      const { newText, rewrite, edits, proof, group } = result;
      const change = { ...planned, source, newText, rewrite, edits, proof };
      return { ...change, status: "changed", ...(group && { group }) };
    }
    case "failed":
      return {
        ...planned,
        status: "failed",
        problems: result.failures.map((failure) => problemOfProof(failure, source)),
      };
    default:
      return { ...planned, status: result.status };
  }
}

function finishModules(decision: FrameworkDecision, run: PlanRun): readonly PlannedFile[] {
  return planModules(decision, nameUsers(decision, run))
    .map((file) => settle(file, undefined, run))
    .concat(otherModules(decision, run));
}

/** The files that use what the replaced module defined and the new one does not. */
function nameUsers(decision: FrameworkDecision, input: PlanInput): readonly NameUser[] {
  if (decision.action !== "installed") {
    return [];
  }
  const names = lostNames(decision.module.text, decision.newText);
  if (names.length === 0) {
    return [];
  }
  return input.files.flatMap(({ path, outcome }) => {
    if (outcome !== undefined || path === decision.module.path) {
      return [];
    }
    const read = readFile(path, input);
    const used = read.kind === "text" ? namesUsedIn(read.text, names) : [];
    return used.length > 0 ? [{ path, names: used }] : [];
  });
}

/** Selected modules that the decision is not about go through the transform like any file. */
function otherModules(decision: FrameworkDecision, run: PlanRun): readonly PlannedFile[] {
  const chosen = "module" in decision ? decision.module : undefined;
  return decision.action === "ambiguous"
    ? []
    : run.survey.modules
        .filter((module) => module.selected && module !== chosen)
        .map(({ path, text }) => transformText(path, text, run));
}
