// Nothing hangs and nothing overflows: what would go on forever ends as unknown.

import { describe, expect, test } from "vitest";
import { evaluateScript, makeFormCache } from "../../src/evaluator/script.js";
import { MAIN, runScript } from "./run.js";

describe("limits", () => {
  test.each([
    ["an endless loop", "(= {f} (\\ {} {f}))(= {g} (\\ {n} {g (+ n 1)}))(g 0)", "more steps"],
    ["endless recursion", "(= {g} (\\ {n} {+ 1 (g n)}))(g 0)", "limit"],
    ["nested evaluation", "(= {g} (\\ {n} {eval (list + 1 (g n))}))(g 0)", "limit"],
    ["nested loads", '(load "main.valk")', "nested deeper"],
    ["a loop that nothing stops", "(aio/run (aio/start))", "nothing stops"],
    [
      "a loop that waits for itself",
      "(def {a} (aio/start))(aio/schedule a 1 (\\ {} {aio/run a}))(aio/run a)",
      "waits for itself",
    ],
    ["a list that doubles", "(= {g} (\\ {l} {g (join l l)}))(g {1 2})", "more steps"],
    ["join without arguments", "(join)", "crashes"],
    ["a negative repeat", "(repeat + -1)", "crashes"],
    ["a huge range", "(range 0 99999999999)", "longer than the limit"],
  ])("%s is unknown", (_name, source, reason) => {
    const { exit } = runScript(source, {}, { steps: 200_000, frames: 50_000 });
    expect(exit).toHaveProperty("unknown", expect.stringContaining(reason));
  });

  test.each([
    [
      "joined",
      '(= {g} (\\ {n s} {if (== n 0) {len s} {g (- n 1) (str s s)}}))(print (g 40 "abc"))',
    ],
    [
      "replaced",
      '(= {g} (\\ {n s} {if (== n 0) {len s} {g (- n 1) (str/replace s "a" "aa")}}))(print (g 40 "a"))',
    ],
  ])("a %s string that doubles is unknown beyond the limit", (_name, source) => {
    expect(runScript(source, {}, { steps: 1e9 }).output).toBe(
      "⟨unknown: a string longer than the limit⟩\n",
    );
  });

  test("a depth of 100,000 calls works", () => {
    const source = "(= {d} (\\ {n} {if (== n 0) {0} {+ 1 (d (- n 1))}}))(print (d 100000))";
    expect(runScript(source)).toMatchObject({ output: "100000\n", exit: { status: 0 } });
  });

  test("long lists are printed, joined and compared without recursion", () => {
    const source = "(= {l} (range 0 200000))(print (len (join l l)) (== l (join {} l)))";
    expect(runScript(source).output).toBe("400000 1\n");
  });

  test("deep nesting reads and evaluates", () => {
    const depth = 20_000;
    const source = `(print ${"(+ 1 ".repeat(depth)}0${")".repeat(depth)})`;
    expect(runScript(source).output).toBe(`${depth}\n`);
  });

  test("a missing script is an error with status 0", () => {
    const result = evaluateScript({ path: "none.valk", tree: { read: () => undefined } });
    expect(result.exit).toEqual({ status: 0 });
    expect(result.error).toContain("Could not open file (none.valk)");
  });

  test("a cache of forms is filled once and used again", () => {
    const cache = makeFormCache();
    const options = { path: MAIN, tree: { read: () => "(print 1)" }, cache };
    const first = evaluateScript(options);
    expect(cache.size).toBe(1);
    expect(evaluateScript(options)).toEqual(first);
    expect(cache.size).toBe(1);
  });

  test("the error that ends a script is told", () => {
    expect(runScript('(error "é")')).toMatchObject({ error: "é", output: "Error[é]\n" });
    expect(runScript("(print 1)")).not.toHaveProperty("error");
  });
});
