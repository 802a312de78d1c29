// Plans a run: every file through its transform and proof, one at a time, then the framework
// module. Pure: files come from functions that the caller gives. Invariants: each file comes out
// exactly once, and its texts can be dropped as soon as its result has been used.

import type { AnyTransform } from "../../transforms/all-transforms.js";
import type { SuiteOptions } from "../../transforms/define-to-suite/suite-options.js";
import type { Severities } from "../finding/policy.js";
import { blockedBy } from "../kit/graph-blocked.js";
import { type FileResult, judgeTogether, migrateTogether } from "../kit/migrate-file.js";
import type { Project, TransformContext } from "../kit/transform.js";
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
import {
  callsUnanswered,
  internalError,
  messageOf,
  oldApiInUse,
  type ProblemKind,
  problemOf,
  problemOfProof,
  readFailed,
} from "../outcome/problems.js";
import { judgeModule, mayUseOld } from "../outcome/unreadable.js";
import { dialectOf } from "../program/project.js";
import { readSuiteFacts, type SuiteFacts } from "../program/suite-facts.js";
import type { TestCounts } from "../program/test-calls.js";
import type { Reach } from "../project/reach.js";
import { decodeUtf8, readSource } from "../project/read.js";
import { findMissedAnswers } from "../proof/prove-answers.js";
import { type AnswerReading, readAnswers } from "../proof/read-answers.js";
import { countOf, someOf } from "../text/wording.js";
import { blockChanges } from "./block-changes.js";
import { type DocumentsInput, planDocuments } from "./documents.js";
import { applyPolicy } from "./finding-policy.js";
import { type FolderPolicy, keepTargetsApart } from "./folder-policy.js";
import {
  brokenUsers,
  decideFramework,
  type FrameworkDecision,
  type FrameworkRequest,
  planModule,
} from "./framework.js";
import { type ListedRead, type ListedText, type ModulePlan, planModules } from "./module-plan.js";
import { createModuleSurvey, type ModuleSurvey, type ModuleUser } from "./module-survey.js";
import { type PlanOptions, withTarget } from "./plan-options.js";
import { addTotals, assertAllCounted, countFile, NO_TOTALS, type Totals } from "./totals.js";

export interface PlanInput {
  readonly files: readonly PlanFile[];
  /** The bytes of a file, by its path. Throws when it cannot be read. */
  readonly readBytes: (path: string) => Uint8Array;
  readonly project: Project;
  readonly transform: AnyTransform;
  readonly options: PlanOptions;
  /** Files that hold none of these are unchanged without being decoded; none means all are read. */
  readonly marks?: readonly string[];
  /** What is to be told of the tests in a text: `readSuiteFacts`, unless the run is not about tests. */
  readonly readSuite?: (source: string) => SuiteFacts;
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
  /** What is known of its modules; looked for where it is missing. */
  readonly modulePlan?: ModulePlan | undefined;
  /** Files that would miss the old API on the module that was asked for, by the path of the module. */
  readonly broken?: ReadonlyMap<string, readonly string[]>;
  /** Whether the module that was asked for is decided on though it breaks files. */
  readonly mayBreak?: boolean;
  /** How the run can reach a file; missing where every listed file may be written. */
  readonly reach?: (path: string) => Reach;
  /** What a path stands for, links resolved; missing where there are none. */
  readonly locate?: (path: string) => string;
  /**
   * Whether files that the run is not about are looked at only until it is clear what becomes of the
   * modules, so that not all that stay old are named.
   */
  readonly looksNoFurther?: boolean;
  /** Whether files that stay are judged as the repository stands: for those who only look. */
  readonly judgesPresent?: boolean;
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
  /**
   * What becomes of each framework module, by path; undefined for a transform that has nothing to do
   * with them.
   */
  readonly frameworks: readonly FrameworkDecision[] | undefined;
  /** What becomes of the files of these modules; the last step yields them, too. */
  readonly modules: readonly PlannedFile[];
  /** Why nothing of the plan may be written: files would miss what they call. */
  readonly unanswered?: Unanswered;
}

/** Files whose calls nothing would answer after the run. */
export interface Unanswered {
  readonly kind: ProblemKind;
  readonly message: string;
  /** Lines that name them. */
  readonly details: readonly string[];
}

/** All results at once, for callers that have the memory. */
export interface Plan extends PlanEnd {
  /** In the order of the input; framework modules come last. */
  readonly results: readonly PlannedFile[];
}

/** Where a run ends, for callers that need nothing on the way. */
function endOf(steps: Generator<unknown, PlanEnd, void>): PlanEnd {
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) {
      return step.value;
    }
  }
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
  const steps = treatFiles<PlannedFile>(input, (text, context) =>
    [...migrateTogether(input.transform, text, context).values()].map((result) => {
      const { source } = result;
      const { tests, loads } = factsOf(source, input);
      return { source, loads, file: fromResult(result, tests) };
    }),
  );
  const readings = new Map<string, AnswerReading>();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) {
      const unanswered = step.value.unanswered ?? findMissed(step.value, readings, input);
      return { ...step.value, ...(unanswered && { unanswered }) };
    }
    for (const file of input.framework === undefined ? [] : step.value) {
      const reading =
        file.status === "changed" && file.proof !== undefined
          ? readAnswers(file.newText)
          : undefined;
      if (reading !== undefined) {
        readings.set(file.path, reading);
      }
    }
    yield step.value;
  }
}

/** The same for those who only look: files are judged, and nothing is laid out or proven. */
export function judgeFiles(input: PlanInput): Generator<readonly JudgedFile[], PlanEnd, void> {
  return treatFiles<JudgedFile>(input, (text, context) =>
    [...judgeTogether(input.transform, text, context).values()].map(
      ({ source, findings, ...judged }) => {
        const { tests, loads } = factsOf(source, input);
        const located = locateFindings(source, findings);
        return { source, loads, file: { ...judged, source, tests, findings: located } };
      },
    ),
  );
}

interface Treated<F> {
  readonly source: string;
  readonly loads: SuiteFacts["loads"];
  readonly file: F;
}

/** What becomes of a file and of those that change together with it. */
type Treat<F> = (text: string, context: TransformContext<SuiteOptions>) => readonly Treated<F>[];

function* treatFiles<F extends JudgedFile>(
  input: PlanInput,
  treat: Treat<F>,
): Generator<readonly (F | PlannedFile)[], PlanEnd, void> {
  const isSelected = input.wholeGroups === true ? () => true : selectionOf(input.files);
  const { modulePlan } = withoutBreaking(withModules(input), treat);
  const survey = createModuleSurvey(modulePlan);
  const run: PlanRun<F> = {
    ...input,
    treat,
    survey,
    ...(modulePlan && { modulePlan }),
    isSelected,
    mayStayOld: bridgesOf(input, modulePlan),
    held: new Map(),
    loads: new Map(),
  };
  let totals = NO_TOTALS;
  let filesIn = 0;
  for (const file of input.files.filter(({ selected }) => selected)) {
    const planned = planSelected(file, run);
    filesIn += 1;
    totals = planned.reduce((sum, next) => addTotals(sum, countFile(next)), totals);
    yield planned;
  }
  const others = input.files.filter(({ selected }) => !selected);
  let looked = 0;
  for (; looked < others.length && !isDecided(run); looked += 1) {
    lookAt(others[looked] as PlanFile, run);
    yield [];
  }
  for (const document of input.documents === undefined ? [] : planDocuments(input.documents)) {
    filesIn += 1;
    totals = addTotals(totals, countFile(document));
    yield [document];
  }
  const frameworks = decideModules(run, looked === others.length);
  const modules = finishModules(frameworks ?? [], run);
  const added = modules.filter(({ path }) => !isSelectedModule(path, run)).length;
  totals = modules.reduce((sum, next) => addTotals(sum, countFile(next)), totals);
  yield modules;
  assertAllCounted(filesIn + added, totals);
  const unanswered = findUnanswered(frameworks ?? []);
  return { totals, frameworks, modules, ...(unanswered && { unanswered }) };
}

/** What the proof of the run as a whole has to say of it; `readings` are of the files that change. */
function findMissed(
  { frameworks = [] }: PlanEnd,
  readings: ReadonlyMap<string, AnswerReading>,
  { project, locate = (path) => path, files }: PlanInput,
): Unanswered | undefined {
  const texts = new Map(
    frameworks.flatMap((one): [string, string][] =>
      one.action === "installed" && one.newText !== one.module.text
        ? [[one.module.path, one.newText]]
        : [],
    ),
  );
  const others = texts.size === 0 ? [] : files.map(({ path }) => path);
  const missed = findMissedAnswers({
    changed: readings,
    others: others.filter((path) => !readings.has(path) && !texts.has(path)),
    before: project.read,
    after: (path) => texts.get(path) ?? texts.get(locate(path)) ?? project.read(path),
  });
  const message = `${countOf(missed.length, "file")} would call what nothing defines`;
  const details = missed.map(({ path, calls }) => `${path}: ${someOf(calls)}`);
  return missed.length === 0 ? undefined : { kind: callsUnanswered, message, details };
}

/**
 * The input with modules that stay where the one that was asked for would break files. Who stays old is
 * known only when all files were looked at, so that such a run is planned twice.
 */
function withoutBreaking<F extends JudgedFile>(input: PlanInput, treat: Treat<F>): PlanInput {
  const choice = input.mayBreak === true ? undefined : input.framework?.choice;
  if (choice !== "final" && choice !== "given") {
    return input;
  }
  const { frameworks = [] } = endOf(treatFiles({ ...input, mayBreak: true }, treat));
  const broken = new Map(
    frameworks.map((decision) => [decision.module.path, brokenUsers(decision)] as const),
  );
  return [...broken.values()].every((users) => users.length === 0)
    ? input
    : withModules({ ...input, modulePlan: undefined, broken });
}

/** The input with what is known of its modules, for callers that plan some files of it again. */
export function withModules(input: PlanInput): PlanInput {
  const { project, framework, reach, locate, judgesPresent = false, broken } = input;
  if (framework === undefined || input.modulePlan !== undefined) {
    return input;
  }
  const files = (): Iterable<ListedText> => listedTexts(input);
  const modulePlan = planModules({
    files,
    project,
    framework,
    reach,
    locate,
    judgesPresent,
    broken,
  });
  return { ...input, modulePlan };
}

function* listedTexts(input: PlanInput): Generator<ListedText> {
  for (const { path, selected, outcome } of input.files) {
    const read = (): ListedRead =>
      outcome?.status === "failed" ? { kind: "unread" } : listedRead(readFile(path, input));
    yield { path, selected, isOpen: outcome === undefined, read };
  }
}

function listedRead(read: Read): ListedRead {
  switch (read.kind) {
    case "failed":
      return { kind: "unread" };
    case "not-utf8":
      return { kind: "lossy", text: read.lossy };
    default:
      return read;
  }
}

function decideModules(
  { modulePlan, framework, survey }: PlanRun,
  knowsAllUsers: boolean,
): readonly FrameworkDecision[] | undefined {
  const modules = [...(modulePlan?.modules.values() ?? [])];
  return (
    framework &&
    modules.map((module) => {
      const use = { ...survey.useOf(module.path), knowsAllUsers };
      return decideFramework(module, use, framework);
    })
  );
}

/** Whether no further file can change what becomes of the modules. */
function isDecided({ looksNoFurther = false, framework, modulePlan, survey }: PlanRun): boolean {
  return (
    looksNoFurther &&
    framework?.choice === "auto" &&
    modulePlan !== undefined &&
    [...modulePlan.modules.values()].every(({ path, obstacle }) => {
      const { oldUsers, speaksNew, isWanted } = survey.useOf(path);
      return obstacle !== undefined || (isWanted && speaksNew && oldUsers.length > 0);
    })
  );
}

function isSelectedModule(path: string, { modulePlan }: PlanRun): boolean {
  return modulePlan?.modules.get(path)?.selected === true;
}

/** Why the plan must not be written, if it must not. */
function findUnanswered(frameworks: readonly FrameworkDecision[]): Unanswered | undefined {
  const broken = frameworks.flatMap(brokenUsers);
  if (broken.length === 0) {
    return undefined;
  }
  const verb = broken.length === 1 ? "uses" : "use";
  const message = `${countOf(broken.length, "file")} still ${verb} the old API`;
  return { kind: oldApiInUse, message, details: broken };
}

/** What the steps of one plan share. */
interface PlanRun<F extends JudgedFile = JudgedFile> extends PlanInput {
  readonly treat: Treat<F>;
  readonly survey: ModuleSurvey;
  readonly isSelected: (path: string) => boolean;
  readonly mayStayOld: (path: string) => boolean;
  /** Results of files whose turn is still to come, since they change together with an earlier one. */
  readonly held: Map<string, F | UnchangedFile>;
  /** What files load, as long as their turn is still to come. */
  readonly loads: Map<string, SuiteFacts["loads"]>;
}

function selectionOf(files: readonly PlanFile[]): (path: string) => boolean {
  const selected = new Set(files.flatMap((file) => (file.selected ? [file.path] : [])));
  return (path) => selected.has(path);
}

/**
 * Whether a file may stay old while modules that it calls change: one that the decision on the
 * framework counts, in a repository that has a module for both APIs afterwards.
 */
function bridgesOf(
  { files, framework }: PlanInput,
  modulePlan: ModulePlan | undefined,
): (path: string) => boolean {
  const counted = new Set(files.flatMap((file) => (file.outcome === undefined ? [file.path] : [])));
  const speaksBoth = framework !== undefined && modulePlan?.willSpeakBoth === true;
  return (path) => speaksBoth && counted.has(path);
}

/** The result of a file of the run; none for a framework module, which is decided on last. */
function planSelected<F extends JudgedFile>(
  file: PlanFile,
  run: PlanRun<F>,
): readonly (F | PlannedFile)[] {
  const planned =
    file.outcome === undefined ? planOne(file.path, run) : settle(file.outcome, undefined, run);
  if (planned === undefined) {
    return [];
  }
  const { path, status, tests } = planned;
  const loads = run.loads.get(path);
  run.loads.delete(path);
  run.survey.note({
    path,
    loads,
    usesOld: status !== "changed" && mayUseOld(planned),
    usesNew: status === "changed" || tests.new > 0,
  });
  return [planned];
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
    const findings = locateFindings(read.lossy, [read.finding]);
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
    const planned = run.treat(text, contextOf(path, text, run)).map(({ source, loads, file }) => {
      run.loads.set(file.path, loads);
      return settle(file, source, run);
    });
    for (const file of keepTargetsApart(keepTogether(planned), run.folders)) {
      run.held.set(file.path, file);
    }
    return takeHeld(path, run) as F | UnchangedFile;
  } catch (error) {
    return failed(path, problemOf(internalError, messageOf(error)));
  }
}

function factsOf(source: string, { readSuite = readSuiteFacts }: PlanInput): SuiteFacts {
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
function settle<F extends JudgedFile>(
  file: F,
  text: string | undefined,
  { severities, folders, transform }: PlanInput,
): F | PlannedBlocked {
  return severities === undefined
    ? file
    : applyPolicy(file, text, folders?.severitiesOf(file.path) ?? severities, scopeOf(transform));
}

/** Looks at a file that the run leaves alone. */
function lookAt({ path, outcome }: PlanFile, run: PlanRun): void {
  if (isModule(path, run)) {
    return;
  }
  const read = outcome === undefined ? readFile(path, run) : undefined;
  const { survey } = run;
  if (read?.kind === "text") {
    survey.note({ path, ...readUse(path, read.text, run) });
  } else {
    const isUnknown = outcome?.status !== "unchanged" && read?.kind !== "irrelevant";
    survey.note({ path, loads: undefined, usesOld: isUnknown, usesNew: false });
  }
}

/** How the file speaks to the framework: the old API if the transform would change it, or refuses to. */
function readUse(path: string, text: string, run: PlanRun): Omit<ModuleUser, "path"> {
  try {
    const { status, findings } = run.transform.judge(text, contextOf(path, text, run));
    const { tests, loads } = factsOf(text, run);
    return { loads, usesOld: mayUseOld({ status, findings, tests }), usesNew: tests.new > 0 };
  } catch {
    return { loads: undefined, usesOld: true, usesNew: false };
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

function contextOf(path: string, text: string, run: PlanRun): TransformContext<SuiteOptions> {
  const { project, isSelected, mayStayOld, modulePlan, folders } = run;
  const options = folders?.optionsOf(path) ?? run.options;
  const target = options.target ?? modulePlan?.targetFor(text);
  const outlook = modulePlan?.outlook;
  return {
    path,
    project,
    options: { ...withTarget({ ...options, target }), mayStayOld, ...(outlook && { outlook }) },
    isSelected,
  };
}

function failed(path: string, problem: Problem): UnchangedFile {
  return { status: "failed", path, findings: [], tests: NO_TESTS, problems: [problem] };
}

/** The outcome of a transform with its findings located, and without texts that nobody needs. */
function fromResult(result: FileResult, tests: TestCounts): PlannedFile {
  const { path, source } = result;
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

function finishModules(
  frameworks: readonly FrameworkDecision[],
  run: PlanRun,
): readonly PlannedFile[] {
  const { framework } = run;
  return framework === undefined
    ? []
    : frameworks
        .flatMap((decision) =>
          planModule(decision, framework).map((file) =>
            judgeModule(file, decision.module.text, dialectOf(run.project)),
          ),
        )
        .map((file) => settle(file, undefined, run));
}
