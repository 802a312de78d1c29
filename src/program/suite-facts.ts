// What a run counts and weighs of a text that may hold tests, whatever becomes of it. Read from the text
// alone; asked by the plan for every file of a migration of suites.

import { speaksBuilder } from "./builder-use.js";
import { registrationsRead } from "./code-in-text.js";
import { loadedPaths } from "./load-graph.js";
import { internalUses, isFrameworkModule, scriptOf } from "./script.js";
import { countTests, type TestCounts } from "./test-calls.js";

/** What a text has to do with tests. */
export interface SuiteFacts {
  readonly tests: TestCounts;
  /** The paths that the file loads at top level, in order; undefined where nobody can tell. */
  readonly loads: readonly string[] | undefined;
  /** Whether it needs a module that answers pipelines. */
  readonly speaksBuilder: boolean;
  /** Whether it looks into the old framework, or makes code of a text that needs the old API, whatever becomes of the file itself. */
  readonly readsOld: boolean;
}

/** Reads a text; a framework module has no tests of its own. */
export function readSuiteFacts(source: string): SuiteFacts {
  const script = scriptOf(source);
  const isModule = isFrameworkModule(script);
  const tests = isModule ? { old: 0, new: 0 } : countTests(script);
  return {
    tests,
    loads: loadedPaths(script),
    speaksBuilder: !isModule && speaksBuilder(script),
    readsOld:
      !isModule && (registrationsRead(script).length > 0 || internalUses(script).length > 0),
  };
}

/** For runs that are not about tests: none are counted, whatever the text holds. */
export function readNoSuite(): SuiteFacts {
  return { tests: { old: 0, new: 0 }, loads: undefined, speaksBuilder: false, readsOld: false };
}
