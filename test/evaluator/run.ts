// Runs a script given as text on a tree of files given as texts, as the tests of this folder need.

import type { Dialect } from "../../src/dialect/dialect.js";
import { DEFAULT_DIALECT } from "../../src/dialect/dialects.js";
import {
  evaluateScript,
  type ScriptOptions,
  type ScriptResult,
} from "../../src/evaluator/script.js";

export const MAIN = "main.valk";

/** The result of a script that sees only itself and these files. */
export function runScript(
  source: string,
  files: Readonly<Record<string, string>> = {},
  limits: NonNullable<ScriptOptions["limits"]> = {},
  dialect: Dialect = DEFAULT_DIALECT,
): ScriptResult {
  const read = (path: string): string | undefined => (path === MAIN ? source : files[path]);
  return evaluateScript({ path: MAIN, tree: { read }, limits, dialect });
}

/** What the script prints. */
export function outputOf(source: string, files: Readonly<Record<string, string>> = {}): string {
  return runScript(source, files).output;
}
