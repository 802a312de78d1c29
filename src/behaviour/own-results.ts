// Holds what a run reported against the file's own tests: a body can print lines that look like results,
// of tests that never ran. Invariant: what a file without tricks prints is never doubted; a run of which
// the file tells less than the lines say is left alone.

import { scriptOf } from "../program/script.js";
import { readTestCalls } from "../program/test-calls.js";
import { decodeString } from "../syntax/string-literal.js";
import type { RunReport } from "./run-report.js";

/** Names of the file's own tests, in order; undefined where one is computed. */
export function readOwnNames(text: string): readonly string[] | undefined {
  const names: string[] = [];
  for (const { name } of readTestCalls(scriptOf(text))) {
    const decoded = decodeString(name);
    if (decoded === undefined) {
      return undefined;
    }
    names.push(decoded);
  }
  return names;
}

/** Why the reported results cannot be those of the file's tests; undefined where they can. */
export function findImpostor(
  { suites }: RunReport,
  names: readonly string[] | undefined,
): string | undefined {
  for (const { total, tests } of suites) {
    if (total !== undefined && tests.length > total) {
      return `${tests.length} results where ${total} tests were announced`;
    }
  }
  const [suite] = suites;
  if (names === undefined || suite === undefined || suites.length > 1) {
    return undefined;
  }
  // Only a file whose suite is made of its own tests tells their names.
  if (suite.total !== names.length) {
    return undefined;
  }
  const left = [...names];
  for (const { name } of suite.tests) {
    const at = suite.mode === "async" ? left.indexOf(name) : left[0] === name ? 0 : -1;
    if (at === -1) {
      return `a result of "${name}" in the place of another test`;
    }
    left.splice(at, 1);
  }
  return undefined;
}
