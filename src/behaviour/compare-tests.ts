// Compares the tests of two runs of one suite. Synchronous tests are compared in order, async
// ones as a multiset, since they finish as they finish. Invariant: only what is certain on both
// sides makes a difference; a test that may have been reported is not missing.

import type { SuiteRun, TestResult } from "../evaluator/test-output.js";
import { compareStrings } from "../text/compare.js";
import { groupBy } from "../text/group-by.js";
import type { Notes, OpenEnds } from "./comparison.js";

/** Notes what differs between the tests of two runs, and what is unknown about them. */
export function compareTests(
  before: SuiteRun,
  after: SuiteRun,
  isOpen: OpenEnds,
  notes: Notes,
): void {
  const isAsync = before.mode === "async" && after.mode === "async";
  const old = isAsync ? sortTests(before.tests) : before.tests;
  const fresh = isAsync ? sortTests(after.tests) : after.tests;
  for (const { verdict, reason = "" } of [...old, ...fresh]) {
    if (verdict === "unknown") {
      notes.unknown(reason);
    }
  }
  if (!isAsync && hasSameNames(old, fresh)) {
    old.forEach((test, index) => {
      const count = `${index + 1} of ${old.length}`;
      compareVerdicts(test, fresh[index] as TestResult, `test ${count}`, notes);
    });
    return;
  }
  if (isOpen.before || isOpen.after) {
    compareByName(old, fresh, isOpen, notes);
    return;
  }
  compareSequences(withoutDoubtful(old, fresh), withoutDoubtful(fresh, old), isAsync, notes);
}

function sortTests(tests: readonly TestResult[]): readonly TestResult[] {
  const key = ({ name, verdict }: TestResult): string => `${name}\0${verdict}`;
  return tests.toSorted((a, b) => compareStrings(key(a), key(b)));
}

function hasSameNames(a: readonly TestResult[], b: readonly TestResult[]): boolean {
  return a.length === b.length && a.every(({ name }, index) => name === b[index]?.name);
}

function compareVerdicts(a: TestResult, b: TestResult, place: string, notes: Notes): void {
  if (a.verdict !== "unknown" && b.verdict !== "unknown") {
    notes.compare(`verdict of "${a.name}" (${place})`, a.verdict, b.verdict);
  }
}

/** The tests whose line is certain, but for those that the other side is not sure of. */
function withoutDoubtful(
  tests: readonly TestResult[],
  other: readonly TestResult[],
): readonly TestResult[] {
  const doubtful = new Set(
    [...tests, ...other].flatMap(({ name, verdict }) => (verdict === "unknown" ? [name] : [])),
  );
  return tests.filter(({ name }) => !doubtful.has(name));
}

function compareSequences(
  before: readonly TestResult[],
  after: readonly TestResult[],
  isAsync: boolean,
  notes: Notes,
): void {
  const count = Math.max(before.length, after.length);
  for (let index = 0; index < count; index++) {
    const what = isAsync ? "tests, by name" : `test ${index + 1}`;
    notes.compare(what, describeTest(before[index]), describeTest(after[index]));
  }
}

function describeTest(test: TestResult | undefined): string {
  return test === undefined ? "none" : `"${test.name}", ${test.verdict}`;
}

/**
 * Where lines may be missing on a side: tests that occur once on both sides must agree, and a side
 * that is not open must have what the other one has for certain.
 */
function compareByName(
  before: readonly TestResult[],
  after: readonly TestResult[],
  isOpen: OpenEnds,
  notes: Notes,
): void {
  const old = groupBy(before, ({ name }) => name);
  const fresh = groupBy(after, ({ name }) => name);
  for (const name of new Set([...old.keys(), ...fresh.keys()])) {
    const [a, b] = [old.get(name) ?? [], fresh.get(name) ?? []];
    if ([...a, ...b].some(({ verdict }) => verdict === "unknown")) {
      continue;
    }
    if (a.length === 1 && b.length === 1) {
      compareVerdicts(a[0] as TestResult, b[0] as TestResult, "by name", notes);
    } else if ((a.length < b.length && !isOpen.before) || (b.length < a.length && !isOpen.after)) {
      notes.compare(`times that "${name}" was reported`, `${a.length}`, `${b.length}`);
    }
  }
}
