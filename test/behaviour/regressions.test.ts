// What the evaluator shows of migrations: right ones are equal, and each kind of regression that a
// migration or a framework could bring is different.

import { describe, expect, test } from "vitest";
import type { FileBehaviour } from "../../src/behaviour/file-behaviour.js";
import { countReported } from "../../src/behaviour/run-report.js";
import { fc } from "../properties.js";
import { generatedFile } from "../valk-generator.js";
import { behaviourOf, exampleFiles, LOADS, migrated, modules } from "./projects.js";

const SOURCE = `${LOADS}(test/suite "Sums")
(def {base} 10)
(fun {bump n} {+ base n})
(test/define "adds" {== (+ 1 2) 3})
(def {base} 20)
(test/define "bumps" {do (println "bumped" (bump 1)) (== (bump 1) 21)})
(test/define "greets" {== (str "good " "day") "good day"})
(test/define "fails" {error "on purpose"})
(test/run {})
`;
const NEW_TEXT = migrated(SOURCE) as string;

function resultOf({ comparison }: FileBehaviour): string {
  return comparison.result === "different"
    ? `different: ${comparison.difference.what}`
    : comparison.result;
}

/** The text with one change; the change must be one. */
function altered(text: string, from: string, to: string): string {
  expect(text).toContain(from);
  return text.replace(from, () => to);
}

describe("a right migration", () => {
  test.each(["final", "compat"] as const)("is equal on the %s module", (name) => {
    const file = behaviourOf(SOURCE, NEW_TEXT, { module: modules[name], registered: 4 });
    expect(file).toMatchObject({ comparison: { result: "equal" }, warnings: [] });
    expect(countReported(file.after)).toBe(4);
  });

  test("is equal for every file of the example project", () => {
    const results = Object.entries(exampleFiles).flatMap(([path, source]) => {
      const newText = path.startsWith("test/test_") ? migrated(source, path) : undefined;
      const options = { module: modules.compat, registered: 0, path };
      return newText === undefined
        ? []
        : [`${path}: ${resultOf(behaviourOf(source, newText, options))}`];
    });
    expect(results.length).toBeGreaterThan(15);
    expect(results.filter((result) => !result.endsWith(": equal"))).toEqual([]);
  });

  test("is never different for generated files", () => {
    let reported = 0;
    fc.assert(
      fc.property(generatedFile, ({ source }) => {
        const text = LOADS + source;
        const file = behaviourOf(text, migrated(text) ?? text, { module: modules.compat });
        reported += countReported(file.after);
        expect(resultOf(file)).not.toContain("different");
      }),
      { numRuns: 150 },
    );
    expect(reported).toBeGreaterThan(20);
  });
});

describe("a seeded regression of the framework", () => {
  test.each([
    ["an argument order swapped", "(list name body) suite", "(list body name) suite"],
    [
      "a stage dropped",
      "test/impl/set suite key (join (list pair) (test/impl/get suite key))",
      "do suite",
    ],
    [
      "the order of tests",
      "{pairs pair} {join (list pair) pairs}",
      "{pairs pair} {join pairs (list pair)}",
    ],
    ["another line", "  PASS : in", "  PASS  : in"],
    ["another truth", "(= {passed} (== result 1))", "(= {passed} (!= result 1))"],
    ["another status", "if (== actual (test/impl/get ctx :expect-exit)) {0} {actual}", "do 0"],
  ])("%s is different", (_name, from, to) => {
    const module = altered(modules.final, from, to);
    expect(resultOf(behaviourOf(SOURCE, NEW_TEXT, { module }))).toMatch(/^different: /);
  });
});

describe("a seeded regression of a file", () => {
  test.each([
    ["a stage dropped", /^ *\(test\/add "adds".*\n/m, "", "different: test 1"],
    ["a test renamed", '"adds"', '"add"', "different: test 1"],
    ["a string of a body changed", '"good day"', '"good-day"', 'verdict of "greets"'],
    ["a printed string changed", '"bumped"', '"bumps"', 'different: printed up to "bumps"'],
    ["the suite's name", '"Sums"', '"Sum"', "different: name of the suite"],
    ["a definition lost", "(def {base} 20)", "", 'different: verdict of "bumps"'],
  ])("%s is different", (_name, from, to, expected) => {
    expect(NEW_TEXT).toMatch(from);
    expect(resultOf(behaviourOf(SOURCE, NEW_TEXT.replace(from, to)))).toContain(expected);
  });

  test("a helper hoisted past what it redefines is different", () => {
    const source = `${LOADS}(test/suite "H")
(fun {size n} {* n 2})
(def {before} (size 4))
(fun {size n} {* n 3})
(test/define "first" {== before 8})
(test/define "then" {== (size 4) 12})
(test/run)
`;
    const newText = migrated(source) as string;
    const [one, two] = ["(fun {size n} {* n 2})\n", "(fun {size n} {* n 3})\n"] as const;
    const hoisted = altered(newText, two, "").replace(one, one + two);
    expect(resultOf(behaviourOf(source, newText))).toBe("equal");
    expect(resultOf(behaviourOf(source, hoisted))).toContain('verdict of "first"');
  });
});
