import { describe, expect, test } from "vitest";
import { provePair } from "./migration-pair.js";

const OLD = `(test/suite "Sequences")
(fun {pair n} {do
  (test/define (str n 1) {true}) ; the first
  ; the second
  (test/define (str n 2) {true})})
(fun {body n} {(test/define (str n "a") {1}) (test/define (str n "b") {1})})
(fun {counted n} {do
  (= {x} 1)
  (test/define (str n x) {true})
  (= {x} 2)
  (test/define (str n x) {true})})
(fun {last n} {do (test/define n {true}) true})
(fun {named n} {do (test/define n {true}) n})
(fun {itself n} {do (test/define n {true}) itself})
(fun {noisy n} {do (test/define n {true}) (print "end")})
(fun {all & xs} {test/define "all" {true}})
(pair "p")
(if c {do (test/define "i" {true}) (pair "j")} {})
(map (\\ {n} {do (pair n) (last n) n}) names)
(select {(== k 1) (test/define "one" {true})}
  {(== k 2) {pair "two"}} {otherwise nil})
(let {(test/define "l" {true}) (pair "m")})
(do ; together
  (do (test/define "d" {true}) (print "between"))
  (test/define "e" {true}))
((test/define "f" {true}))
(all)
(test/run)
`;

const BUILDER = `(fun {pair n} {test/add-all (list
  (test/add (str n 1) {true}) ; the first
  ; the second
  (test/add (str n 2) {true}))})
(fun {body n} {test/add-all (list (test/add (str n "a") {1}) (test/add (str n "b") {1}))})
(fun {counted n} {do
  (= {x} 1)
  (test/add-all (list
  (test/add (str n x) {true})
  (do (= {x} 2)
  (test/add (str n x) {true}))))})
(fun {last n} {do (test/add n {true})})
(fun {named n} {do (test/add n {true})})
(fun {itself n} {do (test/add n {true})})
(fun {noisy n} {test/add-all (list (test/add n {true}) (do (print "end") test/none))})
(fun {all & xs} {test/add "all" {true}})
(-> (test/suite "Sequences")
    (pair "p")
    (if c {test/add-all (list (test/add "i" {true}) (pair "j"))} {test/none})
    (test/add-all (map (\\ {n} {test/add-all (list (pair n) (last n))}) names))
    (select {(== k 1) (test/add "one" {true})}
      {(== k 2) {pair "two"}} {otherwise {test/none}})
    (let {test/add-all (list (test/add "l" {true}) (pair "m"))})
    (test/add-all (list ; together
      (test/add-all (list (test/add "d" {true}) (do (print "between") test/none)))
      (test/add "e" {true})))
    ((test/add "f" {true}))
    (all)
    (test/run))
`;

const LIST = `(fun {pair n} {join
  (list (test (str n 1) {true})) ; the first
  ; the second
  (list (test (str n 2) {true}))})
(fun {body n} {join (list (test (str n "a") {1})) (list (test (str n "b") {1}))})
(fun {counted n} {do
  (= {x} 1)
  (join
  (list (test (str n x) {true}))
  (do (= {x} 2)
  (list (test (str n x) {true}))))})
(fun {last n} {do (list (test n {true}))})
(fun {named n} {do (list (test n {true}))})
(fun {itself n} {do (list (test n {true}))})
(fun {noisy n} {join (list (test n {true})) (do (print "end") {})})
(fun {all & xs} {list (test "all" {true})})
(test/run (join
    (pair "p")
    (if c {join (list (test "i" {true})) (pair "j")} {})
    (foldl join {} (map (\\ {n} {join (pair n) (last n)}) names))
    (select {(== k 1) (list (test "one" {true}))}
      {(== k 2) {pair "two"}} {otherwise {}})
    (let {join (list (test "l" {true})) (pair "m")})
    (join ; together
      (join (list (test "d" {true})) (do (print "between") {}))
      (list (test "e" {true})))
    ((list (test "f" {true})))
    (all))
  {:suite-name "Sequences"})
`;

type Target = "builder" | "list";

function prove(target: Target, now: string, old = OLD): readonly string[] {
  const result = provePair({ name: "sequences", target, old, new: now });
  return result.ok ? [] : result.failures.map(({ code }) => code);
}

describe("several registrations as one value", () => {
  test("a correct migration is proven", () => {
    expect(prove("builder", BUILDER)).toEqual([]);
    expect(prove("list", LIST)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["a test of a pair that is dropped", "\n  (test/add (str n 2) {true}))})", ")})"],
    [
      "a pair in another order",
      '(test/add (str n "a") {1}) (test/add (str n "b") {1})',
      '(test/add (str n "b") {1}) (test/add (str n "a") {1})',
    ],
    ["a pair of which only the last counts", "{test/add-all (list (test/add", "{do (do (test/add"],
    ["a pair that is called", '(let {test/add-all (list (test/add "l"', '(let {((test/add "l"'],
    ["a comment that is lost in a pair", "  ; the second\n", ""],
    ["a comment that is lost in a group", " ; together", ""],
    [
      "a binding that comes after both tests",
      "  (do (= {x} 2)\n  (test/add (str n x) {true}))))})",
      "  (test/add (str n x) {true}) (do (= {x} 2) test/none)))})",
    ],
    ["a binding that comes before both tests", "  (= {x} 1)\n", "  (= {x} 1)\n  (= {x} 2)\n"],
    [
      "a binding that is no stage",
      "(do (= {x} 2)\n  (test/add (str n x) {true}))",
      "(= {x} 2)\n  (test/add (str n x) {true})",
    ],
    [
      "a print that is lost",
      '(list (test/add n {true}) (do (print "end") test/none))',
      "(list (test/add n {true}))",
    ],
    [
      "a print that comes first",
      '(test/add n {true}) (do (print "end") test/none)',
      '(do (print "end") (test/add n {true}))',
    ],
    ["a print that answers no stage", '(do (print "end") test/none)', '(print "end")'],
    ["a print that answers something else", '(do (print "end") test/none)', '(do (print "end") 1)'],
    [
      "a print that is taken out of its group",
      '(do (print "between") test/none)',
      '(do (print "else") test/none)',
    ],
    [
      "a value that is no stage",
      "(fun {last n} {do (test/add n {true})})",
      "(fun {last n} {do (test/add n {true}) true})",
    ],
    ["a stage that nobody asked for", "(list (pair n) (last n))", "(list (pair n) id (last n))"],
    ["a clause that is dropped", " {otherwise {test/none}})", ")"],
    ["a clause with another condition", "(== k 2)", "(== k 3)"],
    ["a clause that answers nothing", "{otherwise {test/none}}", "{otherwise {}}"],
    ["a clause with another value", '{pair "two"}', '{pair "three"}'],
    ["a call of a function that wants arguments", "    (all)\n", "    (pair)\n"],
    ["a call that is dropped", "    (all)\n", ""],
  ])("%s is refused", (_, correct, wrong) => {
    expect(BUILDER).toContain(correct);
    expect(prove("builder", BUILDER.replace(correct, wrong))).not.toEqual([]);
  });

  test.each<[string, string, string]>([
    ["a test of a pair that is dropped", "\n  (list (test (str n 2) {true}))})", "})"],
    ["a pair of which only the last counts", "(fun {pair n} {join", "(fun {pair n} {do"],
    ["a print that is no list", '(do (print "end") {})', '(print "end")'],
    ["a print that is lost", ' (do (print "between") {})', ""],
    ["an entry in a pair that is no list", "(join (pair n) (last n))", "(list (pair n) (last n))"],
    ["a comment that is lost", " ; together", ""],
  ])("in a list, %s is refused", (_, correct, wrong) => {
    const from = correct.replace("(join (pair n) (last n))", "{join (pair n) (last n)}");
    const to = wrong.replace("(list (pair n) (last n))", "{list (pair n) (last n)}");
    expect(LIST).toContain(from);
    expect(prove("list", LIST.replace(from, to))).not.toEqual([]);
  });
});

describe("an old text has no proof", () => {
  const CALL = '(h "a")\n(test/run)\n';
  const AFTER = '(-> (test/suite "Valkyria Test Suite")\n    (h "a")\n    (test/run))\n';

  test.each<[string, string, string]>([
    ["that ends in what may fail", "{do (test/define n {1}) (check n)}", "{do (test/add n {1})}"],
    ["that ends in a name nobody binds", "{do (test/define n {1}) m}", "{do (test/add n {1})}"],
    [
      "that ends in a format with values",
      '{do (test/define n {1}) (printf "%s" n)}',
      '{test/add-all (list (test/add n {1}) (do (printf "%s" n) test/none))}',
    ],
    ["that registers by data", "{do 1 {test/define n {1}}}", "{do 1 {test/add n {1}}}"],
    [
      "whose select may find nothing",
      "{select {(== n 1) (test/define n {1})}}",
      "{select {(== n 1) (test/add n {1})}}",
    ],
    [
      "whose branch is a body",
      "{if n {(test/define n {1}) (test/define n {2})} {}}",
      "{if n {test/add-all (list (test/add n {1}) (test/add n {2}))} {test/none}}",
    ],
    [
      "whose branch is data in a case",
      "{case n {1 (test/define n {1})}}",
      "{case n {1 (test/add n {1})}}",
    ],
  ])("%s", (_, before, after) => {
    const old = `(fun {h n} ${before})\n${CALL}`;
    expect(prove("builder", `(fun {h n} ${after})\n\n${AFTER}`, old)).not.toEqual([]);
  });

  test("with a print of its own that registers", () => {
    const old = `(fun {print x} {x})\n(fun {h n} {do (test/define n {1}) (print n)})\n${CALL}`;
    const now = `(fun {print x} {x})
(fun {h n} {test/add-all (list (test/add n {1}) (do (print n) test/none))})\n\n${AFTER}`;
    expect(prove("builder", now, old)).toContain("proof-old-not-understood");
  });
});

describe("words that values are made with", () => {
  const OLD_PAIR = `(fun {h NAME} {do (test/define NAME {1}) (test/define "b" {1})})
(h "a")
(test/run)
`;
  const NEW_PAIR = `(fun {h NAME} {test/add-all (list (test/add NAME {1}) (test/add "b" {1}))})

(-> (test/suite "Valkyria Test Suite")
    (h "a")
    (test/run))
`;
  const LIST_PAIR = `(fun {h NAME} {join (list (test NAME {1})) (list (test "b" {1}))})

(test/run (join
    (h "a"))
  {:suite-name "Valkyria Test Suite"})
`;

  test.each<[string, Target, boolean]>([
    ["n", "builder", true],
    ["test", "builder", true],
    ["list", "builder", false],
    ["n", "list", true],
    ["test", "list", false],
    ["list", "list", false],
    ["join", "list", false],
  ])("a parameter %s, for the %s: %s", (name, target, isProven) => {
    const now = target === "builder" ? NEW_PAIR : LIST_PAIR;
    const codes = prove(target, now.replaceAll("NAME", name), OLD_PAIR.replaceAll("NAME", name));
    expect(codes.length === 0).toBe(isProven);
  });

  test("a parameter of a function beside the tests may have any name", () => {
    const twice = "(fun {twice test} {* 2 test})\n";
    const old = `${twice}(test/define "a" {== 4 (twice 2)})\n(test/run)\n`;
    const now = `${twice}
(test/run (list
    (test "a" {== 4 (twice 2)}))
  {:suite-name "Valkyria Test Suite"})
`;
    expect(prove("list", now, old)).toEqual([]);
  });

  test.each([
    ["is meant in a function that has it", "{test/define n {1}}", "{test/add n {1}}", false],
    ["is meant in a let as well", "{let {test/define n {1}}}", "{let {test/add n {1}}}", false],
  ])("a parameter test/define %s", (_, before, after, isProven) => {
    const old = `(fun {h test/define n} ${before})\n(h 1 "a")\n(test/run)\n`;
    const now = `(fun {h test/define n} ${after})

(-> (test/suite "Valkyria Test Suite")
    (h 1 "a")
    (test/run))
`;
    expect(prove("builder", now, old).length === 0).toBe(isProven);
  });

  test("a global that takes the place of join", () => {
    const old = '(def {join} 1)\n(if c {test/define "a" {1}} {})\n(test/run)\n';
    const now = `(def {join} 1)

(test/run (join
    (if c {list (test "a" {1})} {}))
  {:suite-name "Valkyria Test Suite"})
`;
    expect(prove("list", now, old)).toContain("proof-new-not-understood");
    const free = [old, now].map((text) => text.replace("(def {join} 1)", "(def {other} 1)"));
    expect(prove("list", free[1] as string, free[0])).toEqual([]);
  });
});

describe("what is printed before the run", () => {
  const OLD_PRINTS = `(fun {h n} {do (print n) (test/define n {1})})
(h "a")
(print "b")
(test/run)
`;
  const NOW_PRINTS = `(fun {h n} {do (print n) (test/add n {1})})
(print "b")

(-> (test/suite "Valkyria Test Suite")
    (h "a")
    (test/run))
`;

  test("comes in the order in which it came", () => {
    expect(prove("builder", NOW_PRINTS, OLD_PRINTS)).toEqual(["proof-evaluated-later"]);
    const silent = [NOW_PRINTS, OLD_PRINTS].map((text) =>
      text.replace('(print "b")', "(def {b} 1)"),
    );
    expect(prove("builder", silent[0] as string, silent[1])).toEqual([]);
    const body = [NOW_PRINTS, OLD_PRINTS].map((text) =>
      text.replace("(print n) ", "").replace("{1}", '{print "in"}'),
    );
    expect(prove("builder", body[0] as string, body[1])).toEqual([]);
  });

  test("does not move behind the run", () => {
    const old = '(print "a")\n(test/define "t" {1})\n(test/run)\n';
    const now = `(-> (test/suite "Valkyria Test Suite")
    (test/add "t" {1})
    (test/run))
(print "a")
`;
    expect(prove("builder", now, old)).toEqual(["proof-form-position"]);
  });
});

describe("comments of what a list leaves out", () => {
  const OLD_COMMENTS = `(test/suite "A")
(test/suite (str ; inside
  "B")) ; behind
(test/expect-exit true)
(test/define "a" {1})
(test/expect-exit 1)
(test/run)
`;
  const NOW_COMMENTS = `(test/run (list ; behind
    ; (test/suite "A")
    (test "a" {1}))
  (list
    :suite-name (str ; inside
      "B")
    :expected-exit 1))
`;

  test("stand at its head, in front of the names that were overruled", () => {
    expect(prove("list", NOW_COMMENTS, OLD_COMMENTS)).toEqual([]);
  });

  test.each([
    ["lost", " ; behind", ""],
    ["doubled", "(list ; behind\n", "(list ; behind\n    ; inside\n"],
    ["lost with the name that was overruled", '    ; (test/suite "A")\n', ""],
    [
      "moved behind the tests",
      '(list ; behind\n    ; (test/suite "A")\n    (test "a" {1}))',
      '(list\n    ; (test/suite "A")\n    (test "a" {1}) ; behind\n    )',
    ],
  ])("%s is refused", (_, correct, wrong) => {
    expect(NOW_COMMENTS).toContain(correct);
    expect(prove("list", NOW_COMMENTS.replace(correct, wrong), OLD_COMMENTS)).not.toEqual([]);
  });

  test("an overruled flag that is computed has no proof", () => {
    const computed = OLD_COMMENTS.replace("(test/expect-exit true)", "(test/expect-exit (+ 0 1))");
    expect(prove("list", NOW_COMMENTS, computed)).toEqual(["proof-flags"]);
  });

  test("stand behind a list without tests", () => {
    const old = '(test/suite "A")\n(test/suite "B")\n(test/run)\n';
    const now = '(test/run {}\n    ; (test/suite "A")\n  {:suite-name "B"})\n';
    expect(prove("list", now, old)).toEqual([]);
  });
});
