// Tabs and spaces in one file, in one form even: each line moves as the first of its form does, which
// the proof sees.

import { describe, expect, test } from "vitest";
import { FEBRUARY_2026 } from "../../src/dialect/2026-02.js";
import { migrateFile } from "../../src/kit/migrate-file.js";
import type { AnyTransform } from "../../transforms/all-transforms.js";
import { defineToSuite } from "../../transforms/define-to-suite.js";
import { listToSuite } from "../../transforms/list-to-suite.js";
import { suiteToList } from "../../transforms/suite-to-list.js";
import { fc } from "../properties.js";
import { projectOf, readFixtures } from "./define-to-suite/fixtures.js";

/** What each line begins with, over and over. */
const margins = fc.array(
  fc.constantFrom("", "\t", "\t\t", "  ", "    ", "      ", "  \t", "\t  ", " \t"),
  { minLength: 1, maxLength: 8 },
);

/** The text with other blanks in front of its lines; empty lines stay empty. */
function indented(source: string, chosen: readonly string[]): string {
  let line = 0;
  return source.replaceAll(
    /^[ \t]*(?=[^ \t\r\n])/gm,
    () => chosen[line++ % chosen.length] as string,
  );
}

function failuresOf(
  transform: AnyTransform,
  source: string,
  target: "builder" | "list",
): readonly string[] {
  const project =
    transform === defineToSuite ? projectOf() : { read: () => undefined, dialect: FEBRUARY_2026 };
  const context = { path: "test/mixed.valk", project, options: { target } };
  const result = migrateFile(transform, source, context);
  return result.status === "failed" ? result.failures.map(({ code }) => code) : [];
}

const WAYS = [
  [defineToSuite, "builder"],
  [defineToSuite, "list"],
  [listToSuite, "builder"],
  [suiteToList, "builder"],
] as const;

describe.each(WAYS)("$name", (transform, target) => {
  test.each(readFixtures(transform.name))(`${target}: $name`, ({ input }) => {
    fc.assert(
      fc.property(margins, (chosen) => {
        const source = indented(input, chosen);
        expect([source, failuresOf(transform, source, target)]).toEqual([source, []]);
      }),
      { numRuns: 10 },
    );
  });
});

test("a tab in front of a test, and spaces in front of its body", () => {
  const source = '(test/run (list\n\t(test "a"\n    {== 1 1})))\n';
  expect(failuresOf(listToSuite, source, "builder")).toEqual([]);
  const old = '\t(test/define "a"\n    {== 1 1})\n(test/run)\n';
  expect(failuresOf(defineToSuite, old, "builder")).toEqual([]);
  expect(failuresOf(defineToSuite, old, "list")).toEqual([]);
});

// Lines that have too little of a mixed margin to show what it is exchanged for.
const BEHIND_MIXED: Readonly<Record<string, string>> = {
  "comments above a run": '(test/define "a" {true})\n\n; one\n    ; two\n \t(test/run)\n',
  "a suite's name on its own line":
    ' \t(test/suite ; why\n(str "S"\n  \t2))\n(test/define "a" {true})\n(test/run)\n',
  "a comment between the tests of a group":
    '(do\n \t(test/define "a" {true})\n  ; note\n(test/define "b" {true}))\n(test/run)\n',
};

describe.each(["builder", "list"] as const)("behind a mixed margin, as a %s", (target) => {
  test.each(Object.entries(BEHIND_MIXED))("%s", (_, source) => {
    expect(failuresOf(defineToSuite, source, target)).toEqual([]);
  });
});

test("an indented header that a blank line sets off from the comment above the suite", () => {
  const source =
    '  ; header\n\n ; above\n  (test/suite "A")\n(test/define "a" {true})\n(test/run)\n';
  expect(failuresOf(defineToSuite, source, "builder")).toEqual([]);
});
