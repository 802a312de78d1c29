import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { evaluateScript, makeFormCache } from "../../../src/evaluator/script.js";
import type { FileResult } from "../../../src/kit/file-result.js";
import { migrateTogether } from "../../../src/kit/migrate-file.js";
import { defineToSuite } from "../../../transforms/define-to-suite.js";
import { RUNNER, shapesProject } from "../../shapes-generator.js";
import { listedProjectOf, type Target } from "./fixtures.js";

const read = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

const LET = "(fun {let body} {((\\ {_} body) ())})\n";
const PRELUDE = read("examples/valk-project/src/prelude.valk") + LET;
const OLD_MODULE = read("examples/valk-project/src/modules/test.valk");
const NEW_MODULE = read("src/framework/test.valk");

/** A runner of lists over the builder's: what a list says, said by stages. */
const LIST_MODULE = `${NEW_MODULE}
(fun {test name body} {list name body})
(def {stages/run} test/run)
(fun {flag-of options key stage} {
  if (plist/has? options key) {stage (plist/get options key)} {\\ {suite} {suite}}
})
(fun {test/run tests options} {
  stages/run (foldl (\\ {suite stage} {stage suite})
    (foldl (\\ {suite test} {test/add (head test) (head (tail test)) suite})
      (test/suite (plist/get options :suite-name))
      tests)
    (list
      (flag-of options :debug test/debug)
      (flag-of options :expected-exit test/expect-exit)
      (flag-of options :skip-reason test/skip)))
})
`;

const MODULES: Readonly<Record<Target, string>> = { builder: NEW_MODULE, list: LIST_MODULE };
const cache = makeFormCache();

/** What a run of the files prints and how it ends, times set aside. */
function outcome(files: Readonly<Record<string, string>>, module: string): string {
  const all: Readonly<Record<string, string>> = {
    ...files,
    "src/prelude.valk": PRELUDE,
    "src/modules/test.valk": module,
  };
  const tree = { read: (path: string) => all[path] };
  const { output, exit } = evaluateScript({ path: RUNNER, tree, cache });
  return `${output.replaceAll(/in \d+\(µs\)/g, "")}\n${JSON.stringify(exit)}`;
}

function migrate(
  files: Readonly<Record<string, string>>,
  target: Target,
): ReadonlyMap<string, FileResult> {
  return migrateTogether(defineToSuite, files[RUNNER] as string, {
    path: RUNNER,
    project: listedProjectOf(files),
    options: { target },
  });
}

/** A list refuses more: what may be an error, and names such as join. */
const MIGRATED: Readonly<Record<Target, number>> = { builder: 0.6, list: 0.5 };

const SEEDS = Array.from({ length: 250 }, (_, seed) => seed);

describe.each<Target>(["builder", "list"])("target %s, ordinary files of every shape", (target) => {
  test("none fails its proof, none runs otherwise, and most are migrated", () => {
    let changed = 0;
    for (const seed of SEEDS) {
      const { files } = shapesProject(seed);
      const results = [...migrate(files, target).values()];
      const failed = results.flatMap((one) => (one.status === "failed" ? [one.failures[0]] : []));
      expect(failed, `seed ${seed}`).toEqual([]);
      const after = { ...files };
      for (const result of results) {
        if (result.status === "changed") {
          after[result.path] = result.newText;
        }
      }
      if (after[RUNNER] !== files[RUNNER]) {
        changed++;
        expect(outcome(after, MODULES[target]), `seed ${seed}`).toBe(outcome(files, OLD_MODULE));
      }
    }
    expect(changed / SEEDS.length).toBeGreaterThan(MIGRATED[target]);
  });
});
