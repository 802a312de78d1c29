// Migrates small projects in memory and runs them before and after on the embedded evaluator.

import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { evaluateScript, makeFormCache } from "../../../src/evaluator/script.js";
import { parseTestOutput } from "../../../src/evaluator/test-output.js";
import type { ChangedFile } from "../../../src/kit/file-result.js";
import { type FileResult, migrateTogether } from "../../../src/kit/migrate-file.js";
import { defineToSuite } from "../../../transforms/define-to-suite.js";
import { listedProjectOf, type Target } from "./fixtures.js";

const read = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

/** The script that is run; other files of a case are given by path. */
export const SCRIPT = "test/script.valk";

type Files = Readonly<Record<string, string>>;

const PRELUDE = { "src/prelude.valk": read("examples/valk-project/src/prelude.valk") };
const OLD_MODULE = read("examples/valk-project/src/modules/test.valk");

/** Runs lists of tests and prints what the other modules print, as far as these cases go. */
const LIST_RUNNER = `(fun {test name body} {list name body})
(fun {show-test t} {do
  (= {verdict} (if (== (eval (head (tail t))) true) {"PASS"} {"FAIL"}))
  (printf "%s %s....  %s : in 0(µs)\\n" (if (== verdict "PASS") {"✅"} {"❌"}) (head t) verdict)})
(fun {test/run tests options} {
  if (== (len tests) 0)
    {do (printf "❌ No tests registered!\\n") (shutdown 1)}
    {do
      (printf "🧪 [%ld/%ld] %s\\n" (len tests) (len tests) (plist/get options :suite-name))
      (map show-test tests)
      (printf "\\n🏁 Test Results: ✨ All %ld tests passed! ✨\\n" (len tests))
      (shutdown 0)}
})
`;

const MODULES: Readonly<Record<Target, string>> = {
  builder: read("src/framework/test.valk"),
  list: LIST_RUNNER,
};

const cache = makeFormCache();

/** What running a script shows: lines that it prints itself, and names and verdicts of its tests. */
export interface Shown {
  readonly printed: readonly string[];
  readonly tests: readonly string[];
  readonly suites: readonly (string | undefined)[];
}

function show(files: Files, module: string): Shown {
  const tree = { ...PRELUDE, ...files, "src/modules/test.valk": module } as Files;
  const { output } = evaluateScript({
    path: SCRIPT,
    tree: { read: (path) => tree[path] },
    cache,
  });
  const { runs } = parseTestOutput(output);
  return {
    printed: output.split("\n").filter((line) => /^[a-z0-9 ]+$/i.test(line)),
    tests: runs.flatMap(({ tests }) => tests.map(({ name, verdict }) => `${name} ${verdict}`)),
    suites: runs.map(({ suite }) => suite),
  };
}

export function runBefore(files: Files): Shown {
  return show(files, OLD_MODULE);
}

/** The results of a file and of what changes with it, by path. */
export function migrateAll(
  files: Files,
  target: Target,
  path: string = SCRIPT,
): ReadonlyMap<string, FileResult> {
  const project = listedProjectOf({ ...PRELUDE, "src/modules/test.valk": OLD_MODULE, ...files });
  const source = files[path] as string;
  return migrateTogether(defineToSuite, source, { path, project, options: { target } });
}

/** Runs what the migration makes of the files; fails where it does not change them all. */
export function runMigrated(files: Files, target: Target): Shown {
  const results = [...migrateAll(files, target).values()];
  const left = results.filter(({ status }) => status !== "changed");
  expect(left).toEqual([]);
  const texts = results.map((result) => [result.path, (result as ChangedFile).newText] as const);
  return show({ ...files, ...Object.fromEntries(texts) }, MODULES[target]);
}
