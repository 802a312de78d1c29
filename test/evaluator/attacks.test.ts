// One body must not bring a run down: work of every kind counts as steps, sizes included, so that
// what would fill the memory or go on forever ends as unknown, and soon.

import { describe, expect, test } from "vitest";
import { runScript } from "./run.js";

const DOUBLE = "(= {g} (\\ {n l} {if (== n 0) {l} {g (- n 1) (list l l)}}))";

const ATTACKS: Readonly<Record<string, string>> = {
  "prints of a megabyte": '(def {m} (make-string 1000000 "x"))(repeat (\\ {n} {print m}) 600)',
  "fifty big lists": "(def {r} (repeat (\\ {n} {range 0 5000000}) 50))",
  "lists that are kept": "(= {g} (\\ {n acc} {g (+ n 1) (cons (range 0 1000) acc)}))(g 0 {})",
  "strings that are kept": '(= {g} (\\ {s acc} {g (str s "x") (cons s acc)}))(g "abc" {})',
  "shared structures compared": `${DOUBLE}(print (== (g 60 {1}) (g 60 {1})))`,
  "shared structures told apart": `${DOUBLE}(print (!= (list (g 60 {1}) 1) (list (g 60 {1}) 2)))`,
  "a schedule without end":
    "(def {a} (aio/start))(def {f} (\\ {} {aio/schedule a 0 f}))(f)(aio/run a)",
  "schedules that double":
    "(def {a} (aio/start))(def {f} (\\ {} {(aio/schedule a 0 f) (aio/schedule a 0 f)}))(f)(aio/run a)",
  "an interval without end": "(def {a} (aio/start))(aio/interval a 9000 (\\ {} {1}))(aio/run a)",
  "a far future":
    "(def {a} (aio/start))(aio/schedule a 99999999999 (\\ {} {aio/stop a}))(aio/run a)",
  "joins that grow": "(= {g} (\\ {l} {g (join l {1})}))(g {1})",
  "a long list measured": "(def {l} (range 0 100000))(= {g} (\\ {n} {(len l) (g n)}))(g 0)",
  "a call of many arguments":
    "(def {l} (join {+} (range 0 50000)))(= {g} (\\ {n} {do (eval l) (g n)}))(g 0)",
  "a string in many parts": '(def {x} (str/split (make-string 400000 "x,") ","))',
  "a replacement that grows": '(def {x} (str/replace (make-string 400000 "x") "x" "0123456789ab"))',
  "a big text read": '(read (make-string 400000 "(a) "))',
  "many texts read": "(= {g} (\\ {n} {(read (str n)) (g (+ n 1))}))(g 0)",
  "spliced lists": "(def {l} (range 0 1000))(= {g} (\\ {n} {do `(,@l) (g n)}))(g 0)",
  "many waiters":
    "(def {a} (aio/start))(def {h} (aio/sleep a 10))(= {g} (\\ {n} {(aio/then h (\\ {x} {x})) (g n)}))(g 0)",
  "contexts inside each other": "(= {g} (\\ {n} {ctx/with :k n (g (+ n 1))}))(g 0)",
  "unknown lists":
    "(def {u} (mem/heap/usage))(def {l} (range 0 9000))(= {g} (\\ {n} {(def {z} (if (> u n) {join l {1}} {join l {2}})) (g (+ n 1))}))(g 0)",
};

describe("ends as unknown", () => {
  test.each(Object.entries(ATTACKS))("%s", (_name, source) => {
    const { exit } = runScript(source, {}, { steps: 200_000, frames: 20_000 });
    expect(exit).toHaveProperty("unknown", expect.stringMatching(/than the (?:limit|interp)/));
  });
});

test("a shared structure prints as far as the interpreter's buffer goes", () => {
  const { output, exit, steps } = runScript(`${DOUBLE}(print (g 60 {1}))`);
  expect(output.length).toBeLessThan(258);
  expect(exit).toEqual({ status: 0 });
  expect(steps).toBeLessThan(1_000);
});

test("what a depth of lists cannot be merged is unknown", () => {
  const source = `(def {u} (mem/heap/usage))(= {n} (\\ {k l} {if (== k 0) {l} {n (- k 1) (list l)}}))
(def {z} (if (> u 1) {n 400 1} {n 400 2}))(print (len z))(print z)`;
  const { output, exit } = runScript(source);
  expect(output.split("\n")[0]).toBe("1");
  expect(output).toContain("⟨unknown: mem/heap/usage⟩");
  expect(exit).toEqual({ status: 0 });
});
