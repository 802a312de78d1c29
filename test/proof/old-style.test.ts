// Which old files the proof understands. What it does not understand for certain has no proof, even
// if the new text looks right.

import { describe, expect, test } from "vitest";
import { codesFor, codesOf, provePair } from "./migration-pair.js";

/** A file with `form` beside its one test, and the migration that leaves the form alone. */
const withForm = (form: string, target: "builder" | "list" = "builder") => {
  const old = `${form}\n(test/suite "A")\n(test/define "a" {true})\n(test/run)\n`;
  const now =
    target === "builder"
      ? `${form}\n(-> (test/suite "A")\n    (test/add "a" {true})\n    (test/run))\n`
      : `${form}\n(test/run (list\n    (test "a" {true}))\n  {:suite-name "A"})\n`;
  return codesFor(old, now, target);
};

describe("names of the framework", () => {
  test.each([
    '(def {x} \'(test/define "b" {true}))',
    '(def {x} {test/define "b" {true}})',
    '(def {x} "(test/define)") ; (test/run)',
    "(print 'test/run)",
    "(list {test/suite} {(test/suite)})",
    "'(test/run)",
    '(fun {helper test} {test "x"})',
    "(def {test} 1)",
    "(def {a} {def {list} 1})",
    "(fun {helper list} {do (= {len} 1) (+ len list)})",
    '(test/assert-eq 1 1 "one")',
    '(if c {1} {(print "*test-registry*")})',
  ])("as data they are no matter: %s", (form) => {
    expect(withForm(form)).toEqual([]);
  });

  test.each([
    "(print *test-registry*)",
    "(def {*test-debug*} 1)",
    "(= {test/suite} 1)",
    "(def {a ->} 1 2)",
    "(def {test/add} 1)",
    "(fun {test/run & xs} {1})",
    "(fun {-> x} {x})",
    "(def {test/none} 1)",
    "(def {list} 1)",
    "(fun {len items} {1})",
    "(= {map} 1)",
    "(fun {change} {def {true} 0})",
    '(print ,(test/define "b" {true}))',
    "`(a ,test/define)",
    '`(a ,@(test/define "b" {true}))',
    "(print (test/run))",
    '(print `(a ,(test/suite "B")))',
    '((\\ {x} {test/suite x}) "B")',
    "(fun {helper} {print (test/run)})",
    '(eval {test/skip "x"})',
    "(fun {helper} {do (if c {1} {do (print 1) (print *test-passed*)}) 1})",
  ])("in code they make the file doubtful: %s", (form) => {
    expect(withForm(form)).toContain("proof-old-not-understood");
  });

  test.each([
    "(fun {test n b} {1})",
    "(= {test-async} 1)",
    "(def {foldl} 1)",
    "(fun {plist/get list key} {1})",
  ])("the list target needs other names: %s", (form) => {
    expect(withForm(form, "list")).toContain("proof-old-not-understood");
    expect(withForm(form)).toEqual([]);
  });

  test("the list target does not mind the names that it uses being used", () => {
    expect(withForm("(print (list 1 2))", "list")).toEqual([]);
  });

  test.each([
    '(test/define "b" {do (test/suite "B") true})',
    '(test/define "b" {(== 1 (len *test-registry*))})',
    "(test/define test/run {true})",
  ])("a body or a name that evaluates them: %s", (form) => {
    const stage = form.replace("(test/define", "(test/add");
    const codes = codesFor(
      `${form}\n(test/run)\n`,
      `(-> (test/suite "Valkyria Test Suite")\n    ${stage}\n    (test/run))\n`,
    );
    expect(codes).toContain("proof-old-not-understood");
  });
});

describe("calls at top level", () => {
  test.each([
    ["no run", '(test/define "a" {true})\n'],
    ["two runs", '(test/define "a" {true})\n(test/run)\n(test/run)\n'],
    ["a test after the run", '(test/run)\n(test/define "a" {true})\n'],
    ["a flag after the run", '(test/define "a" {true})\n(test/run)\n(test/debug 1)\n'],
    ["a test without a body", '(test/define "a")\n(test/run)\n'],
    ["a test with a part too many", '(test/define "a" {true} {})\n(test/run)\n'],
    ["a suite without a name", '(test/suite)\n(test/define "a" {true})\n(test/run)\n'],
    ["a flag without a value", '(test/skip)\n(test/define "a" {true})\n(test/run)\n'],
    ["a run with an argument that is evaluated", '(test/define "a" {true})\n(test/run (f))\n'],
    ["a run with two arguments", '(test/define "a" {true})\n(test/run {} {})\n'],
    ["an asynchronous run without a loop", '(test/async "a" f)\n(test/run-async)\n'],
    ["an asynchronous test in a synchronous run", '(test/async "a" {true})\n(test/run)\n'],
    [
      "a synchronous test in an asynchronous run",
      '(test/define "a" {true})\n(test/run-async aio)\n',
    ],
  ])("%s", (_case, old) => {
    const now =
      '(-> (test/suite "Valkyria Test Suite")\n    (test/add "a" {true})\n    (test/run))\n';
    expect(codesFor(old, now)).toContain("proof-old-not-understood");
  });

  test("a text that cannot be read, old or new or both, and where", () => {
    const result = provePair({ name: "", target: "builder", old: "(a", new: "b)" });
    expect(codesOf(result)).toEqual(["proof-read-error"]);
    expect(result).toMatchObject({ failures: [{ oldOffset: 0 }, { newOffset: 1 }] });
  });

  test("nothing but whitespace", () => {
    expect(codesFor("\n", "\n")).toEqual(["proof-old-not-understood", "proof-new-not-understood"]);
  });
});
