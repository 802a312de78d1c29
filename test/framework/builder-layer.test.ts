// The builder layer: appended to any runner of lists and taken out again byte for byte, and run by the
// embedded evaluator over a runner as small as can be, with lists and pipelines side by side.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hasLayer, LAYER_NAMES, withLayer, withoutLayer } from "../../src/framework/layers.js";
import { definedNames } from "../../src/framework/module-text.js";
import { runScript } from "../evaluator/run.js";
import { LIST_RUNNER } from "../list-runner.js";
import { fc } from "../properties.js";

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const LAYER = read("src/framework/builder-layer.valk");

describe("the layer", () => {
  test.each([
    ["a runner", LIST_RUNNER],
    ["no final line end", LIST_RUNNER.trimEnd()],
    ["CRLF line ends", LIST_RUNNER.replaceAll("\n", "\r\n")],
    ["CRLF and no final line end", LIST_RUNNER.trimEnd().replaceAll("\n", "\r\n")],
    ["nothing", ""],
  ])("goes again without a trace: %s", (_name, module) => {
    const layered = withLayer(module, LAYER);
    expect(hasLayer(module, "builder")).toBe(false);
    expect(hasLayer(layered, "builder")).toBe(true);
    expect(layered.startsWith(module)).toBe(true);
    expect(withoutLayer(layered, "builder")).toBe(module);
    expect(layered.endsWith("\n")).toBe(module === "" || module.endsWith("\n"));
  });

  test("goes again without a trace, whatever stands around it", () => {
    const text = fc.string({ unit: fc.constantFrom("a", ";", "\n", "\r\n", " ", "(") });
    fc.assert(
      fc.property(text, text, (above, below) => {
        const layered = withLayer(above, LAYER);
        const more = layered.endsWith("\n") ? below : "";
        expect(withoutLayer(layered + more, "builder")).toBe(above + more);
      }),
    );
  });

  test("is not there where a mark is missing", () => {
    expect(withoutLayer(LAYER.slice(0, -60), "builder")).toBeUndefined();
    expect(withoutLayer(LAYER.slice(60), "builder")).toBeUndefined();
  });

  test("binds to nothing what the module lacks, and calls what it has", () => {
    const layered = withLayer(LIST_RUNNER, LAYER);
    expect(layered).toContain("(def {test/layer/list-run} test/run)");
    expect(layered).toContain("(def {test/layer/list-timeout} {})");
  });

  test("defines the names that are its own", () => {
    const names = new Set(definedNames(LAYER));
    expect(LAYER_NAMES.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe("a run on a layered runner", () => {
  const files = {
    "src/prelude.valk": read("examples/valk-project/src/prelude.valk"),
    "src/modules/test.valk": withLayer(LIST_RUNNER, LAYER),
  };
  const run = (source: string, inside: Readonly<Record<string, string>> = files) =>
    runScript(`(load "src/prelude.valk")\n(load "src/modules/test.valk")\n${source}`, inside);
  const outcomeOf = ({ output, exit }: ReturnType<typeof run>) => ({ output, exit });

  const list = `(test/run (list
  (test "a" {== 1 1})
  (test "b" {== 1 2}))
  {:suite-name "S"})`;

  test("prints and ends as the list does", () => {
    const asList = run(list);
    expect(asList.output).toContain("1 passed, 1 failed");
    const pipelines = [
      '(-> (test/suite "S") (test/add "a" {== 1 1}) (test/add "b" {== 1 2}) (test/run))',
      '(test/run (test/add "b" {== 1 2} (test/add "a" {== 1 1} (test/suite "S"))))',
      '(-> (test/suite "S") (test/add-tests (list (test "a" {== 1 1}) (test "b" {== 1 2}))) (test/run))',
      '(-> (test/suite "S") (test/add-all (list (test/add "a" {== 1 1}) test/none)) (test/add "b" {== 1 2}) (test/run))',
    ];
    for (const source of pipelines) {
      const { output, exit } = run(source);
      expect(output, source).toBe(asList.output);
      expect(exit).toEqual(asList.exit);
    }
  });

  test("takes what is no list as a test that is none, and comes to an end", () => {
    for (const none of ["5", '(error "no list")', '"text"']) {
      const alone = run(`(-> (test/suite "S") (test/add-tests ${none}) (test/run))`);
      expect(alone.output).toBe(run(`(test/run (list ${none}) {:suite-name "S"})`).output);
      const behind = `(-> (test/suite "S") (test/add "a" {1}) (test/add-tests ${none}) (test/run))`;
      const asList = run(`(test/run (list (test "a" {1}) ${none}) {:suite-name "S"})`);
      expect(run(behind).output).toBe(asList.output);
      expect(asList.output).toContain("[2/2] S");
    }
  });

  test.each(["+", "join", "error?", "list?"])(
    "does what the list did on the bare runner where the file binds %s",
    (name) => {
      const bare = { ...files, "src/modules/test.valk": LIST_RUNNER };
      for (const binding of [`(def {${name}} 7)`, `(fun {${name} & all} {"mine"})`]) {
        const asList = run(`${binding}\n${list}`, bare);
        expect(asList.output).toMatch(/a\.+ {2}PASS.*b\.+ {2}FAIL/su);
        expect(run(`${binding}\n${list}`)).toMatchObject(outcomeOf(asList));
        const pipeline = `(-> (test/suite "S") (test/add "a" {== 1 1}) (test/add "b" {== 1 2}) (test/run))`;
        expect(run(`${binding}\n${pipeline}`)).toMatchObject(outcomeOf(asList));
      }
    },
  );

  test.each([
    ["a stage on something else", '(-> {} (test/add "a" {1}))', "test/add: expected a suite"],
    ["a flag on something else", "(-> {} (test/debug 1))", "test/debug: expected a suite"],
    ["an error that came before", '(-> (error "first") (test/debug 1) (test/run))', "first"],
    [
      "async tests in a run of others",
      '(-> (test/suite "S") (test/add-async "a" {1}) (test/run))',
      "only test/run-async",
    ],
    [
      "the other way round",
      '(-> (test/suite "S") (test/add "a" {1}) (test/run-async 1))',
      "only test/run runs",
    ],
  ])("says what is wrong: %s", (_name, source, message) => {
    expect(run(source).output).toContain(message);
  });
});
