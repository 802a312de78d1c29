// Plans a run: every file through its transform and proof, one at a time, then the framework
// module. Pure: files come from functions that the caller gives. Invariants: each file comes out
// exactly once, and its texts can be dropped as soon as its result has been used.

import type { SuiteOptions } from "../../transforms/define-to-suite/suite-options.js";
import { editsOf } from "../edit/rewrite.js";
import { judgeTogether, migrateTogether } from "../kit/migrate-file.js";
import type { TransformContext } from "../kit/transform.js";
import { type JudgedFile, locateFindings, type PlannedFile } from "../outcome/planned-file.js";
import { withTexts } from "../program/glance.js";
import { type AnswerReading, readAnswers } from "../proof/read-answers.js";
import { blockChange } from "./block-changes.js";
import { planDocuments } from "./documents.js";
import { brokenUsers } from "./framework.js";
import { withKept } from "./kept-verdicts.js";
import type { ModulePlan } from "./module-plan.js";
import { createModuleSurvey } from "./module-survey.js";
import {
  factsOf,
  fromResult,
  lookAt,
  noteText,
  type PlanRun,
  planSelected,
  type Treat,
  type Treated,
} from "./plan-file.js";
import type { Plan, PlanEnd, PlanFile, PlanInput } from "./plan-input.js";
import {
  decideModules,
  findMissed,
  findUnanswered,
  finishModules,
  mayAnswer,
  oldFirst,
  openQuestion,
  withModules,
} from "./plan-modules.js";
import { addTotals, assertAllCounted, countFile, NO_TOTALS } from "./totals.js";

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
  const readings = new Map<string, AnswerReading>();
  const treat = withKept((text, context) => migrate(text, context, input), input.kept);
  const steps = treatFiles<PlannedFile>(input, (text, context) => {
    const treated = treat(text, context);
    for (const { file, answers } of treated) {
      if (answers !== undefined) {
        readings.set(file.path, answers);
      }
    }
    return treated;
  });
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) {
      const unanswered = step.value.unanswered ?? findMissed(step.value, readings, input);
      return { ...step.value, ...(unanswered && { unanswered }) };
    }
    for (const { path, status } of step.value) {
      // The repository may refuse what the transform would change.
      if (status !== "changed") {
        readings.delete(path);
      }
    }
    yield step.value;
  }
}

/**
 * What `plan` would answer for one file of the input that is no module, say for a reviewer's own text.
 * Nothing else is planned but what changes together with it, and nothing is decided on modules.
 */
export function planAlone(path: string, input: PlanInput): PlannedFile {
  const run = startRun(withModules(input), (text, context) => migrate(text, context, input));
  const [planned] = planSelected({ path, selected: true }, run);
  if (planned === undefined) {
    throw new Error(`${path} is a module, which follows from other files`);
  }
  return planned;
}

/** A file and those that change together with it, through the transform and its proof. */
function migrate(
  text: string,
  context: TransformContext<SuiteOptions>,
  input: PlanInput,
): readonly Treated<PlannedFile>[] {
  const results = migrateTogether(input.transform, text, context);
  return [...results.values()].map((result) => {
    const { source } = result;
    const { tests, ...facts } = factsOf(source, input);
    const file = refuse(fromResult(result, tests, input.transform), results, context, input);
    const answers =
      file.status === "changed" && input.framework !== undefined
        ? readAnswers(file.newText)
        : undefined;
    return { source, facts, file, ...(answers && { answers }) };
  });
}

type Results = ReturnType<typeof migrateTogether>;

/** The file, blocked where its change must not be made. */
function refuse(
  file: PlannedFile,
  results: Results,
  context: TransformContext<SuiteOptions>,
  { obstacleTo, transform }: PlanInput,
): PlannedFile {
  if (obstacleTo === undefined || file.status !== "changed") {
    return file;
  }
  // Of tests a half that is old does harm beside one that is new; of most code it does not.
  const isSettled =
    transform.concerns === "code" && transform.changesAll !== true
      ? undefined
      : settledReader(results, { ...context, path: file.path }, transform);
  const obstacle = obstacleTo(file, isSettled);
  return obstacle ? blockChange(file, obstacle) : file;
}

/** Whether the transform would leave a text of the file as it is, where these files have their new texts. */
function settledReader(
  results: Results,
  context: TransformContext<SuiteOptions>,
  transform: PlanInput["transform"],
): (text: string) => boolean {
  const newText = (path: string): string | undefined => {
    const result = results.get(path);
    return result?.status === "changed" ? result.newText : undefined;
  };
  const project = withTexts(context.project, newText);
  return (text) => {
    const judgement = transform.judgeAgain(text, { ...context, project });
    return judgement.status === "changed"
      ? editsOf(judgement.change()).length === 0
      : judgement.status === "unchanged";
  };
}

/** The same for those who only look: files are judged, and nothing is laid out or proven. */
export function judgeFiles(input: PlanInput): Generator<readonly JudgedFile[], PlanEnd, void> {
  return treatFiles<JudgedFile>(input, (text, context) =>
    [...judgeTogether(input.transform, text, context).values()].map(
      ({ source, findings, ...judged }) => {
        const { tests, ...facts } = factsOf(source, input);
        const located = locateFindings(source, findings);
        return { source, facts, file: { ...judged, source, tests, findings: located } };
      },
    ),
  );
}

function* treatFiles<F extends JudgedFile>(
  input: PlanInput,
  treat: Treat<F>,
): Generator<readonly (F | PlannedFile)[], PlanEnd, void> {
  const { modulePlan } = withoutBreaking(withModules(input), treat);
  const run = startRun({ ...input, modulePlan }, treat);
  const isCounted = selectionOf(input.files);
  let totals = NO_TOTALS;
  let filesIn = 0;
  const changed = new Set<string>();
  for (const file of input.files.filter(({ selected }) => selected)) {
    const planned = planSelected(file, run);
    filesIn += 1;
    for (const { path, status } of planned) {
      if (status === "changed") {
        changed.add(path);
      }
    }
    totals = planned.reduce((sum, next) => addTotals(sum, countFile(next)), totals);
    yield planned;
  }
  for (const { path, text } of input.beside ?? []) {
    // What changes is changed in the working tree as well.
    if (!changed.has(path)) {
      noteText(path, text, run);
    }
  }
  const others = oldFirst(
    input.files.filter(({ selected }) => !selected),
    run,
  );
  let looked = 0;
  let open = openQuestion(run);
  for (const file of others) {
    if (mayAnswer(open, file, run)) {
      lookAt(file, run);
      looked += 1;
      open = openQuestion(run);
      yield [];
    }
  }
  for (const document of input.documents === undefined ? [] : planDocuments(input.documents)) {
    filesIn += 1;
    totals = addTotals(totals, countFile(document));
    yield [document];
  }
  const frameworks = decideModules(run, looked === others.length);
  const modules = finishModules(frameworks ?? [], run);
  // Callers may know of modules that are none of these files.
  const added = modules.filter(({ path }) => !isCounted(path)).length;
  totals = modules.reduce((sum, next) => addTotals(sum, countFile(next)), totals);
  yield modules;
  assertAllCounted(filesIn + added, totals);
  const unanswered = findUnanswered(frameworks ?? []);
  return { totals, frameworks, modules, ...(unanswered && { unanswered }) };
}

/** The start of a plan in which the input's modules become what is known of them. */
function startRun<F extends JudgedFile>(input: PlanInput, treat: Treat<F>): PlanRun<F> {
  const { files, modulePlan, wholeGroups } = input;
  return {
    ...input,
    treat,
    survey: createModuleSurvey(modulePlan),
    isSelected: wholeGroups === true ? () => true : selectionOf(files),
    mayStayOld: bridgesOf(input, modulePlan),
    held: new Map(),
    facts: new Map(),
  };
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
