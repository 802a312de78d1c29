// Where registrations stand, what becomes of their values, and what stands in the way of writing these.

import { describe, expect, test } from "vitest";
import { analyze } from "../../../../transforms/define-to-suite/judge/analyze.js";
import { listedProjectOf, projectOf } from "../fixtures.js";

type Target = "builder" | "list";

const suite = (...forms: readonly string[]): string =>
  ['(test/suite "S")', ...forms, "(test/run)"].join("\n");

/** `code line:column` of each refusal. */
function refusals(target: Target, ...forms: readonly string[]): readonly string[] {
  const { findings, script } = analyze(suite(...forms), projectOf(), target);
  return findings
    .filter(({ severity }) => severity === "refuse")
    .map(({ code, span }) => {
      const { line, column } = script.tree.lines.position(span.start);
      return `${code} ${line}:${column}`;
    });
}

const REG = '(test/define "a" {1})';

describe("parts that follow on one another", () => {
  test.each([
    ["a pair in a helper", `(fun {h n} {do ${REG} ${REG}})`],
    ["a body of several lists", `(fun {h n} {${REG} ${REG}})`],
    ["a body that ends in a constant", `(fun {h n} {${REG} true})`],
    ["a keyword behind the test", `(fun {h n} {do ${REG} :done})`],
    ["a parameter behind it", `(fun {h n} {do ${REG} n})`],
    ["the function's own name behind it", `(fun {h n} {do ${REG} h})`],
    ["a print behind it", `(fun {h n} {do ${REG} (print (error "x"))})`],
    ["a text that is printed behind it", `(fun {h n} {do ${REG} (println "done")})`],
    ["a pair in a let", `(let {${REG} ${REG}})`],
    ["a pair in a loop", `(map (\\ {x} {${REG} ${REG}}) xs)`],
    ["a do in a do", `(do (do ${REG} ${REG}) (print "x") ${REG})`],
    ["a select", `(select {x ${REG}} {y {test/define "b" {1}}} {otherwise nil})`],
    ["a select that ends in something else", `(select {x ${REG}} {1 y})`],
    ["doubled brackets", `(((${REG.slice(1, -1)})))`],
  ])("%s", (_, form) => {
    const known = ["(def {xs} {1 2})", "(def {x y} 1 0)"];
    expect(refusals("builder", ...known, form)).toEqual([]);
    expect(refusals("list", ...known, form)).toEqual([]);
  });

  test("a parameter behind the test, in a loop, may be an error that was passed over", () => {
    const loop = `(fun {h n} {map (\\ {x} {do ${REG} n}) xs})`;
    expect(refusals("builder", "(def {xs} {1 2})", loop)).toEqual(["may-be-error 3:12"]);
  });

  test.each<[string, readonly string[]]>([
    ['(h "a")', []],
    ['(h (error "x"))', ["may-be-error 3:1"]],
  ])("a parameter behind the test that is given: %s", (call, expected) => {
    expect(refusals("builder", `(fun {h n} {do ${REG} n})`, call)).toEqual(expected);
  });

  test.each([
    ["a call behind the test", `(fun {h n} {do ${REG} (check n)})`],
    ["a name that nobody binds", `(fun {h n} {do ${REG} m})`],
    ["a format with values", `(fun {h n} {do ${REG} (printf "%s" n)})`],
    ["a print of the file's own", `(fun {print n} {n})\n(fun {h n} {do ${REG} (print n)})`],
    ["a branch of several lists", `(if x {${REG} ${REG}} {})`],
    ["a select of the file's own", `(fun {select x} {x})\n(select {1 ${REG}})`],
    ["a select with too long a clause", `(select {x ${REG} 1} {otherwise nil})`],
    ["a select whose end may not hold", `(def {otherwise} 0)\n(select {otherwise ${REG}})`],
    ["a registering condition", `(select {${REG} 1} {otherwise ${REG}})`],
    ["a group with a name in it", `(fun {h n} {${REG}})\n(do h (h 1))`],
  ])("%s is refused", (_, form) => {
    expect(refusals("builder", form)[0] ?? "").toMatch(
      /^(lost-registration|may-be-error|runner-rebound) /,
    );
    expect(refusals("builder", form).some((found) => /^lost-reg/.test(found))).toBe(true);
  });

  test("a function of any number of arguments runs without one, if the file defines it", () => {
    const forms = ["(fun {all & xs} {test/define 1 {1}})", "(all)"];
    expect(refusals("builder", ...forms)).toEqual([]);
    expect(refusals("builder", "(fun {all x & xs} {test/define 1 {1}})", "(all)")).toEqual([
      "lost-registration 3:2",
    ]);
    const files = {
      "test/all.valk": "(fun {all & xs} {test/define 1 {1}})\n",
      "test/a.valk": `(load "test/all.valk")\n${suite("(all)")}`,
    };
    const project = listedProjectOf(files);
    const { findings } = analyze(files["test/a.valk"], project, "builder", { path: "test/a.valk" });
    expect(findings[0]?.code).toBe("lost-registration");
  });
});

describe("words that are taken where a value is written", () => {
  const PAIR = "do (test/define X {1}) (test/define 2 {2})";

  test.each<[Target, string, boolean]>([
    ["builder", `(fun {h list} {${PAIR}})`, true],
    ["builder", `(fun {h n} {do (= {list} 1) ${PAIR.slice(3)}})`, true],
    ["builder", "(fun {h list} {test/define list {1}})", false],
    ["builder", `(fun {h join} {${PAIR}})`, false],
    ["builder", `(def {list} 1)\n(fun {h n} {${PAIR}})`, true],
    ["list", "(fun {h list} {test/define list {1}})", true],
    ["list", "(fun {h test} {test/define test {1}})", true],
    ["list", "(fun {h test} {test/async test f})", false],
    ["list", "(fun {h test-async} {test/async test-async f})", true],
    ["list", `(fun {h join} {${PAIR}})`, true],
    ["list", "(map (\\ {foldl} {test/define foldl {1}}) xs)", false],
    ["list", "(fun {h foldl} {map (\\ {x} {test/define x {1}}) foldl})", true],
    ["list", "(fun {twice test} {* 2 test})\n(test/define 1 {2})", false],
    ["list", "(def {join} 1)\n(test/define 1 {2})", true],
    ["list", "(def {join} 1)\n(if x {test/define 1 {2}} {})", true],
    ["list", "(def {list} 1)\n(test/define 1 {2})", true],
    ["list", "(fun {f} {(= {list} 1)})\n(test/define 1 {2})", false],
  ])("%s: %s", (target, form, expected) => {
    const taken = /^(captured-name|runner-rebound) /;
    expect(refusals(target, form).some((one) => taken.test(one))).toBe(expected);
  });

  test("a list beside a file of tests that is loaded is joined to it", () => {
    const files = {
      "test/part.valk": '(test/define "p" {1})\n',
      "test/a.valk": `(load "test/part.valk")\n(def {join} 1)\n(test/run)\n`,
    };
    const { findings } = analyze(files["test/a.valk"], listedProjectOf(files), "list", {
      path: "test/a.valk",
    });
    expect(findings.map(({ code }) => code)).toContain("runner-rebound");
  });
});

describe("flags of a list", () => {
  test.each([
    ["a literal that is overruled", "(test/debug 1)\n(test/debug 0)", []],
    ["a constant that is overruled", "(test/debug true)\n(test/debug 0)", []],
    ["the last one, computed", "(test/debug 0)\n(test/debug (+ 0 1))", []],
    ["a computed one", "(test/debug (+ 0 1))\n(test/debug 0)", ["lost-registration 2:2"]],
    ["of another flag", "(test/debug (+ 0 1))\n(test/expect-exit 0)", []],
  ])("%s", (_, forms, expected) => {
    expect(refusals("list", forms, REG)).toEqual(expected);
    expect(refusals("builder", forms, REG)).toEqual([]);
  });
});

describe("what is printed before the run", () => {
  const NOISY = "(fun {h n} {do (print n) (test/define n {1})})";

  test.each<[string, readonly string[], readonly string[]]>([
    ["a stage, and nothing behind it", [NOISY, "(h 1)"], []],
    ["a stage, and a form behind it", [NOISY, "(h 1)", "(print 2)"], ["computed-order 3:1"]],
    ["a form in front of a stage", ["(print 2)", NOISY, "(h 1)"], []],
    ["a stage and a function that prints", [NOISY, "(h 1)", "(fun {f} {print 1})"], []],
    ["two stages", [NOISY, "(h 1)", "(h 2)"], []],
    [
      "a call of a function that prints",
      ["(fun {f x} {println x})", NOISY, "(h 1)", '(def {y} (f "x"))'],
      ["computed-order 4:1"],
    ],
    [
      "a test that prints",
      ["(def {x} 1)", '(if x {test/define "a" {print 1}} {})', "(print 2)"],
      [],
    ],
    [
      "a name that prints",
      ['(test/define (do (print 1) "a") {1})', "(print 2)"],
      ["computed-order 2:14"],
    ],
  ])("%s", (_, forms, expected) => {
    expect(refusals("builder", ...forms)).toEqual(expected);
  });

  test("a part's stages print behind those of the file that loads it", () => {
    const refused = (part: string, own: string) => {
      const files = {
        "test/part.valk": `${part}\n`,
        "test/a.valk": `(load "test/part.valk")\n${own}\n(test/run)\n`,
      };
      const { findings } = analyze(files["test/part.valk"], listedProjectOf(files), "builder", {
        path: "test/part.valk",
      });
      return findings.filter(({ code }) => code === "computed-order").length;
    };
    const noisy = '(do (print 1) (test/define "p" {1}))';
    expect(refused(noisy, noisy)).toBe(1);
    expect(refused(noisy, REG)).toBe(0);
    expect(refused(REG, noisy)).toBe(0);
  });
});

describe("quoted data and functions of the suite", () => {
  const verdict = (source: string) => {
    const { verdict: found, findings } = analyze(source, projectOf(), "builder");
    return [found, ...findings.map(({ code }) => code)];
  };

  test("data that nothing evaluates is nothing to migrate", () => {
    expect(verdict('(def {x} {test/define "a" {1}})')).toEqual(["none", "quoted-call"]);
    expect(verdict('(def {x} {test/define "a" {1}})\n(eval x)')).toEqual([
      "refused",
      "nested-call",
    ]);
  });

  test("the flags of a function of the suite are stages already", () => {
    const chain = "(fun {part-tests suite} {-> suite (test/debug 1)})\n";
    expect(verdict(`${chain}(def {x} {test/define "a" {1}})`)).toEqual(["none", "quoted-call"]);
  });
});

describe("a helper with a name of the prelude", () => {
  const PRELUDE = "(fun {case x & cs} {x})\n";
  const CASES = "(fun {case n b} {test/define n b})\n";

  const codes = (runner: string, prelude = PRELUDE, more: Record<string, string> = {}) => {
    const files = {
      "src/prelude.valk": prelude,
      "test/cases.valk": CASES,
      "test/a.valk": `${runner}\n(test/run)\n`,
      ...more,
    };
    const { findings } = analyze(files["test/a.valk"], listedProjectOf(files), "builder", {
      path: "test/a.valk",
    });
    return findings.filter(({ severity }) => severity === "refuse").map(({ code }) => code);
  };
  const LOADS = '(load "src/prelude.valk")\n(load "test/cases.valk")\n';

  test("is the last to have it, and the prelude has no use of its own for it", () => {
    expect(codes(`${LOADS}(case "a" {1})`)).toEqual([]);
  });

  test.each([
    ["the prelude comes last", '(load "test/cases.valk")\n(load "src/prelude.valk")', PRELUDE],
    ["it is loaded again", `${LOADS}(load "src/prelude.valk")`, PRELUDE],
    ["it is called before", `(load "src/prelude.valk")\n(case 1 {2})\n${LOADS}`, PRELUDE],
    ["a function of it rebinds it", LOADS, "(fun {reset x} {def {case} x})\n"],
    ["the prelude calls it", LOADS, `${PRELUDE}(fun {pick x} {case x {1 2}})\n`],
  ])("not where %s", (_, loads, prelude) => {
    expect(codes(`${loads}\n(case "a" {1})`, prelude)).toContain("helper-redefined");
  });

  test("nor where files load each other in a circle", () => {
    const circle = { "src/prelude.valk": `(load "src/prelude.valk")\n${PRELUDE}` };
    expect(codes(`${LOADS}(case "a" {1})`, PRELUDE, circle)).toContain("helper-redefined");
  });
});
