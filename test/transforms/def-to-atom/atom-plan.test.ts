import { describe, expect, test } from "vitest";
import { applyEdits } from "../../../src/edit/edit.js";
import { atomPlanOf } from "../../../transforms/def-to-atom/atom-plan.js";

const listed = (files: Readonly<Record<string, string>>) => ({
  read: (path: string) => files[path],
  paths: () => Object.keys(files),
});

function atomized(source: string, others: Readonly<Record<string, string>> = {}) {
  const { edits, left } = atomPlanOf("a.valk", source, listed({ ...others, "a.valk": source }));
  return {
    newText: applyEdits(source, edits),
    reasons: left.map(({ name, reason }) => `${name}: ${reason}`),
  };
}

const timer = (form: string): string => `(aio/interval aio 1 (\\ {} {do ${form} 1}))`;
const body = (text: string): string => `(test/define "t" ${text})`;

describe("becomes an atom", () => {
  test.each<[string, string, string]>([
    [
      "a counter",
      `(def {n} 0)\n${timer("(def {n} (+ n 1))")}\n(println n)`,
      `(def {n} (atom 0))\n${timer("(atom/add! n 1)")}\n(println (atom/get n))`,
    ],
    [
      "a counter with its amount first",
      `(def {n} 0)\n${timer("(def {n} (+ 2 n))")}`,
      `(def {n} (atom 0))\n${timer("(atom/add! n 2)")}`,
    ],
    [
      "a countdown",
      `(def {n} 9)\n${timer("(def {n} (- n 1))")}`,
      `(def {n} (atom 9))\n${timer("(atom/sub! n 1)")}`,
    ],
    [
      "a flag",
      `(def {done} false)\n${timer("(def {done} true)")}\n(if done {1} {2})`,
      `(def {done} (atom false))\n${timer("(atom/set! done true)")}\n(if (atom/get done) {1} {2})`,
    ],
    [
      "any other number",
      `(def {n} 1)\n${timer("(def {n} (* n (+ n 1)))")}`,
      `(def {n} (atom 1))\n${timer("(atom/set! n (* (atom/get n) (+ (atom/get n) 1)))")}`,
    ],
    [
      "a form whose value is used",
      "(def {n} 0)\n(aio/interval aio 1 (\\ {} {def {n} (+ n 1)}))\n(aio/interval aio 1 (\\ {} {(def {n} 3)}))",
      "(def {n} (atom 0))\n(aio/interval aio 1 (\\ {} {do (atom/add! n 1) ()}))\n(aio/interval aio 1 (\\ {} {(do (atom/set! n 3) ())}))",
    ],
    [
      "a counter of one body",
      body(
        "{do (def {n} 0) (map (\\ {x} {do (def {n} (+ n x)) (def {n} (+ n 1)) 1}) {1 2}) (== n 2)}",
      ),
      body(
        "{do (= {n} (atom 0)) (map (\\ {x} {do (atom/set! n (+ (atom/get n) x)) (atom/add! n 1) 1}) {1 2}) (== (atom/get n) 2)}",
      ),
    ],
    [
      "forms side by side",
      `(def {a} 0)(def {b} 0)\n${timer("(def {a} 1)(def {b} 2)")}`,
      `(def {a} (atom 0))(def {b} (atom 0))\n${timer("(atom/set! a 1)(atom/set! b 2)")}`,
    ],
  ])("%s", (_, source, expected) => {
    expect(atomized(source)).toEqual({ newText: expected, reasons: [] });
  });

  test("a handler in front of the first binding, which nothing calls before it", () => {
    const source = `(fun {start aio} {aio/interval aio 10 (\\ {} {def {n} (+ n 1)})})\n(def {n} 0)\n(start 1)`;
    expect(atomized(source).reasons).toEqual([]);
  });

  test("not what only the main thread's functions change", () => {
    const source = "(def {n} 0)\n(fun {bump x} {def {n} (+ n x)})\n(bump 1)";
    expect(atomized(source)).toEqual({ newText: source, reasons: [] });
  });
});

describe("stays", () => {
  test.each<[string, string, string]>([
    [
      "a list",
      `(def {l} {})\n${timer("(def {l} (join l {1}))")}`,
      "l: it does not begin as a number",
    ],
    [
      "perhaps something else later",
      `(def {n} 0)\n${timer("(def {n} (f 1))")}`,
      "n: it may be bound to something other",
    ],
    [
      "a function waiting for more",
      `(def {n} 0)\n${timer("(def {n} (+ 1))")}`,
      "n: it may be bound to something other",
    ],
    [
      "bound to nothing",
      `(def {n} 0)\n${timer("(def {n})")}`,
      "n: it may be bound to something other",
    ],
    [
      "several names",
      `(def {n m} 0 0)\n${timer("(def {n} 1)")}`,
      "n: it is not bound by a def of its own",
    ],
    [
      "a name behind a quote",
      `(def {n} 0)\n${timer("(def 'n 1)")}`,
      "n: a def of it has its name behind a quote",
    ],
    ["bound by fun", `(def {n} 0)\n${timer("(def {n} 1)")}\n(fun {n x} {x})`, "n: it may be bound"],
    [
      "a comment inside",
      `(def {n} ; count\n 0)\n${timer("(def {n} 1)")}`,
      "n: a comment stands inside",
    ],
    [
      "a value used that may be an error",
      `(def {n} 0)\n(aio/interval aio 1 (\\ {} {def {n} (+ n (f))}))`,
      "n: the value of a def itself is used",
    ],
    ["quoted", `(def {n} 0)\n${timer("(def {n} 1)")}\n'(n)`, "n: it is named in quoted data"],
    ["called", `(def {n} 0)\n${timer("(def {n} 1)")}\n(n 1)`, "n: it is called"],
    [
      "dynamic code",
      `(def {n} 0)\n${timer('(def {n} 1) (eval (read "n"))')}`,
      "n: a body that uses it evaluates code",
    ],
    [
      "bound twice at top level",
      `(def {n} 0)\n(def {n} 1)\n${timer("(def {n} 1)")}`,
      "n: it is bound more than once",
    ],
    [
      "bound conditionally",
      `(if c {def {n} 0} {0})\n${timer("(def {n} 1)")}`,
      "n: it is bound more than once, or conditionally",
    ],
    [
      "a local read in a let",
      body("{do (def {n} 0) (map (\\ {x} {do (def {n} 1) 1}) {1}) (let {n})}"),
      "n: it is used where a local would not be seen",
    ],
    [
      "a local read before",
      body("{do (println n) (def {n} 0) (map (\\ {x} {do (def {n} 1) 1}) {1})}"),
      "n: it is used before it is bound",
    ],
    [
      "a local read elsewhere",
      `${body("{do (def {n} 0) (map (\\ {x} {do (def {n} 1) 1}) {1})}")}\n(println n)`,
      "n: it is read elsewhere",
    ],
    [
      "a local of a parameter's name",
      "(fun {f n} {do (def {n} 0) (map (\\ {x} {do (def {n} 1) 1}) {1})})",
      "n: a parameter or = binds",
    ],
    [
      "a local of the runner",
      body("{do (def {test} 0) (map (\\ {x} {do (def {test} 1) 1}) {1})}"),
      "test: the function that evaluates",
    ],
    [
      "a function that calls itself",
      "(fun {f x} {do (def {n} 0) (map (\\ {x} {do (def {n} 1) 1}) {1}) (f 1) n})",
      "n: a function that the body may call",
    ],
    [
      "callbacks of two bodies",
      `${body("{do (def {n} 0) (aio/schedule aio 1 (\\ {} {do (println n) (def {n} 1) 1})) 1}")}\n${body("{do (def {n} 0) 1}")}`,
      "n: a callback reads it later",
    ],
    [
      "a name of the language",
      `(def {len} 0)\n${timer("(def {len} 1)")}`,
      "len: it is a name of the language",
    ],
    [
      "named in a string that is read as code",
      `(def {n} 0)\n${timer("(def {n} 1)")}\n(fun {peek text} {eval (read text)})\n(println (peek "n"))`,
      "n: a string names it, which may be read as code",
    ],
    [
      "a parameter of the same name",
      `(def {n} 0)\n${timer("(def {n} 1)")}\n(fun {f n} {+ n 1})`,
      "n: another function has a parameter or local of this name (a.valk:3)",
    ],
    [
      "a local of the same name",
      `(def {n} 0)\n${timer("(def {n} 1)")}\n(fun {f x} {do (= {n} x) (+ n 1)})`,
      "n: another function has a parameter or local of this name (a.valk:3)",
    ],
    [
      "read before it is bound",
      `(println n)\n(def {n} 0)\n${timer("(def {n} 1)")}`,
      "n: it is read before it is bound (a.valk:1)",
    ],
    [
      "bound by a function that is called before",
      `(fun {f l} {map (\\ {x} {def {n} 2}) l})\n(f {2})\n(def {n} 0)\n(println n)`,
      "n: a function that may run before it is bound uses it (a.valk:1)",
    ],
    [
      "bound by a nameless function before",
      `(fun {each f l} {f (head l)})\n(each (\\ {x} {def {n} 1}) {2})\n(def {n} 0)\n(println n)`,
      "n: a function that may run before it is bound uses it (a.valk:2)",
    ],
    [
      "bound by a nameless function that the language calls before",
      `(println (map (\\ {x} {def {n} 1}) {2}))\n(def {n} 0)\n(println n)`,
      "n: a function that may run before it is bound uses it (a.valk:1)",
    ],
    [
      "atoms of the program's own",
      `(fun {atom/add! a b} {b})\n(def {n} 0)\n${timer("(def {n} (+ n 1))")}`,
      "n: the program defines atom/add! itself",
    ],
    [
      "a counter of a function that runs again before its callbacks",
      "(fun {f x} {do (def {n} 0) (aio/schedule aio 1 (\\ {} {def {n} (+ n 1)})) 1})",
      "n: a function made here may use it when the body has run again",
    ],
    [
      "a counter that a function answers",
      "(fun {f x} {do (def {n} 0) (\\ {y} {do (def {n} (+ n 1)) n})})",
      "n: a function made here may use it when the body has run again",
    ],
    [
      "a test behind it that relies on the leak",
      `${body("{do (def {n} 0) (map (\\ {x} {do (def {n} 1) 1}) {1})}")}\n${body("{do (def {n} (g 1)) n}")}`,
      "n: it is read elsewhere, where another def fails",
    ],
  ])("%s", (_, source, reason) => {
    const { newText, reasons } = atomized(source);
    expect(newText).toBe(source);
    expect(reasons.join("\n")).toContain(reason);
  });

  test("a name that another file uses", () => {
    const loader = { "b.valk": '(load "a.valk")\n(println n)' };
    const { reasons } = atomized(`(def {n} 0)\n${timer("(def {n} 1)")}`, loader);
    expect(reasons).toEqual(["n: another file uses the name (b.valk:2)"]);
  });

  test("where other files are not known", () => {
    const source = `(def {n} 0)\n${timer("(def {n} 1)")}`;
    const { left } = atomPlanOf("a.valk", source, { read: () => undefined });
    expect(left[0]?.reason).toBe("other files that may use it are not known");
  });
});
