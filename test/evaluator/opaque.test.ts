// Unknown values: what depends on one is unknown, what does not stays known, and a decision on
// one is never guessed.

import { describe, expect, test } from "vitest";
import { outputOf, runScript } from "./run.js";

const U = "⟨unknown: mem/heap/usage⟩\n";

describe("an opaque value", () => {
  test.each([
    ["prints as unknown", "(print (mem/heap/usage))", U],
    ["keeps the known text of its line", '(print "a" (mem/heap/usage) "b")', `a  b ${U}`],
    ["leaves other lines alone", "(print 1)(print (mem/heap/usage))(print 2)", `1\n${U}2\n`],
    ["spreads through arithmetic", "(print (+ 1 (* 2 (mem/heap/usage))))", U],
    ["spreads through comparison", "(print (< 1 (mem/heap/usage)))", U],
    ["spreads through strings", '(print (len (str "a" (mem/heap/usage))))', U],
    ["spreads through lists that hold it", "(print (list 1 (mem/heap/usage)))", U],
    ["is no part of what is known of a list", "(print (len (list 1 (mem/heap/usage))))", "2\n"],
    ["can be put in front", "(print (len (cons (mem/heap/usage) {})))", "1\n"],
    ["cannot be joined to", "(print (join {1} (mem/heap/usage)))", U],
    ["formats as unknown", '(printf "%d\\n" (mem/heap/usage))', U],
    ["makes a format unknown", "(printf (metrics/json))(print)", "⟨unknown: metrics/json⟩\n"],
    [
      "is refused where its kind cannot fit",
      '(print (printf "%s" (mem/heap/usage)))',
      "Error: printf: %s requires string argument\n",
    ],
    [
      "may end a format",
      '(printf "%s|%d\\n" (metrics/json) 1)(print)',
      "⟨unknown: metrics/json⟩\n",
    ],
    ["is no error when it cannot be one", "(print (error? (mem/heap/usage)))", "0\n"],
    ["may be an error", "(print (error? (metrics/json)))", "⟨unknown: metrics/json⟩\n"],
    ["is no list when it cannot be one", "(print (list? (mem/heap/usage)) (ref? 1))", "0 0\n"],
    [
      "differs from values of other kinds",
      '(print (== (mem/heap/usage) "a") (!= (mem/heap/usage) {}))',
      "0 1\n",
    ],
    ["does not differ from itself surely", "(= {u} (mem/heap/usage))(print (== u u))", U],
    [
      "hides behind a known difference",
      "(print (== (list (mem/heap/usage) 1) (list (mem/heap/usage) 2)))",
      "0\n",
    ],
    ["is kept in names", "(def {u} (mem/heap/usage))(= {v} u)(print v)", U],
    ["passes through functions", "(print ((\\ {x} {x}) (mem/heap/usage)))", U],
    ["is a number for `ord`", "(print (ord :k (mem/heap/usage) 1))", U],
    ["may be no operator", "(print (ord (metrics/json) 1 2))", "⟨unknown: metrics/json⟩\n"],
    [
      "makes quasiquotation unknown when it may be an error",
      "(print `(a ,(metrics/json)))",
      "⟨unknown: metrics/json⟩\n",
    ],
    ["stays in its place in a template otherwise", "(print (len `(a ,(mem/heap/usage))))", "2\n"],
    ["is inert as an expression", "(print (do (mem/checkpoint/stats) 1))", "1\n"],
    ["is inert in `eval`", "(print (eval (mem/heap/usage)))", U],
    [
      "is an unknown error in an error's message",
      '(print (error "%d"))',
      "⟨unknown: error with a % directive in its message⟩\n",
    ],
    ["comes of arithmetic on nothing", "(print (+))", "⟨unknown: + without arguments⟩\n"],
    ["comes of what `mem/stats` prints", "(mem/stats)(print)", "⟨unknown: mem/stats⟩\n"],
    ["comes of all globals", "(print (len (penv)))", "⟨unknown: penv of all globals⟩\n"],
    [
      "comes of a buffer that overflows",
      '(print (len (str (range 0 200) "abc")))',
      "⟨unknown: str, which overflows its buffer in the interpreter⟩\n",
    ],
    [
      "comes of names that some builds bind",
      "(print (error? source-line))",
      "⟨unknown: source-line⟩\n",
    ],
    [
      "comes of deadlines",
      "(do (ctx/with-deadline 500 (print (ctx/deadline-exceeded?))) 1)",
      "⟨unknown: ctx/deadline-exceeded?⟩\n",
    ],
    ["comes of traces", "(do (ctx/with :a 1 (print (trace/id))) 1)", "⟨unknown: trace/id⟩\n"],
  ])("%s", (_name, source, output) => {
    expect(outputOf(source)).toBe(output);
  });
});

describe("an unknown value in special places", () => {
  const pool = "⟨unknown: aio/pool-stats⟩\n";
  test.each([
    ["an unknown message", "(print (error (metrics/json)))", "⟨unknown: metrics/json⟩\n"],
    [
      "an unknown timeout",
      "(print (ctx/with-deadline (metrics/json) 1))",
      "⟨unknown: metrics/json⟩\n",
    ],
    ["an unknown key", "(ctx/with :a 1 (do (print (ctx/get (aio/pool-stats 1))) 1))", pool],
    ["an unknown local", "(ctx/with (aio/pool-stats 1) 1 (do (print (ctx/get :a)) 1))", pool],
    [
      "trace numbers without a parent",
      "(ctx/with :a 1 (do (print (trace/parent-span)) 1))",
      "()\n",
    ],
    ["a spliced value", "(print `(a ,@(aio/pool-stats 1)))", pool],
    ["code in a template", "(print (eval `(+ 1 ,(mem/heap/usage))))", U],
    ["an unknown list in `do`", "(print (do (aio/pool-stats 1)))", pool],
  ])("%s", (_name, source, output) => {
    expect(outputOf(source)).toBe(output);
  });
});

describe("facets", () => {
  const key = "(= {k} (if (mem/heap/usage) {:a} {:b}))";
  test.each([
    ["decide the same way twice", `${key}(print (if (== k :a) {if (== k :b) {1} {2}} {2}))`, "2\n"],
    ["are compared in each world", `${key}(print (== k :c) (!= k :c))`, "0 1\n"],
    [
      "select the same way",
      `${key}(print (select {(== k :a) (if (== k :a) {3} {4})} {1 3}))`,
      "3\n",
    ],
    ["go through arithmetic", "(= {n} (if (mem/heap/usage) {1} {2}))(print (- (+ n 1) n))", "1\n"],
    [
      "are met inside lists",
      `${key}(= {l} (list k 1))(print (if (== (head l) :a) {== (head l) :a} {== (head l) :b}))`,
      "1\n",
    ],
    [
      "are functions in a known world",
      "(= {f} (if (mem/heap/usage) {\\ {} {1}} {5}))(print (len (list (if (error? 1) {f} {0}))))",
      "1\n",
    ],
    [
      "may differ in where they stop",
      "(= {n} (if (mem/heap/usage) {1} {0}))(print (error? (/ 4 n)) (error? (/ 4 2)))",
      `0 ${U}`,
    ],
    [
      "are forgotten when there are too many",
      `(= {n} 0)${"(= {n} (if (mem/heap/usage) {+ n 1} {* n 2}))".repeat(8)}(print n)`,
      U,
    ],
  ])("%s", (_name, source, output) => {
    expect(outputOf(source)).toBe(output);
  });
});

describe("an unknown decision", () => {
  test.each([
    ["keeps what both sides agree on", "(print (if (> (mem/heap/usage) 0) {7} {7}))", "7\n"],
    ["keeps equal lists", '(print (if (mem/heap/usage) {list 1 "a"} {list 1 "a"}))', "{1 a}\n"],
    ["is unknown where they differ", "(print (if (mem/heap/usage) {1} {2}))", U],
    ["tells differing lists apart", "(print (if (mem/heap/usage) {list 1} {list 2}))", U],
    ["marks prints of one side", '(if (mem/heap/usage) {print "x"} {0})(print 1)', `${U}1\n`],
    ["prints once what both print", '(if (mem/heap/usage) {print "x"} {print "x"})', "x\n"],
    [
      "blurs names that one side binds",
      "(def {x} 1)(if (mem/heap/usage) {def {x} 2} {0})(print x)",
      U,
    ],
    [
      "keeps names that both bind alike",
      "(def {x} 1)(if (mem/heap/usage) {def {x} 2} {def {x} 2})(print x)",
      "2\n",
    ],
    [
      "undoes changes of the first side",
      "(def {x} 1)(if (mem/heap/usage) {def {x} 2} {print x})(print 3)",
      `${U}3\n`,
    ],
    ["blurs names that are new", "(if (mem/heap/usage) {def {x} 2} {0})(print (error? x))", U],
    [
      "blurs atoms",
      "(def {a} (atom 1))(if (mem/heap/usage) {atom/add! a 1} {0})(print (atom/get a))",
      U,
    ],
    [
      "spares atoms that both change alike",
      "(def {a} (atom 1))(if (mem/heap/usage) {atom/add! a 1} {atom/add! a 1})(print (atom/get a))",
      "2\n",
    ],
    ["takes the first side when it cannot be false", "(print (if (aio/start) {1} {2}))", "1\n"],
    ["takes the second side when it is nil", "(print (if (mem/gc/stats) {1} {2}))", "2\n"],
    [
      "is an error or the first side where it cannot be false",
      '(print (error? (if (metrics/counter "a") {1} {2})))',
      "⟨unknown: metrics/counter⟩\n",
    ],
    ["is an error where it can only be one", '(print (error? (if (error "%d") {1} {2})))', "1\n"],
    ["nests", "(print (if (mem/heap/usage) {if (mem/heap/usage) {1} {1}} {1}))", "1\n"],
    [
      "is made by `select` too",
      "(print (select {(mem/heap/usage) 1} {1 1}) (select {(mem/heap/usage) 1} {1 2}))",
      `1 ${U}`,
    ],
    [
      "may be an error in `select`",
      "(print (select {(metrics/json) 1} {1 1}))",
      "⟨unknown: metrics/json⟩\n",
    ],
    ["is made by the function `if`", "(= {i} if)(print (i (mem/heap/usage) {4} {4}))", "4\n"],
    [
      "is made where a body may end early",
      "(print ((\\ {} {(metrics/json) (+ 1 1)})))",
      "⟨unknown: metrics/json⟩\n",
    ],
    ["is not made where `do` goes on anyway", "(print (do (metrics/json) 5))", "5\n"],
    [
      "is made where a call may not happen",
      '(= {f} (if (mem/heap/usage) {error "a"} {error "b"}))(print (error? (f 1)))',
      "1\n",
    ],
    [
      "gives a number where both are numbers",
      "(print (error? (if (mem/heap/usage) {1} {2})))",
      "0\n",
    ],
  ])("%s", (_name, source, output) => {
    expect(outputOf(source)).toBe(output);
  });

  test.each([
    ["both sides end the process alike", "(if (mem/heap/usage) {exit 3} {exit 3})", { status: 3 }],
    [
      "both end it with other statuses",
      "(if (mem/heap/usage) {exit 3} {exit 4})",
      { unknown: "mem/heap/usage" },
    ],
    ["only one side ends it", "(if (mem/heap/usage) {exit 3} {0})", { unknown: "mem/heap/usage" }],
    ["an unknown status", "(exit (mem/heap/usage))", { unknown: "mem/heap/usage" }],
    ["an unknown status of shutdown", "(shutdown (mem/heap/usage))", { unknown: "mem/heap/usage" }],
    [
      "exits in nested decisions",
      "(if (mem/heap/usage) {if (mem/heap/usage) {exit 1} {exit 1}} {exit 1})",
      { status: 1 },
    ],
    [
      "a form that may be the error that ends the script",
      "(metrics/json)",
      { unknown: "metrics/json" },
    ],
    ["a form that cannot be an error", "(mem/heap/usage)", { status: 0 }],
    [
      "calling what may be a function",
      "(= {f} (if (mem/heap/usage) {\\ {x} {x}} {\\ {x} {0}}))(f 1)",
      { unknown: "mem/heap/usage" },
    ],
    [
      "calling it without arguments",
      "(= {f} (if (mem/heap/usage) {\\ {} {1}} {\\ {} {0}}))(f)",
      { unknown: "mem/heap/usage" },
    ],
    [
      "evaluating what may be code",
      "(= {c} (if (mem/heap/usage) {quote {f 1}} {quote {g 1}}))(eval c)",
      { unknown: "mem/heap/usage" },
    ],
    [
      "a function given away",
      "(metrics/registry-json (\\ {} {1}))",
      { unknown: "metrics/registry-json" },
    ],
    [
      "a function given away in a list",
      "(metrics/registry-json (list 1 (list +)))",
      { unknown: "metrics/registry-json" },
    ],
    ["an unknown name to bind", "(def (metrics/json) 1)", { unknown: "metrics/json" }],
    ["an unknown path to load", "(load (metrics/json))", { unknown: "metrics/json" }],
    ["unknown parameters", "(\\ (metrics/json) {1})", { unknown: "metrics/json" }],
    ["an unknown count to repeat", "(repeat + (mem/heap/usage))", { unknown: "mem/heap/usage" }],
    ["an unknown clause", "(select (metrics/json))", { unknown: "metrics/json" }],
    [
      "unknown branches of the function `if`",
      "(= {i} if)(i 1 (metrics/json) {})",
      { unknown: "metrics/json" },
    ],
    [
      "changing an atom that nobody knows",
      "(= {a} (if (mem/heap/usage) {atom 1} {atom 2}))(atom/set! a 1)",
      { unknown: "mem/heap/usage" },
    ],
    [
      "timers in one world only",
      "(def {a} (aio/start))(if (mem/heap/usage) {aio/schedule a 1 +} {0})",
      { unknown: "mem/heap/usage" },
    ],
    [
      "an unknown callback",
      "(aio/schedule (aio/start) (mem/heap/usage) +)",
      { unknown: "mem/heap/usage" },
    ],
    [
      "an interval that may stop",
      "(def {a} (aio/start))(aio/interval a 1 (\\ {} {if (mem/heap/usage) {:stop} {1}}))(aio/run a)",
      { unknown: "mem/heap/usage" },
    ],
    ["a name that is no symbol", "(def {1} 2)", { unknown: "a definition of what is no symbol" }],
  ])("ends with %s", (_name, source, exit) => {
    expect(runScript(source).exit).toEqual(exit);
  });

  test("too many inside each other end the evaluation", () => {
    const source = "(= {f} (\\ {n} {if (mem/heap/usage) {f (+ n 1)} {0}}))(print 1)(f 0)(print 2)";
    const result = runScript(source);
    expect(result.exit).toEqual({ unknown: "mem/heap/usage" });
    expect(result.output).toBe(`1\n${U}`);
  });

  test("reading an atom that nobody knows is unknown only", () => {
    const source = "(= {a} (if (mem/heap/usage) {atom 1} {atom 2}))(print (atom/get a))(print 1)";
    expect(outputOf(source)).toBe(`${U}1\n`);
  });

  test("atoms take unknown numbers, and what may be none leaves them unknown", () => {
    const source =
      "(= {a} (atom (mem/heap/usage)))(print (atom/get a))(= {b} (atom 1))(atom/add! b (mem/heap/usage))" +
      "(print (atom/get b))(= {c} (atom 1))(print (error? (atom/set! c (aio/pool-stats 1))))(print (atom (aio/pool-stats 1)))";
    const pool = "⟨unknown: aio/pool-stats⟩\n";
    expect(outputOf(source)).toBe(U + U + pool + pool);
  });

  test("`load` prints an unknown error perhaps, and goes on", () => {
    const files = { "lib.valk": "(metrics/json)\n(def {x} 1)" };
    expect(outputOf('(load "lib.valk")(print x)', files)).toBe("⟨unknown: metrics/json⟩\n1\n");
  });
});
