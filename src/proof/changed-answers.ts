// Which calls a run may leave without an answer at all, told from the files that change alone: most of a
// large project calls none of these names and need not be read. Invariant: it finds too much rather than
// too little. Called by the proof of a run as a whole.

import {
  ADD_ALL,
  BUILDER_TESTS,
  FLAGS,
  LIST_TESTS,
  NEUTRAL_STAGE,
  OLD_TESTS,
  PIPELINE,
  RUNNERS,
  SUITE,
} from "./framework-names.js";
import type { AnswerReading, Definition } from "./read-answers.js";

/** A file before and after the run; undefined where it does not read. */
export interface ChangedReading {
  readonly before: AnswerReading | undefined;
  readonly after: AnswerReading | undefined;
}

/** All names that a reading counts as calls. */
const CALLED: readonly string[] = [
  PIPELINE,
  SUITE,
  ADD_ALL,
  NEUTRAL_STAGE,
  ...BUILDER_TESTS.keys(),
  ...LIST_TESTS.keys(),
  ...OLD_TESTS.keys(),
  ...FLAGS.keys(),
  ...RUNNERS.keys(),
];

/**
 * The names whose calls may lose their answer in files that stay as they are; undefined where any call
 * may, since the files that change load something else, or something that runs tests is new.
 */
export function namesInDoubt(files: readonly ChangedReading[]): readonly string[] | undefined {
  const names = new Set<string>();
  for (const { before, after } of files) {
    if (before === undefined || after === undefined || !hasSameGround(before, after)) {
      return undefined;
    }
    for (const name of CALLED) {
      if (!answersAsMuch(definitionsOf(before, name), definitionsOf(after, name))) names.add(name);
    }
  }
  return [...names];
}

/** Whether a file loads what it did, and runs tests only if it did. */
function hasSameGround(before: AnswerReading, after: AnswerReading): boolean {
  const [old, now] = [before, after].map(loadsOf) as [string[], string[]];
  const runs = (reading: AnswerReading): boolean => definitionsOf(reading, RUN).length > 0;
  return (
    before.isOpen === after.isOpen &&
    old.length === now.length &&
    old.every((path, index) => path === now[index]) &&
    (runs(before) || !runs(after))
  );
}

/** What tells a module that runs tests from any other file. */
const RUN = "test/run";

function loadsOf({ brings }: AnswerReading): readonly string[] {
  return brings.flatMap((one) => (one.kind === "load" ? [one.path] : []));
}

interface Placed extends Definition {
  /** How many loads stand above it. */
  readonly place: number;
}

function definitionsOf({ brings }: AnswerReading, name: string): readonly Placed[] {
  const found: Placed[] = [];
  let place = 0;
  for (const one of brings) {
    if (one.kind === "load") place += 1;
    else if (one.name === name) found.push({ ...one, place });
  }
  return found;
}

/** Whether each definition stands where it stood and takes at least what it took, and new ones take anything. */
function answersAsMuch(before: readonly Placed[], after: readonly Placed[]): boolean {
  if (before.length === 0) return after.every((one) => takesMoreThan(one, undefined));
  return (
    before.length === after.length &&
    after.every((one, index) => {
      const old = before[index] as Placed;
      return one.place === old.place && takesMoreThan(one, old);
    })
  );
}

function takesMoreThan(now: Definition, before: Definition | undefined): boolean {
  if (now.parameters === undefined) return true;
  if (before?.parameters === undefined) return now.takesMore && now.parameters === 0;
  return now.takesMore
    ? now.parameters <= before.parameters
    : !before.takesMore && now.parameters === before.parameters;
}
