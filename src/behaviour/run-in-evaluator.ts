// Runs one script of a tree in the embedded evaluator. Pure: files come from the tree. Called for
// both sides of a verification that has no interpreter at hand.

import type { Dialect } from "../dialect/dialect.js";
import { evaluateScript, type FormCache, type ScriptTree } from "../evaluator/script.js";
import { type RunExit, type RunReport, readRun, unknownRun } from "./run-report.js";

/** Beyond this many parsed files the cache starts anew, so that memory does not grow with them. */
const CACHED_FILES = 200;

/** What the script at `path` does in the tree. `cache` may serve any number of trees of one dialect. */
export function runInEvaluator(
  path: string,
  tree: ScriptTree,
  cache: FormCache,
  dialect?: Dialect,
): RunReport {
  if (tree.read(path) === undefined) {
    return unknownRun("the file cannot be read as text");
  }
  if (cache.size > CACHED_FILES) {
    cache.clear();
  }
  const { output, exit } = evaluateScript({ path, tree, cache, ...(dialect && { dialect }) });
  return readRun(output, exitOf(exit));
}

function exitOf(exit: ReturnType<typeof evaluateScript>["exit"]): RunExit {
  return "status" in exit
    ? { kind: "status", status: exit.status }
    : { kind: "unknown", reason: exit.unknown };
}
