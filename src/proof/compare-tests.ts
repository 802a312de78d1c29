// Compares what two readings say about the suite: its name, its run, its tests and its flags. The
// common case, no difference, costs one walk over the tokens; only a difference is then explained.

import { canonicalRun } from "./effects.js";
import { DEFAULT_SUITE } from "./framework-names.js";
import {
  type ProofFailure,
  type ProofFailureCode,
  type ProofInput,
  proofFailure,
} from "./proof.js";
import type { ValkText } from "./reader.js";
import { isPermutation } from "./sequences.js";
import {
  type Call,
  type FlagStage,
  flagsOf,
  indirectOf,
  type Run,
  type Stage,
  type SuiteReading,
  type TestStage,
  testsOf,
} from "./suite-reading.js";
import {
  type Difference,
  firstDifference,
  isLiteral,
  lastOf,
  NONE,
  nodeKey,
  nodeRun,
  nodeText,
  startOf,
  type TokenRun,
} from "./tokens.js";

/** Compares names, runs, tests and flags. The failures are in that order; none means equal. */
export function compareTests(
  old: SuiteReading,
  now: SuiteReading,
  target: ProofInput["target"],
): ProofFailure[] {
  const failures = [...compareSuiteNames(old, now), ...compareRuns(old, now, target)];
  if (areSameStages(old, now)) return failures;
  return [
    ...failures,
    ...compareRegistrations(old, now),
    ...compareIndirect(old, now),
    ...(target === "builder" ? compareFlagStages(old, now) : compareFlagOptions(old, now)),
  ];
}

/** The common case of the builder, and of lists without flags: stage for stage the same calls. */
function areSameStages(old: SuiteReading, now: SuiteReading): boolean {
  if (old.stages.length !== now.stages.length) return false;
  return old.stages.every((stage, index) => {
    const counterpart = now.stages[index];
    if (counterpart === undefined || counterpart.form === NONE) return false;
    if (whatOf(stage) !== whatOf(counterpart)) return false;
    return stage.kind === "value" || stage.kind === "part"
      ? indirectKey(old, stage) === indirectKey(now, counterpart)
      : firstDifference(callRun(old.text, stage), callRun(now.text, counterpart)) === undefined;
  });
}

function whatOf(stage: Stage): string {
  if (stage.kind === "value" || stage.kind === "part") return stage.kind;
  return stage.kind === "test" ? stage.mode : stage.flag;
}

/** What an effect says, alike in every style: its canonical run, or which part it stands for. */
function indirectKey({ text, canonical }: SuiteReading, stage: Stage): string {
  return stage.kind === "part"
    ? `<part>\0${stage.function}`
    : canonicalRun(text, stage.form, canonical).join("\0");
}

/** Helpers' calls, conditions, loops and loaded parts: the same ones, between the same tests. */
function compareIndirect(old: SuiteReading, now: SuiteReading): ProofFailure[] {
  const before = indirectOf(old);
  const after = indirectOf(now);
  const differs = before.findIndex((value, index) => {
    const counterpart = after[index];
    return counterpart === undefined || indirectKey(old, value) !== indirectKey(now, counterpart);
  });
  if (differs !== -1 || before.length !== after.length) {
    const offsets =
      differs === -1 ? {} : { oldOffset: startOf(old.text, before[differs]?.form ?? 0) };
    return [proofFailure("proof-tests-differ", "a registering form is altered", offsets)];
  }
  return placesOfIndirect(old).join() === placesOfIndirect(now).join()
    ? []
    : [proofFailure("proof-order", "a registering form stands between other tests")];
}

function placesOfIndirect({ stages }: SuiteReading): readonly number[] {
  let tests = 0;
  return stages.flatMap((stage) => {
    if (stage.kind === "test") tests += 1;
    return stage.kind === "value" || stage.kind === "part" ? [tests] : [];
  });
}

/** What a difference between two nodes or calls means, when it is more than a comment. */
export function differenceFailure(
  old: ValkText,
  now: ValkText,
  difference: Difference,
  code: ProofFailureCode,
  message: string,
): ProofFailure {
  const offsets = {
    oldOffset: startOf(old, difference.old),
    newOffset: startOf(now, difference.new),
  };
  return difference.kind === "comment"
    ? proofFailure("proof-comment-moved", "a comment inside a form is not where it was", offsets)
    : proofFailure(code, message, offsets);
}

function compareSuiteNames(old: SuiteReading, now: SuiteReading): ProofFailure[] {
  const message = "the suite's name is not the one that counted before";
  if (old.suite === undefined)
    return isDefaultSuite(now) ? [] : [proofFailure("proof-suite", message)];
  if (now.suite === undefined) return [proofFailure("proof-suite", message)];
  const difference =
    now.suite.form === NONE
      ? firstDifference(nodeRun(old.text, old.suite.value), nodeRun(now.text, now.suite.value))
      : firstDifference(callRun(old.text, old.suite), callRun(now.text, now.suite));
  if (difference === undefined) return [];
  return [differenceFailure(old.text, now.text, difference, "proof-suite", message)];
}

/** Nothing may stand for a missing name but the default, written out or left to the framework. */
function isDefaultSuite({ text, suite }: SuiteReading): boolean {
  if (suite === undefined) return true;
  const isBare = suite.form === NONE || lastOf(text, suite.form) === suite.form + 3;
  return isBare && nodeText(text, suite.value) === DEFAULT_SUITE;
}

function compareRuns(
  old: SuiteReading,
  now: SuiteReading,
  target: ProofInput["target"],
): ProofFailure[] {
  const message = "the run is not the one that ran before";
  const { run } = old;
  // A file that others run has none in either text; its reader sees to that.
  if (run === undefined || now.run === undefined) return [];
  const offsets = {
    oldOffset: startOf(old.text, run.form),
    newOffset: startOf(now.text, now.run.form),
  };
  if (run.name !== now.run.name) return [proofFailure("proof-runner", message, offsets)];
  const difference =
    target === "builder"
      ? firstDifference(callRun(old.text, run, run.emptyArgument), callRun(now.text, now.run))
      : argumentDifference(old.text, run, now.text, now.run);
  if (difference === undefined) return [];
  return [differenceFailure(old.text, now.text, difference, "proof-runner", message)];
}

/** The readers see to it that a run has an argument exactly when its runner takes one. */
function argumentDifference(
  old: ValkText,
  { argument }: Run,
  now: ValkText,
  { argument: newArgument }: Run,
): Difference | undefined {
  return argument === NONE || newArgument === NONE
    ? undefined
    : firstDifference(nodeRun(old, argument), nodeRun(now, newArgument));
}

function compareRegistrations(old: SuiteReading, now: SuiteReading): ProofFailure[] {
  const before = testsOf(old);
  const after = testsOf(now);
  const failures: ProofFailure[] = [];
  let onlyComments = before.length === after.length;
  for (const [index, test] of before.entries()) {
    const counterpart = after[index];
    if (counterpart === undefined) break;
    const failure = compareTest(old.text, test, now.text, counterpart);
    if (failure === undefined) continue;
    failures.push(failure);
    if (failure.code !== "proof-comment-moved") onlyComments = false;
  }
  if (onlyComments) return failures;
  const keys = before.map((test) => testKey(old.text, test));
  const newKeys = after.map((test) => testKey(now.text, test));
  if (keys.length !== newKeys.length) return [countFailure(keys.length, newKeys.length)];
  return isPermutation(keys, newKeys)
    ? [proofFailure("proof-order", "the tests run in another order")]
    : failures;
}

function countFailure(before: number, after: number): ProofFailure {
  return proofFailure("proof-tests-differ", `${before} tests before, ${after} after`);
}

function compareTest(
  old: ValkText,
  test: TestStage,
  now: ValkText,
  counterpart: TestStage,
): ProofFailure | undefined {
  const difference = firstDifference(callRun(old, test), callRun(now, counterpart));
  if (difference === undefined && test.mode === counterpart.mode) return undefined;
  if (difference?.kind === "comment") {
    return differenceFailure(old, now, difference, "proof-comment-moved", "");
  }
  const offsets = {
    oldOffset: startOf(old, difference?.old ?? test.form),
    newOffset: startOf(now, difference?.new ?? counterpart.form),
  };
  const name = nodeText(old, test.name);
  const isSameName = nodeKey(old, test.name) === nodeKey(now, counterpart.name);
  const isSameBody = nodeKey(old, test.body) === nodeKey(now, counterpart.body);
  if (!isSameName && !isSameBody) {
    return proofFailure("proof-tests-differ", `test ${name} is not there any more`, offsets);
  }
  if (!isSameName) return proofFailure("proof-test-name", `test ${name} is renamed`, offsets);
  if (isSameBody) return proofFailure("proof-test-mode", `test ${name} changed its mode`, offsets);
  return difference?.kind === "string"
    ? proofFailure("proof-string-altered", `a string in test ${name} is altered`, offsets)
    : proofFailure("proof-test-body", `the body of test ${name} is altered`, offsets);
}

function testKey(text: ValkText, { mode, name, body }: TestStage): string {
  // No token is empty and none holds a NUL, so that two of them can only part the pieces.
  return [mode, nodeKey(text, name), nodeKey(text, body)].join("\0\0");
}

/** A flag with the number of tests that stand before it. */
interface PlacedFlag {
  readonly stage: FlagStage;
  readonly tests: number;
}

function compareFlagStages(old: SuiteReading, now: SuiteReading): ProofFailure[] {
  const before = placedFlags(old);
  const after = placedFlags(now);
  const message = "the flags are not the ones that were set before";
  if (before.length !== after.length) return [proofFailure("proof-flags", message)];
  return before.flatMap(({ stage, tests }, index) => {
    const counterpart = after[index];
    if (counterpart?.stage.flag !== stage.flag) return [proofFailure("proof-flags", message)];
    const failure = compareFlag(old.text, stage, now.text, counterpart.stage);
    if (failure !== undefined) return [failure];
    return tests === counterpart.tests
      ? []
      : [proofFailure("proof-order", `${stage.flag} stands between other tests`)];
  });
}

function compareFlag(
  old: ValkText,
  flag: FlagStage,
  now: ValkText,
  counterpart: FlagStage,
): ProofFailure | undefined {
  const difference =
    counterpart.form === NONE
      ? firstDifference(nodeRun(old, flag.value), nodeRun(now, counterpart.value))
      : firstDifference(callRun(old, flag), callRun(now, counterpart));
  return difference === undefined
    ? undefined
    : differenceFailure(old, now, difference, "proof-flags", `${flag.flag} has another argument`);
}

function placedFlags({ stages }: SuiteReading): PlacedFlag[] {
  let tests = 0;
  return stages.flatMap((stage) => {
    if (stage.kind === "flag") return [{ stage, tests }];
    tests += 1;
    return [];
  });
}

/** Options hold one value for each flag: the last, as the last call won. */
function compareFlagOptions(old: SuiteReading, now: SuiteReading): ProofFailure[] {
  const message = "the options are not the flags that were set before";
  const last = new Map(flagsOf(old).map((stage) => [stage.flag, stage]));
  // An overruled value goes away, which is only certain to change nothing when it is a literal.
  const lost = flagsOf(old).filter(
    (stage) => last.get(stage.flag) !== stage && !isConstant(old.text, stage.value),
  );
  if (lost.length > 0 || last.size !== flagsOf(now).length) {
    return [proofFailure("proof-flags", message)];
  }
  return flagsOf(now).flatMap((stage) => {
    const counterpart = last.get(stage.flag);
    if (counterpart === undefined) return [proofFailure("proof-flags", message)];
    return compareFlag(old.text, counterpart, now.text, stage) ?? [];
  });
}

function isConstant(text: ValkText, node: number): boolean {
  return isLiteral(text, node) || CONSTANTS.has(nodeText(text, node));
}

const CONSTANTS: ReadonlySet<string> = new Set(["true", "false", "nil"]);

/** A call's tokens with its head free, since the migration renames it. */
function callRun(text: ValkText, { form, head }: Call, omitted = NONE): TokenRun {
  return { text, from: form, to: lastOf(text, form), free: head, omitted };
}
