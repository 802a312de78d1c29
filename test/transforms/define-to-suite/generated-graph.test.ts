import { describe, expect, test } from "vitest";
import { makeFormCache } from "../../../src/evaluator/script.js";
import { fc } from "../../properties.js";
import { type Files, MODULES, newTexts, outcomes, planRepository } from "./graph-fixtures.js";

const cache = makeFormCache();

let count = 0;
const fresh = (): string => `t${count++}`;

const HELPERS = `; helpers of all suites
(fun {case name body} {test/define name body})
(fun {swapped body name} {case name body})
(fun {either flag name} {if flag {case name {true}} {test/define name {== 1 2}}})
`;

/** A form that registers one test or more. */
const registering = fc
  .constantFrom("direct", "failing", "helper", "swapped", "condition", "loop", "group", "built")
  .map((kind) => {
    const name = fresh();
    return {
      direct: `(test/define "${name}" {== (+ 1 2) 3})`,
      failing: `(test/define "${name}"\n  ; fails\n  {== 1 2})`,
      helper: `(case "${name}" {== 1 1}) ; helped`,
      swapped: `(swapped {== 1 1} "${name}")`,
      condition: `(if (== 1 1) {either 0 "${name}"} {})`,
      loop: `(map (\\ {n} {either 1 (str "${name}" n)}) (list 1 2))`,
      group: `(do\n  (test/define "${name}" {true})\n  (case "${name}b" {true}))`,
      built: `(case (str "${name}" "-" ${count}) {true})`,
    }[kind] as string;
  });

/** Anything that stands between: nothing, comments, a definition of a name of its own. */
const between = fc
  .constantFrom("\n", "\n\n", "\n; a note\n", "\n\n; ==== section ====\n\n", "definition")
  .map((text) => (text === "definition" ? `\n(def {${fresh()}-value} 1)\n` : text));

interface Shape {
  /** The parts that each part loads, and the positions of these loads; only of later parts. */
  readonly parts: readonly (readonly (string | number)[])[];
  readonly runners: readonly (readonly (string | number)[])[];
}

const pieces = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.tuple(registering, between).map(([form, gap]) => form + gap) },
    { weight: 1, arbitrary: fc.nat(5) },
  ),
  { minLength: 1, maxLength: 5 },
);

const shape: fc.Arbitrary<Shape> = fc.record({
  parts: fc.array(pieces, { minLength: 1, maxLength: 4 }),
  runners: fc.array(pieces, { minLength: 1, maxLength: 3 }),
});

/** The program of a shape; every part that no runner reaches is loaded by the first. */
function programOf({ parts, runners }: Shape): Files {
  const write = (own: readonly (string | number)[], first: number): string =>
    own
      .map((piece) => {
        const target = typeof piece === "number" ? first + piece : -1;
        const isLoad = typeof piece === "number";
        return isLoad && target < parts.length
          ? `(load "test/part_${target}.valk")\n`
          : isLoad
            ? ""
            : piece;
      })
      .join("");
  const header = '(load "src/prelude.valk")\n(load "src/modules/test.valk")\n';
  const files: Record<string, string> = { "test/lib/helpers.valk": HELPERS };
  for (const [at, part] of parts.entries()) {
    const text = `(load "test/lib/helpers.valk")\n${write(part, at + 1)}`;
    files[`test/part_${at}.valk`] = `${text}(test/define "of part ${at}" {true})\n`;
  }
  for (const [at, runner] of runners.entries()) {
    const all = parts.map((_, part) => `(load "test/part_${part}.valk")\n`).join("");
    files[`test/test_${at}.valk`] =
      `${header}(load "test/lib/helpers.valk")\n(test/suite "Suite ${at}")\n` +
      `${write(runner, 0)}${at === 0 ? all : ""}\n; go\n(test/run {})\n`;
  }
  return files;
}

const program = shape.map(programOf);

describe("generated programs whose files load each other", () => {
  test("run the same tests before and after, and are left alone by a second run", () => {
    fc.assert(
      fc.property(program, (files) => {
        const changed = newTexts(planRepository(files, "builder"));
        expect(Object.keys(changed).sort()).toEqual(Object.keys(files).sort());
        const after = { ...files, ...changed };
        for (const path of Object.keys(files).filter((file) => file.includes("test_"))) {
          const before = outcomes(path, files, MODULES.old, cache);
          expect(before.length).toBeGreaterThan(path.endsWith("test_0.valk") ? 0 : -1);
          expect(outcomes(path, after, MODULES.final, cache)).toEqual(before);
          expect(outcomes(path, after, MODULES.compat, cache)).toEqual(before);
        }
        expect(planRepository(after, "builder").totals).toMatchObject({ changed: 0, blocked: 0 });
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  test("are proven for the list target as well, which a second run leaves alone", () => {
    fc.assert(
      fc.property(program, (files) => {
        const changed = newTexts(planRepository(files, "list"));
        expect(Object.keys(changed).sort()).toEqual(Object.keys(files).sort());
        const { totals } = planRepository({ ...files, ...changed }, "list");
        expect(totals).toMatchObject({ changed: 0, blocked: 0 });
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
