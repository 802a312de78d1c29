import { describe, expect, test } from "vitest";
import { codesFor } from "./migration-pair.js";

const TEST = '"n" {true}';

/** A file whose forms stand between suite and run, and what moving them above a pipeline makes of it. */
function codesOfMoved(...forms: readonly string[]): readonly string[] {
  const isStage = (form: string): boolean => /test\/(define|async|debug)|^\(suite/.test(form);
  const old = ['(test/suite "S")', ...forms, "(test/run)", ""].join("\n");
  const above = forms.filter((form) => !isStage(form));
  const stages = forms
    .filter(isStage)
    .map((form) => form.replace("test/define", "test/add").replace(" {})", " {test/none})"));
  const pipeline = ['(-> (test/suite "S")', ...stages, "(test/run))"].join("\n    ");
  return codesFor(old, [...above, ...(above.length > 0 ? [""] : []), pipeline, ""].join("\n"));
}

const COUNTER = "(def {i} (atom 0))";
const BUMP = "(fun {bump x} {atom/add! i x})";
const NAMED = `(test/define (str (atom/get i)) {true})`;

describe("a registration that is evaluated later", () => {
  test.each<readonly [string, ...string[]]>([
    ["reads what a form binds", '(def {p} "a")', "(test/define (str p) {true})", '(def {p} "b")'],
    ["hands on what a form binds", "(def {b} {true})", '(test/define "n" b)', "(def {b} {1})"],
    ["reads an atom that a form changes", COUNTER, NAMED, "(atom/add! i 1)"],
    ["reads an atom that a function changes", COUNTER, BUMP, NAMED, "(bump 1)"],
    [
      "reads through functions",
      COUNTER,
      BUMP,
      "(fun {get x} {atom/get i})",
      "(fun {name x} {str (get x)})",
      "(test/define (name 1) {true})",
      "(bump 1)",
    ],
    [
      "reads what a function of a function changes",
      COUNTER,
      BUMP,
      "(fun {more x} {do (bump x) 1})",
      NAMED,
      "(more 1)",
    ],
    ["reads what a mapped function changes", COUNTER, BUMP, NAMED, "(map bump (list 1 2))"],
    ["reads what a lambda changes", COUNTER, NAMED, "(map (\\ {x} {atom/add! i x}) (list 1 2))"],
    [
      "reads what a lambda in a def changes",
      COUNTER,
      "(def {bump} (\\ {x} {atom/add! i x}))",
      NAMED,
      "(bump 1)",
    ],
    [
      "reads what a called function binds",
      '(def {p} "a")',
      "(fun {set x} {def {p} x})",
      "(test/define (str p) {true})",
      '(set "b")',
    ],
    [
      "changes what a form reads",
      COUNTER,
      "(test/define (str (atom/add! i 1)) {true})",
      "(def {n} (atom/get i))",
    ],
    [
      "changes it through a function",
      COUNTER,
      BUMP,
      "(test/define (str (bump 1)) {true})",
      "(print (atom/get i))",
    ],
    [
      "binds what a form reads",
      "(def {x} 1)",
      '(if 1 {do (def {x} 2) (test/define "n" {true})} {})',
      "(def {y} x)",
    ],
    [
      "prints before a form prints",
      '(if 1 {do (print "a") (test/define "n" {true})} {})',
      '(print "b")',
    ],
    [
      "prints before a form stops the script",
      '(if 1 {do (print "a") (test/define "n" {true})} {})',
      '(error "stop")',
    ],
    [
      "prints before a form ends the process",
      '(if 1 {do (print "a") (test/define "n" {true})} {})',
      "(fun {leave x} {exit x})",
      "(leave 0)",
    ],
  ])("proves nothing: it %s", (_kind, ...forms) => {
    expect(codesOfMoved(...forms)).toContain("proof-evaluated-later");
  });

  test.each<readonly [string, ...string[]]>([
    ["nothing moves behind it", COUNTER, BUMP, "(bump 1)", NAMED],
    ["nobody calls what changes it", COUNTER, NAMED, BUMP, "(def {x} 1)"],
    [
      "a parameter has the name",
      '(def {p} "a")',
      "(test/define (str p) {true})",
      "(fun {f p} {str p})",
      "(f 1)",
    ],
    [
      "its body is evaluated later anyway",
      COUNTER,
      `(test/define "n" {== (atom/get i) 1})`,
      "(atom/add! i 1)",
    ],
    [
      "it hands on a function",
      COUNTER,
      "(fun {check x} {atom/get i})",
      '(test/define "n" check)',
      "(atom/add! i 1)",
    ],
    ["it keeps a lambda", COUNTER, '(test/define "n" (\\ {x} {atom/get i}))', "(atom/add! i 1)"],
    [
      "a printing function of its own",
      "(fun {println x} {x})",
      '(if 1 {do (println "a") (test/define "n" {true})} {})',
      '(println "b")',
    ],
  ])("proves as before where %s", (_kind, ...forms) => {
    expect(codesOfMoved(...forms)).toEqual([]);
  });

  test("counts above a finished pipeline as well", () => {
    const pipeline = '(-> (test/suite "S")\n    (test/run))\n';
    const now = (form: string): string =>
      `(def {p} 1)\n${form}\n(-> (test/suite "S")\n    (test/add (str p) {true})\n    (test/run))\n`;
    const old = (form: string): string =>
      `(def {p} 1)\n(test/define (str p) {true})\n${form}\n${pipeline}`;
    expect(codesFor(old("(def {q} 2)"), now("(def {q} 2)"))).toEqual([]);
    expect(codesFor(old("(def {p} 2)"), now("(def {p} 2)"))).toEqual(["proof-evaluated-later"]);
  });
});

describe("an error that nobody looks at any more", () => {
  const old = (helper: string, branch: string): string =>
    `(test/suite "S")\n${helper}(if 0 {test/define ${TEST}} ${branch})\n(test/run)\n`;
  const now = (helper: string, branch: string): string =>
    `${helper}${helper === "" ? "" : "\n"}(-> (test/suite "S")\n    (if 0 {test/add ${TEST}} ${branch})\n    (test/run))\n`;
  const list = (helper: string, branch: string): string =>
    `${helper}${helper === "" ? "" : "\n"}(test/run (join\n    (if 0 {list (test ${TEST})} ${branch}))\n  {:suite-name "S"})\n`;

  test.each<readonly [string, string, string]>([
    ["a call", "", 'error "x"'],
    ["the end of a do", "", 'do (print "a") (error "x")'],
    ["a branch", "", 'if 1 {error "x"} {print "a"}'],
    ["a let", "", 'let {error "x"}'],
    ["a function", "(fun {fail x} {error x})\n", 'fail "x"'],
    [
      "a function of a function",
      "(fun {fail x} {error x})\n(fun {give-up x} {do (print x) (fail x)})\n",
      'give-up "x"',
    ],
  ])("proves nothing: %s", (_kind, helper, branch) => {
    expect(codesFor(old(helper, `{${branch}}`), now(helper, `{do (${branch}) test/none}`))).toEqual(
      ["proof-error-lost"],
    );
    expect(
      codesFor(old(helper, `{${branch}}`), list(helper, `{do (${branch}) {}}`), "list"),
    ).toEqual(["proof-error-lost"]);
  });

  test.each<readonly [string, string, string]>([
    ["what prints", "", 'print "x"'],
    ["an error in the middle", "", 'do (error "x") (print "a")'],
    ["a function that calls itself", "(fun {loop x} {if x {loop 0} {print x}})\n", "loop 1"],
    ["a function that is defined twice", "(fun {f x} {error x})\n(fun {f x} {print x})\n", "f 1"],
  ])("proves as before: %s", (_kind, helper, branch) => {
    expect(codesFor(old(helper, `{${branch}}`), now(helper, `{do (${branch}) test/none}`))).toEqual(
      [],
    );
  });

  test.each(["test/suite", "test/debug"])("proves nothing for an argument of %s", (name) => {
    const source = `(${name} (error "x"))\n(test/define ${TEST})\n(test/run)\n`;
    const head =
      name === "test/suite"
        ? '(test/suite (error "x"))'
        : '(test/suite "Valkyria Test Suite")\n    (test/debug (error "x"))';
    const text = `(-> ${head}\n    (test/add ${TEST})\n    (test/run))\n`;
    expect(codesFor(source, text)).toEqual(["proof-error-lost"]);
  });
});
