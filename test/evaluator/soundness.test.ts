// The promise of unknown values, on generated programs: whatever the evaluator tells as known of a
// program with an unknown number is so for every number in its place.

import fc from "fast-check";
import { expect, test } from "vitest";
import { runScript } from "./run.js";

const UNKNOWN = "(mem/heap/usage)";
/** Programs may call themselves without end. */
const LIMITS = { steps: 20_000 };
const NUMBERS = ["0", "1", "2", "7"];

interface Levels {
  readonly number: string;
  readonly list: string;
  readonly step: string;
}

/** Programs over globals `x`, `y`, an atom `a`, a list `l`, a function `f`, and the unknown. */
const { step } = fc.letrec<Levels>((tie) => ({
  number: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      "0",
      "1",
      "2",
      "x",
      "y",
      UNKNOWN,
      UNKNOWN,
      "(atom/get a)",
      "(head l)",
      "(len l)",
    ),
    fc
      .tuple(fc.constantFrom("+", "*", "-", "/", "==", "<"), tie("number"), tie("number"))
      .map(call),
    fc.tuple(fc.constant("f"), tie("number")).map(call),
    branch(tie("number"), tie("number")),
    fc.tuple(tie("number"), tie("number")).map(([a, b]) => `(select {${a} ${b}} {1 ${a}})`),
    fc.tuple(tie("step"), tie("number")).map(([a, b]) => `((\\ {} {${a} (+ 0 ${b})}))`),
    fc.tuple(tie("number"), tie("list")).map(([a, b]) => `(== (list ${a}) ${b})`),
    tie("number").map((value) => `(error? ${value})`),
  ),
  list: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("l", "{1 2}", "{}"),
    fc.tuple(tie("number"), tie("list")).map(([a, b]) => `(join (list ${a}) ${b})`),
    branch(tie("number"), tie("list")),
    tie("number").map((value) => `\`(1 ,${value})`),
  ),
  step: fc.oneof(
    { maxDepth: 4 },
    tie("number").map((value) => `(print ${value})`),
    tie("list").map((value) => `(print ${value})`),
    fc
      .tuple(fc.constantFrom("x", "y"), tie("number"))
      .map(([name, value]) => `(def {${name}} ${value})`),
    tie("list").map((value) => `(def {l} ${value})`),
    tie("number").map((value) => `(atom/add! a ${value})`),
    fc
      .tuple(fc.constantFrom("+", "*"), tie("number"))
      .map(([op, n]) => `(def {f} (\\ {n} {${op} n ${n}}))`),
    fc
      .tuple(tie("number"), tie("step"), tie("step"))
      .map(([c, a, b]) => `(if ${c} {do ${a} 1} {do ${b} 2})`),
    fc.tuple(tie("step"), tie("step")).map(([a, b]) => `(do ${a} ${b} 1)`),
    fc
      .tuple(tie("number"), fc.constantFrom("3", "4"))
      .map(([c, n]) => `(if ${c} {exit ${n}} {exit 3})`),
  ),
}));

function call(parts: readonly unknown[]): string {
  return `(${parts.join(" ")})`;
}

function branch(condition: fc.Arbitrary<unknown>, value: fc.Arbitrary<unknown>) {
  return fc.tuple(condition, value, value).map(([c, a, b]) => `(if ${c} {do ${a}} {do ${b}})`);
}

const START = "(def {x y l} 1 2 {1 2})(def {a} (atom 1))(def {f} (\\ {n} {+ n 1}))\n";

/** Whether the lines occur in the text in this order. */
function occur(lines: readonly string[], text: string): boolean {
  let at = 0;
  for (const line of text.split("\n")) {
    if (line === lines[at]) {
      at++;
    }
  }
  return at >= lines.length;
}

test("what is known holds for every value of the unknown", { timeout: 60_000 }, () => {
  let known = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
      const source = START + steps.map((each) => `(do ${each} 1)`).join("\n");
      const told = runScript(source, {}, LIMITS);
      const lines = told.output.split("\n").filter((line) => !line.includes("⟨unknown"));
      for (const number of NUMBERS) {
        const actual = runScript(source.replaceAll(UNKNOWN, number), {}, LIMITS);
        if ("unknown" in actual.exit) {
          continue;
        }
        if ("status" in told.exit) {
          known++;
          expect(actual.exit).toEqual(told.exit);
        }
        if (told.output.includes("⟨unknown")) {
          expect(occur(lines.slice(0, -1), actual.output)).toBe(true);
        } else if ("status" in told.exit) {
          expect(actual.output).toBe(told.output);
        } else {
          expect(actual.output.startsWith(told.output)).toBe(true);
        }
      }
    }),
    { seed: 7, numRuns: 250 },
  );
  // The property is worth little if everything is unknown.
  expect(known).toBeGreaterThan(250);
});
