// Files that stay as they are: what they call of the old API, wrong as it may be, does on each module
// that takes the place of theirs what it did before. Run by the embedded evaluator.

import { describe, expect, test } from "vitest";
import { withLayer } from "../../src/framework/layers.js";
import { runScript } from "../evaluator/run.js";
import { MODULES, PRELUDES, SHIPPED } from "../projects/modules.js";

const LAYERED = withLayer(MODULES.list, SHIPPED.layer);

const REGISTRIES = {
  compat: SHIPPED.compat,
  lists: withLayer(SHIPPED.compat, SHIPPED.lists),
  registry: withLayer(LAYERED, SHIPPED.registry),
};

function shownBy(module: string, source: string): string {
  const files = { "src/prelude.valk": PRELUDES.rich, "src/modules/test.valk": module };
  const loads = `(load "src/prelude.valk")\n(load "src/modules/test.valk")\n`;
  return runScript(loads + source, files).output.replaceAll(/\.{3,}|: in \d+\(µs\)/g, "");
}

describe.each(Object.entries(REGISTRIES))("on the module %s", (_, module) => {
  test.each(["suite", "skip", "debug", "expect-exit", "define"])(
    "test/%s without an argument does nothing",
    (name) => {
      const source = `(test/suite "S")\n(test/${name})\n(test/define "a" {== 1 1})\n(test/run {})`;
      const shown = shownBy(module, source);
      expect(shown).toContain("[1/1] S\n");
      expect(shown).toMatch(/a +PASS/);
    },
  );

  test.each(["+", ">", "len"])("tests of a file that binds %s run", (name) => {
    for (const binding of [`(def {${name}} 7)`, `(fun {${name} & all} {42})`]) {
      const source = `(test/define "a" {== 1 1})\n${binding}\n(test/define "b" {== 1 2})\n(test/run {})`;
      const shown = shownBy(module, source);
      expect(shown).toMatch(/a +PASS.*b +FAIL/su);
    }
  });

  test.each(["{}", "{1 2}", '"all"', '"all" 1', '"all" {:verbose 1}', "{} {}", "nil 1"])(
    "a run of the registry with %s runs it",
    (args) => {
      const shown = shownBy(module, `(test/define "a" {== 1 1})\n(test/run ${args})`);
      expect(shown).toMatch(/a +PASS/);
    },
  );
});

describe("a run of a list", () => {
  test.each([
    ["a runner of lists", MODULES.list],
    ["pipelines over it", LAYERED],
    ["lists over the module for both", REGISTRIES.lists],
    ["old calls over both", REGISTRIES.registry],
  ])("may hold no tests, but options: %s", (_, module) => {
    const shown = shownBy(module, '(test/run (list) {:suite-name "T" :expected-exit 1})');
    expect(shown).toContain("No tests registered!");
  });

  test("stands below calls without arguments", () => {
    const names = ["suite", "skip", "debug", "expect-exit", "add", "run-async"];
    const calls = names.map((name) => `(test/${name})`).join("\n");
    const shown = shownBy(LAYERED, `${calls}\n(test/run (list (test "a" {== 1 1})))`);
    expect(shown).toMatch(/a +PASS/);
  });
});

describe("a body of an old file on the module for both APIs", () => {
  test("sees the locals of the old runner, instead of globals", () => {
    const source = `(def {start-time test} 0 0)
(test/define "named" {== test-name "named"})
(test/define "timed" {> start-time 0})
(test/define "whole" {== (head (tail test)) test-body})
(test/run {})`;
    expect(shownBy(SHIPPED.compat, source)).toContain("All 3 tests passed");
  });

  test("names its test anew", () => {
    const source = '(test/define "a" {do (= {test-name} "b") (== 1 1)})\n(test/run {})';
    expect(shownBy(SHIPPED.compat, source)).toMatch(/b +PASS/);
  });

  test("shows nothing of its own to a suite's tests", () => {
    const source = `(def {test-name} 5)
(-> (test/suite "S") (test/add "a" {== test-name 5}) (test/run))`;
    expect(shownBy(SHIPPED.compat, source)).toMatch(/a +PASS/);
  });
});
