// Runs of lists and pipelines with comments and line ends at any place between two tokens: the layout is
// what its proof takes, which no comment leaves.

import { expect, test } from "vitest";
import { FEBRUARY_2026 } from "../../../src/dialect/2026-02.js";
import { migrateFile } from "../../../src/kit/migrate-file.js";
import type { AnyTransform } from "../../../transforms/all-transforms.js";
import { listToSuite } from "../../../transforms/list-to-suite.js";
import { suiteToList } from "../../../transforms/suite-to-list.js";
import { fc } from "../../properties.js";

/** `·` is a gap between two tokens, `¦` one that may be empty. */
const LISTED = [
  '(test·"a"·{==·1·1}¦)',
  '(test·(str·"b"·1¦)·{do¦\n  (== "x\n y" 1)})',
  '(made·"c"¦)',
  "one",
];
const OPTIONS = [
  "",
  '·{:suite-name·"N"¦}',
  "·(list·:debug·1¦)",
  '·{:skip-suite·1·:skip-reason·"r"}',
];
const STAGES = [
  '(test/add·"a"·{==·1·1}¦)',
  '(test/add-tests·(list·(made·"c"¦)¦)¦)',
  "(test/add-tests·(list·one·two¦)¦)",
  '(test/add-all·(list·(test/add·"d"·{1}¦)¦)¦)',
];

const several = (items: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...items), { maxLength: 5 })
    .map((chosen) => chosen.map((item) => `·${item}`).join(""));

const list = fc
  .tuple(
    fc.oneof(
      several(LISTED).map((tests) => `(list${tests}¦)`),
      fc.constantFrom("tests", "(join·tests·more¦)"),
    ),
    fc.constantFrom(...OPTIONS),
  )
  .map(([tests, options]) => `(test/run·${tests}${options}¦)`);

const pipeline = fc
  .tuple(
    fc.constantFrom("", "·(test/debug·1)"),
    fc.oneof(several(STAGES), fc.constant("·(test/add-tests·tests¦)")),
    fc.constantFrom("", '·(test/skip·"r")'),
  )
  .map((stages) => `(->·(test/suite·"S"¦)${stages.join("")}·(test/run¦)¦)`);

const margin = fc.constantFrom("", "  ", "    ", "\t", "\t  ");

const gap = fc.oneof(
  { weight: 7, arbitrary: fc.constant("") },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom("\n", "\n\n"), margin) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(" ", "\n", "\n  "), fc.constant("; c\n"), margin),
  },
);

/** A text of the shape, with the gaps that it takes in turn. */
function fill(shape: string, gaps: readonly (string | readonly string[])[]): string {
  let next = 0;
  const text = shape.replaceAll(/[·¦]/g, (place) => {
    const chosen = [gaps[next++ % gaps.length] ?? ""].flat().join("");
    return chosen === "" && place === "·" ? " " : chosen;
  });
  return `${text}\n`;
}

const gaps = fc.array(gap, { minLength: 1, maxLength: 24 });

test.each<readonly [AnyTransform, fc.Arbitrary<string>]>([
  [listToSuite, list],
  [suiteToList, pipeline],
])("$name", (transform, shapes) => {
  fc.assert(
    fc.property(shapes, gaps, (shape, chosen) => {
      const source = fill(shape, chosen);
      const { status } = migrateFile(transform, source, {
        path: "test/generated.valk",
        project: { read: () => undefined, dialect: FEBRUARY_2026 },
        options: { target: "builder" },
      });
      const isFlagBroken = transform === suiteToList && status === "blocked";
      expect([source, isFlagBroken || status === "changed"]).toEqual([source, true]);
    }),
    { numRuns: 1500 },
  );
});
