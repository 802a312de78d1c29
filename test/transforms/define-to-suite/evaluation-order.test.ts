import { describe, expect, test } from "vitest";
import type { Target } from "./fixtures.js";
import { migrateAll, runBefore, runMigrated, SCRIPT } from "./run-migrated.js";

const COUNTER = `(def {i} (atom 0))
(fun {label} {str "n" (atom/get i)})
`;
const NAMED = "(test/define (label) {true})";
const NAMED_A = '(test/define "a" {true})';
const SAYS = '(if 0 {test/define "s" {true}} {println "left out"})';
const STOPS = '(if 0 {test/define "s" {true}} {do (error "stop") 1})';

/** Names of the tests' kinds, and forms that a file has between its suite and its run. */
type Case = readonly [kind: string, ...forms: readonly string[]];

const refused: readonly Case[] = [
  [
    "a function that changes an atom",
    COUNTER,
    "(fun {bump} {atom/add! i 1})",
    NAMED,
    "(bump)",
    NAMED,
  ],
  [
    "a function that is given the atom",
    COUNTER,
    "(fun {bump a} {atom/add! a 1})",
    NAMED,
    "(bump i)",
    NAMED,
  ],
  [
    "two calls deep",
    COUNTER,
    "(fun {add a} {atom/add! a 1})",
    "(fun {bump} {add i})",
    NAMED,
    "(bump)",
  ],
  ["what stops the script behind a print", SAYS, '(error "stop")', NAMED_A],
  [
    "a function that may stop the script behind a print",
    '(fun {need x} {if x {x} {error "none"}})',
    SAYS,
    "(need 0)",
    NAMED_A,
  ],
  ["a print behind what may stop the script", STOPS, '(println "b")', NAMED_A],
  ["a lambda in a def", COUNTER, "(def {bump} (\\ {x} {atom/add! i x}))", NAMED, "(bump 1)", NAMED],
  [
    "a lambda that = binds",
    COUNTER,
    "(= {bump} (\\ {x} {atom/add! i x}))",
    NAMED,
    "(bump 1)",
    NAMED,
  ],
  [
    "map over a function",
    COUNTER,
    "(fun {bump x} {atom/add! i x})",
    NAMED,
    "(map bump (list 1 2))",
  ],
  [
    "foldl over a function",
    COUNTER,
    "(fun {bump a x} {atom/add! i x})",
    NAMED,
    "(foldl bump 0 (list 1 2))",
  ],
  [
    "partial application",
    COUNTER,
    "(fun {bump a x} {atom/add! a x})",
    "(def {more} (bump i))",
    NAMED,
    "(more 1)",
  ],
  ["eval of data", COUNTER, "(def {code} {atom/add! i 1})", NAMED, "(eval code)"],
  ["eval of data that is put together", COUNTER, NAMED, "(eval (join {atom/add!} {i 1}))"],
  [
    "a function out of a list",
    COUNTER,
    "(fun {bump x} {atom/add! i x})",
    "(def {all} (list bump))",
    NAMED,
    "((head all) 1)",
  ],
  [
    "a function that was kept",
    COUNTER,
    "(fun {bump x} {atom/add! i x})",
    "(def {hook} 0)",
    "(fun {set-hook f} {def {hook} f})",
    "(fun {install f} {set-hook f})",
    "(install bump)",
    NAMED,
    "(hook 1)",
  ],
  [
    "a global that a function binds",
    '(def {prefix} "a")',
    '(fun {rename} {def {prefix} "b"})',
    "(test/define (str prefix 1) {true})",
    "(rename)",
    "(test/define (str prefix 2) {true})",
  ],
  [
    "a global that a function of a function binds",
    '(def {prefix} "a")',
    "(fun {rename p} {def {prefix} p})",
    "(fun {section p} {do (rename p) 1})",
    "(test/define (str prefix 1) {true})",
    '(section "b")',
  ],
  [
    "a function that defines a function",
    '(fun {label} {str "a"})',
    '(fun {swap} {fun {label} {str "b"}})',
    NAMED,
    "(swap)",
  ],
  [
    "a condition",
    "(def {on} 1)",
    "(fun {off} {def {on} 0})",
    '(if on {test/define "a" {true}} {})',
    "(off)",
  ],
  [
    "the argument of a helper",
    "(fun {case n b} {test/define n b})",
    COUNTER,
    "(case (label) {true})",
    "(atom/add! i 1)",
  ],
  [
    "what a helper reads",
    COUNTER,
    "(fun {case b} {test/define (label) b})",
    "(case {true})",
    "(atom/add! i 1)",
  ],
  [
    "the list of a loop",
    '(def {names} (list "a"))',
    '(fun {more} {def {names} (list "a" "b")})',
    "(map (\\ {n} {test/define n {true}}) names)",
    "(more)",
  ],
  [
    "the name of the suite",
    COUNTER,
    "(test/suite (label))",
    '(test/define "a" {true})',
    "(atom/add! i 1)",
  ],
  [
    "a flag",
    "(def {code} 0)",
    "(fun {fail} {def {code} 1})",
    '(test/define "a" {true})',
    "(test/expect-exit code)",
    "(fail)",
  ],
  [
    "what a name changes",
    COUNTER,
    "(test/define (str (atom/add! i 1)) {true})",
    "(print (atom/get i))",
  ],
  [
    "what a function in a name changes",
    COUNTER,
    "(fun {next} {atom/add! i 1})",
    "(test/define (str (next)) {true})",
    "(fun {show} {print (atom/get i)})",
    "(show)",
  ],
  [
    "a global that a condition binds",
    "(def {x} 1)",
    '(if 1 {do (def {x} 2) (test/define "a" {true})} {})',
    "(print x)",
  ],
  ["what is printed", '(do (print "one") (test/define "a" {true}))', '(print "two")'],
  [
    "what functions print",
    "(fun {say x} {print x})",
    "(fun {named x} {do (say x) (str x)})",
    '(test/define (named "a") {true})',
    '(map say (list "b"))',
  ],
  [
    "the suite's name, which comes first now",
    COUNTER,
    "(test/define (str (atom/add! i 1)) {true})",
    "(test/suite (label))",
  ],
  [
    "a name that is overruled and acts",
    COUNTER,
    "(test/suite (str (atom/add! i 1)))",
    '(test/suite "S")',
    NAMED,
  ],
  [
    "a name that means a global before it is a local's",
    '(def {x} "a")',
    "(fun {label} {do (= {y} x) (= {x} 1) (str y)})",
    NAMED,
    '(def {x} "b")',
  ],
];

const migrated: readonly Case[] = [
  [
    "a function that nobody calls",
    COUNTER,
    "(fun {bump} {atom/add! i 1})",
    NAMED,
    "(def {x} 1)",
    NAMED,
  ],
  [
    "a call in front of all",
    COUNTER,
    "(fun {bump} {atom/add! i 1})",
    "(bump)",
    NAMED,
    "(def {x} 1)",
  ],
  ["a change of something else", COUNTER, NAMED, "(def {other} 2)", '(print "between")', NAMED],
  [
    "a parameter of that name",
    '(def {x} "a")',
    "(test/define (str x) {true})",
    "(fun {f x} {str x})",
    "(f 1)",
  ],
  [
    "a local of that name",
    '(def {x} "a")',
    "(fun {f y} {do (= {x} y) (str x)})",
    "(test/define (str x) {true})",
    "(f 1)",
  ],
  [
    "a number that a function made",
    COUNTER,
    "(fun {next} {atom/add! i 1})",
    "(def {first} (next))",
    '(test/define (str "n" first) {true})',
    "(def {second} (next))",
    '(test/define (str "n" second) {true})',
  ],
  [
    "a body that is evaluated when the tests run",
    COUNTER,
    "(fun {case n b} {test/define n b})",
    '(case "a" {do (print "in a") (atom/add! i 1) true})',
    "(print (atom/get i))",
    "(atom/add! i 1)",
  ],
  [
    "a body in a condition",
    COUNTER,
    '(if 1 {test/define "a" {do (print "in a") true}} {})',
    '(print "between")',
  ],
  ["a body by name", "(def {body} {do (print x) true})", '(test/define "a" body)', "(def {x} 1)"],
  [
    "a global that a function binds and nobody reads",
    "(fun {mark} {def {seen} 1})",
    "(mark)",
    '(test/define (str "a" 1) {true})',
    "(mark)",
  ],
  ["a name that prints behind all", '(print "one")', '(do (print "two") (test/define "a" {true}))'],
  [
    "names that print in their order",
    '(do (print "one") (test/define "a" {true}))',
    '(do (print "two") (test/define "b" {true}))',
    "(def {x} 1)",
  ],
  ["forms behind the run", COUNTER, '(test/suite "S")', NAMED, "(test/run)", "(atom/add! i 1)"],
];

const TARGETS: readonly Target[] = ["builder", "list"];
const suite = (forms: readonly string[]): string => {
  const lines = ['(load "src/prelude.valk")', '(load "src/modules/test.valk")', ...forms];
  const hasSuite = forms.some((form) => form.includes("(test/suite"));
  const hasRun = forms.includes("(test/run)");
  return [
    ...lines,
    ...(hasSuite ? [] : ['(test/suite "S")']),
    ...(hasRun ? [] : ["(test/run {})"]),
    "",
  ].join("\n");
};

describe.each(TARGETS)("what is evaluated later, for the %s target", (target) => {
  test.each(refused)("refuses: %s", (_kind, ...forms) => {
    const result = migrateAll({ [SCRIPT]: suite(forms) }, target).get(SCRIPT);
    expect(result?.findings.map(({ code }) => code)).toContain("computed-order");
    expect(result?.status).toBe("blocked");
  });

  test.each(migrated)("accepts: %s", (_kind, ...forms) => {
    const files = { [SCRIPT]: suite(forms) };
    const before = runBefore(files);
    expect(before.tests.length).toBeGreaterThan(0);
    expect(runMigrated(files, target)).toEqual(before);
  });
});

describe.each(TARGETS)("what loaded files do, for the %s target", (target) => {
  const LOADS = '(load "src/prelude.valk")\n(load "src/modules/test.valk")\n';
  const LIB = "src/lib.valk";
  const PART = "test/part.valk";
  const HELPERS =
    "(def {i} (atom 0))\n(fun {bump x} {atom/add! i x})\n(fun {label x} {str x (atom/get i)})\n";

  /** A script whose forms stand below a load of the library, and its part. */
  const filesOf = (lib: string, part: string, ...forms: readonly string[]) => ({
    [SCRIPT]: [LOADS, `(load "${LIB}")`, '(test/suite "S")', ...forms, "(test/run {})", ""].join(
      "\n",
    ),
    [LIB]: lib,
    ...(part === "" ? {} : { [PART]: `(load "${LIB}")\n${part}\n` }),
  });
  const LOAD_PART = `(load "${PART}")`;

  test.each<readonly [string, string, string, ...string[]]>([
    ["a function of a file", HELPERS, "", '(test/define (label "a") {true})', "(bump 1)"],
    [
      "a file that calls it when it is loaded",
      HELPERS,
      "",
      '(test/define (label "a") {true})',
      '(load "src/again.valk")',
    ],
    [
      "a name in the script and a call in a part",
      HELPERS,
      '(bump 1)\n(test/define "p" {true})',
      '(test/define (label "a") {true})',
      LOAD_PART,
    ],
    [
      "a name in a part and a call in the script",
      HELPERS,
      '(test/define (label "p") {true})',
      LOAD_PART,
      "(bump 1)",
      '(test/define "a" {true})',
    ],
    [
      "stages of two files that print",
      HELPERS,
      '(do (print "in part") (test/define "p" {true}))',
      LOAD_PART,
      '(do (print "in script") (test/define "a" {true}))',
    ],
    [
      "a stage of one file that changes what one of another reads",
      HELPERS,
      '(test/define (str "p" (bump 1)) {true})',
      LOAD_PART,
      '(test/define (label "a") {true})',
    ],
  ])("refuses: %s", (_kind, lib, part, ...forms) => {
    const files = { ...filesOf(lib, part, ...forms), "src/again.valk": "(bump 2)\n" };
    const codes = Object.keys(files).flatMap((path) =>
      (migrateAll(files, target, path).get(path)?.findings ?? []).map(({ code }) => code),
    );
    expect(codes).toContain("computed-order");
    expect(migrateAll(files, target).get(SCRIPT)?.status).toBe("blocked");
  });

  test.each<readonly [string, string, string, ...string[]]>([
    ["a call in front", HELPERS, "", "(bump 1)", '(test/define (label "a") {true})', "(def {x} 1)"],
    [
      "a library that is loaded again",
      "(fun {label x} {str x 1})\n",
      "",
      '(test/define (label "a") {true})',
      `(load "${LIB}")`,
      '(test/define (label "b") {true})',
    ],
    [
      "names in both files",
      "(fun {label x} {str x 1})\n",
      '(test/define (label "p") {true})',
      '(test/define (label "a") {true})',
      LOAD_PART,
      '(test/define (label "b") {true})',
    ],
    [
      "a part that prints and a script that reads",
      "(def {x} 5)\n",
      '(do (print "in part") (test/define "p" {true}))',
      LOAD_PART,
      "(test/define (str x) {true})",
    ],
  ])("accepts: %s", (_kind, lib, part, ...forms) => {
    const files = filesOf(lib, part, ...forms);
    const before = runBefore(files);
    expect(before.tests.length).toBeGreaterThan(0);
    expect(runMigrated(files, target)).toEqual(before);
  });

  test("refuses a name where nobody knows what a missing file would do", () => {
    const files = filesOf(
      "(def {x} 1)\n",
      "",
      '(load "src/nowhere.valk")',
      "(test/define (str x) {true})",
      "(unknown 1)",
    );
    const result = migrateAll(files, target).get(SCRIPT);
    expect(result?.findings.map(({ code }) => code)).toContain("computed-order");
  });
});
