import { describe, expect, test } from "vitest";
import type { Target } from "./fixtures.js";
import { migrateAll, runBefore, runMigrated, SCRIPT } from "./run-migrated.js";

const LOADS = '(load "src/prelude.valk")\n(load "src/modules/test.valk")\n';
const A = '{test/define "a" {true}}';
const LAST = '(test/define "last" {true})';

const suite = (...forms: readonly string[]): string =>
  [`${LOADS}(test/suite "S")`, ...forms, LAST, "(test/run {})", ""].join("\n");

type Case = readonly [kind: string, ...forms: readonly string[]];

const BOTH: readonly Target[] = ["builder", "list"];

/** Refused for both targets. */
const refused: readonly Case[] = [
  ["a branch that is an error", `(if 0 ${A} {error "x"})`],
  [
    "a branch that may be one",
    "(fun {risky n} {if (== n 1) {error n} {n}})",
    `(if 0 ${A} {risky 1})`,
  ],
  ["a do in a branch that ends in one", `(if 0 ${A} {do (print "no") (error "x")})`],
  ["a let in a branch that ends in one", `(if 0 ${A} {let {error "x"}})`],
  ["a condition in a branch", `(if 0 ${A} {if 1 {error "x"} {print "no"}})`],
  ["an unbound name in a branch", `(if 0 ${A} {println nobody})`],
  ["a branch that defines an error", `(if 0 ${A} {def {x} (error "x")})`],
  ["a format that does not fit", `(if 0 ${A} {printf "%s" 5})`],
  ["too few arguments in a branch", `(if 0 ${A} {println})`],
  ["a branch of a helper", `(fun {mk c} {if c ${A} {error "no"}})`, "(mk 0)"],
  [
    "a branch of a helper that says what it was given",
    `(fun {mk c m} {if c ${A} {printf m}})`,
    "(mk 0 5)",
  ],
  [
    "an argument before a stage that prints, which a pipeline evaluates first",
    `(fun {mk c} {if c ${A} {}})`,
    "(mk (nosuch 1))",
    `(do (println "between") (if 1 ${A} {}))`,
  ],
  [
    "an argument before a form that prints",
    `(fun {mk c} {if c ${A} {}})`,
    "(mk (head 5))",
    '(println "between")',
  ],
  ["the first part of a group", `(do (if (error "c") ${A} {}) (test/define "b" {true}))`],
  [
    "a helper in a group",
    `(fun {mk c} {if c ${A} {}})`,
    '(do (mk nobody) (test/define "b" {true}))',
  ],
  [
    "an element of a loop",
    '(map (\\ {x} {if (> x 1) {test/define "a" {true}} {}}) (list 1 "b" 3))',
  ],
  [
    "a condition on what is unknown in a loop",
    '(map (\\ {x} {if x {test/define "a" {true}} {}}) (list nobody))',
  ],
  ["a helper in a loop", `(fun {mk c} {if c ${A} {}})`, "(map mk (list nobody))"],
  ["the name of the suite", '(test/suite (error "x"))'],
  ["a name that may be one", "(fun {name n} {if n {error n} {n}})", "(test/suite (name 0))"],
  ["a name that nobody binds", "(test/suite nobody)"],
  ["a flag", '(test/debug (error "x"))'],
  ["a flag of what may be an error", '(= {level} (error "x"))', "(test/debug level)"],
  ["a flag in a helper", "(fun {quiet n} {test/debug n})", '(quiet (error "x"))'],
  [
    "a flag in a helper of a helper",
    "(fun {quiet n} {test/debug n})",
    "(fun {calm n} {quiet n})",
    "(calm nobody)",
  ],
];

/** Refused for the list target alone: a pipeline stops at an erring stage as the script did. */
const refusedInLists: readonly Case[] = [
  ["a condition", `(if (error "x") ${A} {})`],
  ["a condition that may be one", `(if nobody ${A} {})`],
  ["an argument that is one", `(fun {mk c} {if c ${A} {}})`, '(mk (error "x"))'],
  ["a list that is none", '(map (\\ {x} {test/define "a" {true}}) nobody)'],
];

const accepted: readonly Case[] = [
  ["nothing", `(if 0 ${A} {})`],
  ["constants", `(if 0 ${A} {nil})`, `(if 0 ${A} {5})`, `(if 0 ${A} {"s"})`],
  ["what is printed", `(if 0 ${A} {print "no"})`, `(if 0 ${A} {println "no"})`],
  ["a format that fits", `(if 0 ${A} {printf "%d of %s\\n" (+ 1 2) (str "b")})`],
  ["an error that is printed", `(if 0 ${A} {print (error "x")})`],
  [
    "definitions",
    `(if 0 ${A} {def {x} 5})`,
    `(if 0 ${A} {= {y} (error "x")})`,
    "(if 0 {do (= {z} 1) (test/define z {true})} {fun {f x} {x}})",
  ],
  ["a do with an error in its middle", `(if 0 ${A} {do (error "x") (print "no")})`],
  [
    "a comparison of anything",
    `(if (== nobody 1) ${A} {})`,
    `(if (!= (error "x") 1) {test/define "b" {true}} {})`,
  ],
  ["arithmetic", "(def {n} 3)", `(if (> (- n 1) (* 2 2)) ${A} {})`, `(if (not (< n 4)) ${A} {})`],
  ["an atom", "(def {c} (atom 0))", `(if (atom/add! c 1) ${A} {})`],
  ["a function of the file", "(fun {big n} {> n 2})", `(if (big (len (list 1 2 3))) ${A} {})`],
  [
    "a helper with a condition",
    `(fun {mk c n} {if c {test/define n {true}} {print n}})`,
    '(mk (== 1 1) "a")',
    '(mk 0 "b")',
  ],
  ["names that are errors", '(test/define (str (error "x")) {true})'],
  [
    "a loop with a condition on numbers",
    "(map (\\ {x} {if (> x 1) {test/define (str x) {true}} {}}) (range 0 4))",
  ],
  [
    "a loop with a condition on strings",
    '(map (\\ {x} {if (> (len x) 1) {test/define x {true}} {}}) {"a" "bb"})',
  ],
  [
    "a loop over a helper",
    "(fun {mk x} {if (== x 1) {test/define (str x) {true}} {}})",
    "(map mk (list 1 2))",
  ],
  ["a group", `(do (if (== 1 1) ${A} {}) (test/define "b" {true}))`],
  [
    "a computed suite and flags",
    '(def {name} (str "my " "suite"))',
    "(test/suite name)",
    "(def {level} (+ 0 0))",
    "(test/debug level)",
  ],
  [
    "a flag of a def that went well",
    "(fun {level x} {if x {x} {x}})",
    "(def {l} (level 0))",
    "(test/debug l)",
  ],
];

describe("values that may be errors", () => {
  describe.each(BOTH)("for the %s target", (target) => {
    test.each(refused)("refuses: %s", (_kind, ...forms) => {
      expectRefused({ [SCRIPT]: suite(...forms) }, target);
    });

    test.each(accepted)("accepts: %s", (_kind, ...forms) => {
      const files = { [SCRIPT]: suite(...forms) };
      const before = runBefore(files);
      expect(before.tests.length).toBeGreaterThan(0);
      expect(runMigrated(files, target)).toEqual(before);
    });
  });

  test.each(refusedInLists)("only a list cannot have: %s", (_kind, ...forms) => {
    const files = { [SCRIPT]: suite(...forms) };
    expectRefused(files, "list");
    const before = runBefore(files);
    expect(runMigrated(files, "builder")).toEqual(before);
    expect(before.tests).toEqual([]);
  });
});

describe("a file that others load", () => {
  const PART = "test/part.valk";
  const filesOf = (...forms: readonly string[]) => ({
    [SCRIPT]: `${LOADS}(test/suite "S")\n(load "${PART}")\n${LAST}\n(test/run {})\n`,
    [PART]: `${[...forms, '(test/define "own" {true})'].join("\n")}\n`,
  });

  test.each<Case>([
    ["a condition", `(if nobody ${A} {})`],
    ["an argument", `(fun {mk c} {if c ${A} {}})`, '(mk (error "x"))'],
    ["the end of a group", `(do (test/define "b" {true}) (if nobody ${A} {}))`],
    ["a list that is none", '(map (\\ {x} {test/define "a" {true}}) 5)'],
    [
      "a value that is an error, so that its name stays unbound",
      '(def {on} (error "x"))',
      `(if on ${A} {})`,
    ],
    ["a flag", '(test/debug (error "x"))'],
  ])("is refused where an error skipped a form: %s", (_kind, ...forms) => {
    for (const target of BOTH) {
      expectRefused(filesOf(...forms), target, PART);
    }
  });

  test.each<Case>([
    [
      "conditions",
      "(def {n} 2)",
      `(if (> n 1) ${A} {})`,
      '(if (== 1 1) {test/define "b" {true}} {print "no"})',
    ],
    ["helpers", "(fun {mk n} {test/define (str n) {true}})", "(mk 1)", "(map mk (list 2 3))"],
    ["groups", `(do (test/define "b" {true}) (if (== 1 1) ${A} {}))`],
    ["computed names", '(def {prefix} "x")', "(test/define (str prefix 1) {true})"],
  ])("is migrated where nothing can go wrong: %s", (_kind, ...forms) => {
    const files = filesOf(...forms);
    const before = runBefore(files);
    expect(before.tests.length).toBeGreaterThan(1);
    for (const target of BOTH) {
      expect(runMigrated(files, target)).toEqual(before);
    }
  });
});

function expectRefused(
  files: Readonly<Record<string, string>>,
  target: Target,
  path: string = SCRIPT,
): void {
  const result = migrateAll(files, target, path).get(path);
  expect(result?.findings.map(({ code }) => code)).toContain("may-be-error");
  expect(result?.status).toBe("blocked");
}
