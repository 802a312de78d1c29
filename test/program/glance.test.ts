// What a first look at a text shows, and that each file is looked at once.

import { describe, expect, test } from "vitest";
import {
  glanceAt,
  glanceIn,
  glanceReader,
  mayBeModule,
  mayCall,
  withTexts,
} from "../../src/program/glance.js";
import { readSuiteFacts } from "../../src/program/suite-facts.js";
import { fc } from "../properties.js";

describe("a text may define the framework", () => {
  test.each<[string, boolean]>([
    ["(fun {test/run & args} {args})", true],
    ["(def {\n  test/run} 1)", true],
    ["(test/run {})\n(fun {test/run\tx} {x})", true],
    ["{test/run}", true],
    ["(fun { ; of (all)\n ; tests\n test/run} {1})", true],
    ["(test/run {})", false],
    ["(fun {test/run-async aio} {1})", false],
    ["(fun {x test/run} {1})", false],
    ["test/run", false],
    ["", false],
  ])("%s: %s", (text, expected) => {
    expect(mayBeModule(text)).toBe(expected);
    expect(glanceAt(text).mayBeModule).toBe(expected);
  });
});

test("what is internal to the old framework is seen wherever it stands", () => {
  expect(glanceAt("(print *test-debug*)").namesInternals).toBe(true);
  expect(glanceAt("; of *test-registry*").namesInternals).toBe(true);
  expect(glanceAt("(print *tests*)").namesInternals).toBe(false);
});

test.each<[string, boolean]>([
  ["(fun {test/report name} {name})", true],
  ["(def { ; { two (\n  a test/report} 1 2)", true],
  ['(test/define "a" {== 1 1})', false],
  ['(print "{test/report")', true],
  ['(def {a b} "test/report")', false],
  ["(def {a (test/report)} 1)", false],
  ["(def '\n test/report 1)", true],
  ["(def {a ; test/report\n} 1)", false],
  ["(def {a ; b (c)\n test/report} 1 2)", true],
  [`{${"a ".repeat(600)}test/report}`, true],
])("a name of a framework may be bound in %s: %s", (text, expected) => {
  expect(glanceAt(text).mayBindFramework).toBe(expected);
});

test.each([
  ['(test/define "a" {1})', ["old"]],
  ['(test/run (list\n  (test "a" {1})))', ["list"]],
  ['( test-async "a" f)', ["list"]],
  ['{test "a" {1}}', ["list"]],
  ["(}\n,test;", ["list"]],
  ["(do (tests) (test/ x) (pretest y) (test-asynchronous))", []],
  ['(-> (test/suite "S") (test/add "a" {1}) (test/run))', ["builder"]],
  ['( ; a comment (of two\n  ; lines)\n  -> (test/suite "S") (test/run))', ["builder"]],
  ['{test/add "a" {1}}', ["builder"]],
  ["(test/run {}) (testing 1)", []],
  ["; a -> b", []],
  ['(print "a" "-> b")', []],
  ["->", []],
])("the styles that it may use are %s: %s", (text, expected) => {
  const { mayUse } = glanceAt(text);
  expect(Object.entries(mayUse).flatMap(([api, may]) => (may ? [api] : []))).toEqual(expected);
});

test.each([
  ["(test/run)", true],
  ["(-> s (test/run\n))", true],
  ["(test/run ; of all\n)", true],
  ["(test/run-async aio)", true],
  ["(test/run {})", false],
  ["(test/running)", false],
  ['(test/define "a" {1})\n(test/run)', false],
  ['; (test/define "a" {1})\n;(test/async "b" f)\n(test/run)', true],
  ['(print ";") (test/define "a" {1})\n(test/run)', true],
  ["", false],
])("a run of nothing is seen in %s: %s", (text, expected) => {
  expect(glanceAt(text).mayRunNothing).toBe(expected);
});

test("no style is used by a text of which the look does not tell, broken ones among them", () => {
  const word = fc.constantFrom(
    ..."( ) { } ( ) { } test test-async test/add test/add-all test/add-tests test/none".split(" "),
    ...'-> test/suite test/run test/define list fun x 1 \' ` , \\ "a" " ;c\n'.split(" "),
  );
  const text = fc.array(fc.tuple(word, fc.constantFrom(" ", "", "\n", " ; c\n")), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(text, (words) => {
      const source = words.flat().join("");
      const { tests, speaksBuilder } = readSuiteFacts(source);
      const { mayUse } = glanceAt(source);
      expect(mayUse.builder || !speaksBuilder).toBe(true);
      expect(mayUse.list || (tests.lists ?? 0) === 0).toBe(true);
      expect(mayUse.list || mayUse.builder || tests.new === 0).toBe(true);
      expect(mayUse.old || tests.old === 0).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

test("what it may call is told of names that only builders use", () => {
  const [none, builder] = ['(test/define "a" {1})', "(-> x y)"].map(glanceAt);
  expect(mayCall(["->", "test/none"], none)).toBe(false);
  expect(mayCall(["->", "test/run"], none)).toBe(true);
  expect(mayCall(["->"], builder)).toBe(true);
  expect(mayCall(["->"], undefined)).toBe(true);
});

test("its targets are the paths that it may load", () => {
  expect(glanceAt('(load "a/./b.valk") (load "cases") {"../out.valk"}').targets).toEqual([
    "a/b.valk",
    "cases",
  ]);
});

test("a file is read once, and one that cannot be read shows nothing", () => {
  const asked: string[] = [];
  const glance = glanceReader((path) => {
    asked.push(path);
    return path === "gone.valk" ? undefined : glanceAt('(load "lib.valk")');
  });
  for (const path of ["a.valk", "gone.valk", "a.valk", "gone.valk"]) {
    expect(glance(path)?.targets).toEqual(path === "a.valk" ? ["lib.valk"] : undefined);
  }
  expect(asked).toEqual(["a.valk", "gone.valk"]);
});

describe("a project with other texts of some files", () => {
  const files = new Map([
    ["a.valk", '(load "old.valk")'],
    ["b.valk", "(test/run)"],
  ]);
  const read = (path: string): string | undefined => files.get(path);
  const newText = (path: string): string | undefined =>
    path === "a.valk" ? '(load "new.valk")' : undefined;

  test.each([
    [
      "that keeps what it has looked at",
      { read, glance: glanceReader((path) => glanceIn({ read }, path)) },
    ],
    ["whose texts are at hand", { read }],
  ])("%s shows what stands in the new ones", (_, project) => {
    expect(glanceIn(project, "a.valk")?.targets).toEqual(["old.valk"]);
    const after = withTexts(project, newText);
    expect(after.read("a.valk")).toBe('(load "new.valk")');
    expect(after.read("b.valk")).toBe("(test/run)");
    expect(glanceIn(after, "a.valk")?.targets).toEqual(["new.valk"]);
    expect(glanceIn(after, "b.valk")?.mayRun).toBe(true);
    expect(glanceIn(after, "gone.valk")).toBeUndefined();
    expect("glance" in after).toBe("glance" in project);
  });
});
