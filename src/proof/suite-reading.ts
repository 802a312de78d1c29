// What one file says about its suite, in neutral terms: an ordered list of units, and the suite, the
// stages and the run as values. One reader makes it of the old style, one per target makes it of the
// new, and only readings are compared. Token indices point into the reading's own text.

import type { FlagName, RunnerName, TestMode } from "./framework-names.js";
import type { ValkText } from "./reader.js";

/**
 * A call of the framework: the form's first token and its head symbol. Both are `NONE` where a target
 * keeps the value without a call.
 */
export interface Call {
  readonly form: number;
  readonly head: number;
}

/** One step from suite to suite. */
export type Stage = TestStage | FlagStage | ValueStage | PartStage;

export interface TestStage extends Call {
  readonly kind: "test";
  readonly mode: TestMode;
  readonly name: number;
  readonly body: number;
  /** The list that makes a value of the call, where a target needs one around it. */
  readonly outer?: number;
}

export interface FlagStage extends Call {
  readonly kind: "flag";
  readonly flag: FlagName;
  readonly value: number;
}

/** A form that registers in another way: a helper's call, a condition, a loop. `head` is `NONE`. */
export interface ValueStage extends Call {
  readonly kind: "value";
}

/** The tests of a loaded file: its load in the old text, the call of its function in the new one. */
export interface PartStage extends Call {
  readonly kind: "part";
  readonly function: string;
}

export interface SuiteName extends Call {
  readonly value: number;
}

export interface Run extends Call {
  readonly name: RunnerName;
  /** The event loop that an asynchronous run takes, or `NONE`. */
  readonly argument: number;
  /** The old run's ignored empty argument, which the new one leaves out; or `NONE`. */
  readonly emptyArgument: number;
}

/** Where a unit stands: above the pipeline (or run), inside it, among its options, or below it. */
export type Zone = "above" | "pipeline" | "options" | "below";

/** A load of a part is a form like others and, besides, counts as a test where it stands. */
export type Role =
  | "comment"
  | "other"
  | "part"
  | "suite"
  | "dropped-suite"
  | "test"
  | "flag"
  | "run";

/**
 * A comment or a form, as it follows on the last one when the pipeline's own brackets are ignored.
 * `tests` and `others` say how many tests and how many forms outside the API stand before it.
 */
export interface Unit {
  readonly role: Role;
  readonly token: number;
  readonly zone: Zone;
  readonly tests: number;
  readonly others: number;
}

export interface SuiteReading {
  readonly text: ValkText;
  readonly units: readonly Unit[];
  /** The suite that counts; undefined when the file leaves the default. */
  readonly suite: SuiteName | undefined;
  /** Earlier suites of an old file, which the last one overruled. */
  readonly droppedSuites: readonly SuiteName[];
  readonly stages: readonly Stage[];
  /** Undefined for a file that others load and run. */
  readonly run: Run | undefined;
  /** What stands for tokens of effects in comparisons, see `effects.ts`. */
  readonly canonical: ReadonlyMap<number, string>;
  /** First tokens of the forms outside the API, in order. */
  readonly above: readonly number[];
  readonly below: readonly number[];
}

/** Why a text cannot be read as a suite; `token` is where. */
export interface ReadingFailure {
  readonly message: string;
  readonly token: number;
}

export type ReadingResult =
  | { readonly ok: true; readonly reading: SuiteReading }
  | { readonly ok: false; readonly failure: ReadingFailure };

/** Units as they are found, with the counts so far. */
export interface UnitList {
  readonly units: Unit[];
  readonly above: number[];
  readonly below: number[];
  tests: number;
}

export function createUnitList(): UnitList {
  return { units: [], above: [], below: [], tests: 0 };
}

/** Appends a unit and counts it. */
export function addUnit(list: UnitList, role: Role, token: number, zone: Zone): void {
  const others = list.above.length + list.below.length;
  list.units.push({ role, token, zone, tests: list.tests, others });
  if (role === "test" || role === "part") list.tests += 1;
  if (role === "other" || role === "part") (zone === "above" ? list.above : list.below).push(token);
}

/** The tests among the stages, in order. */
export function testsOf(reading: SuiteReading): TestStage[] {
  return reading.stages.filter((stage) => stage.kind === "test");
}

/** The flags among the stages, in order. */
export function flagsOf(reading: SuiteReading): FlagStage[] {
  return reading.stages.filter((stage) => stage.kind === "flag");
}

/** The stages that register in other ways than by a call of the framework, in order. */
export function indirectOf(reading: SuiteReading): (ValueStage | PartStage)[] {
  return reading.stages.filter((stage) => stage.kind === "value" || stage.kind === "part");
}

/** The helpers' calls, conditions and loops among the stages, in order. */
export function valuesOf(reading: SuiteReading): ValueStage[] {
  return reading.stages.filter((stage) => stage.kind === "value");
}

/** A reading that failed at a token. */
export function readingFailure(message: string, token: number): ReadingResult {
  return { ok: false, failure: { message, token } };
}
