// The example project and the framework modules as trees in memory, and what a migrated file does
// in them.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type FileBehaviour, judgeRuns } from "../../src/behaviour/file-behaviour.js";
import { runInEvaluator } from "../../src/behaviour/run-in-evaluator.js";
import { makeFormCache, type ScriptTree } from "../../src/evaluator/script.js";
import { migrateFile } from "../../src/kit/migrate-file.js";
import { defineToSuite } from "../../transforms/define-to-suite.js";

const repository = join(import.meta.dirname, "../..");
export const exampleRoot = join(repository, "examples/valk-project");
export const MODULE = "src/modules/test.valk";
export const LOADS = `(load "src/prelude.valk")\n(load "${MODULE}")\n`;

const read = (path: string): string => readFileSync(join(repository, path), "utf8");

/** All files of the example project. */
export const exampleFiles: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(exampleRoot, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".valk"))
    .map((path) => [path, readFileSync(join(exampleRoot, path), "utf8")]),
);

export const modules = {
  old: exampleFiles[MODULE] as string,
  final: read("src/framework/test.valk"),
  compat: read("src/framework/test-compat.valk"),
};

const cache = makeFormCache();

/** The example project with other files in it. */
export function treeWith(files: Readonly<Record<string, string>>): ScriptTree {
  return { read: (path) => files[path] ?? exampleFiles[path] };
}

/** What two texts of a file do, the old one on the old framework. */
export function behaviourOf(
  before: string,
  after: string,
  { module = modules.final, registered = 1, path = "test/it.valk" } = {},
): FileBehaviour {
  const old = runInEvaluator(path, treeWith({ [path]: before }), cache);
  const fresh = runInEvaluator(path, treeWith({ [path]: after, [MODULE]: module }), cache);
  return judgeRuns(path, registered, old, fresh);
}

/** The text as the migration makes it; undefined when it declines. */
export function migrated(source: string, path = "test/it.valk"): string | undefined {
  const result = migrateFile(defineToSuite, source, {
    path,
    project: treeWith({}),
    options: { target: "builder" },
  });
  return result.status === "changed" ? result.newText : undefined;
}
