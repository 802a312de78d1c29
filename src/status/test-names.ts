// The tests of a text by API and name: what tells, between two versions of a project, that a test
// moved, came or went. A reading only; counts exactly the tests that the analysis counts.

import { findUnreadable } from "../../transforms/define-to-suite/judge/check.js";
import type { Dialect } from "../dialect/dialect.js";
import { isFrameworkModule, scriptOf } from "../program/script.js";
import { readTestCalls, type TestCall } from "../program/test-calls.js";
import { detach } from "../text/detach.js";

/** Source texts of the names' expressions, layout aside, in order of the text. */
export interface TestNames {
  readonly old: readonly string[];
  readonly new: readonly string[];
  /** Those of a file that does not read, whatever their API; missing for a file that does. */
  readonly unreadable?: readonly string[];
}

export const NO_NAMES: TestNames = { old: [], new: [] };

/** Reads a text; a framework module has no tests. Linear in its size. */
export function readTestNames(text: string, dialect: Dialect): TestNames {
  const script = scriptOf(text);
  if (isFrameworkModule(script)) {
    return NO_NAMES;
  }
  const calls = readTestCalls(script);
  return findUnreadable(script, dialect).length > 0
    ? { ...NO_NAMES, unreadable: calls.map(nameOf) }
    : { old: namesOf(calls, "old"), new: namesOf(calls, "new") };
}

/** The names in a text that stands for bytes which are not UTF-8. */
export function readLossyNames(text: string): TestNames {
  return { ...NO_NAMES, unreadable: readTestCalls(scriptOf(text)).map(nameOf) };
}

function namesOf(calls: readonly TestCall[], wanted: TestCall["api"]): readonly string[] {
  return calls.filter(({ api }) => api === wanted).map(nameOf);
}

/** On one line, and without its text in memory. */
function nameOf({ name }: TestCall): string {
  return detach(name.replace(/\s+/g, " "));
}
