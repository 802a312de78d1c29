// The list layer on the module for both APIs, and the registry layer on a runner of lists: what each call
// that several APIs share means there, run by the embedded evaluator.

import { describe, expect, test } from "vitest";
import { withLayer } from "../../src/framework/layers.js";
import { runScript } from "../evaluator/run.js";
import { MODULES, PRELUDES, SHIPPED } from "../projects/modules.js";

const JOINT = {
  lists: withLayer(SHIPPED.compat, SHIPPED.lists),
  registry: withLayer(withLayer(MODULES.list, SHIPPED.layer), SHIPPED.registry),
};

function run(module: string, source: string): { readonly shown: string; readonly status: unknown } {
  const files = { "src/prelude.valk": PRELUDES.rich, "src/modules/test.valk": module };
  const loads = `(load "src/prelude.valk")\n(load "src/modules/test.valk")\n`;
  const { output, exit } = runScript(loads + source, files);
  return { shown: output.replaceAll(/\.{3,}|: in \d+\(µs\)/g, ""), status: exit };
}

const TESTS = '(list (test "a" {== 1 1}) (test "b" {== 1 2}))';

describe.each(Object.entries(JOINT))("%s layer", (_, module) => {
  test.each([
    [
      "an old file",
      '(test/suite "S")(test/define "a" {== 1 1})(test/define "b" {== 1 2})(test/run {})',
    ],
    [
      "a helper's stage",
      '(test/suite "S")(test/define "a" {== 1 1})(test/add "b" {== 1 2})(test/run)',
    ],
    ["a list", `(test/run ${TESTS} {:suite-name "S"})`],
    [
      "a pipeline",
      '(-> (test/suite "S") (test/add "a" {== 1 1}) (test/add "b" {== 1 2}) (test/run))',
    ],
  ])("runs %s", (_name, source) => {
    const { shown } = run(module, source);
    expect(shown).toContain("[2/2] S\n");
    expect(shown).toMatch(/a +PASS \n.*b +FAIL \n/s);
    expect(shown).toContain("1 passed, 1 failed");
  });

  test("counts what nobody registered", () => {
    expect(run(module, "(test/run {})").shown).toContain("No tests registered!");
    expect(run(module, "(test/run (list))").shown).toContain("No tests registered!");
  });
});

describe("the list layer", () => {
  test.each([
    ["a symbol", `(def {n} 1)(test/run ${TESTS} {:expected-exit n})`, "1 passed, 1 failed"],
    ["no options", `(test/run ${TESTS})`, "[2/2] Valkyria Test Suite\n"],
    [
      "a reason to skip",
      `(test/run ${TESTS} {:skip-suite 1 :skip-reason "why"})`,
      "(SKIPPED: why)",
    ],
    ["what it does not know", `(test/run ${TESTS} {:timeout-ms 5 :suite-name "T"})`, "[2/2] T\n"],
    ["options alone", '(test/run {:suite-name "T"})', "No tests registered!"],
    ["no tests, then options", '(test/run (list) {:suite-name "T"})', "No tests registered!"],
    [
      "contexts and added tests",
      '(test/run (test/add (list) "c" {1}) (test/suite (test/debug (test/context-new) 0) "C"))',
      "[1/1] C\n",
    ],
    [
      "a skipped context",
      `(test/run ${TESTS} (test/expect-exit (test/skip (test/context-new) "why") 0))`,
      "(SKIPPED: why)",
    ],
    ["any argument of an old run", '(test/define "o" {1})(test/run {:verbose 1})', "[1/1]"],
    [
      "a suite and its flags",
      '(test/run (test/debug 0 (test/add "c" {1} (test/suite "P"))))',
      "[1/1] P\n",
    ],
  ])("reads %s", (_name, source, part) => {
    expect(run(JOINT.lists, source).shown).toContain(part);
  });
});
