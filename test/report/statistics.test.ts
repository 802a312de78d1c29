import { expect, test } from "vitest";
import type { PlannedFile } from "../../src/outcome/planned-file.js";
import { addFile, formatStatistics, NO_STATISTICS } from "../../src/report/statistics.js";
import { createStyle } from "../../src/text/style.js";
import { migrated } from "../review/migrations.js";

const changed = (source: string): PlannedFile => {
  const { findings, ...change } = migrated(source);
  return {
    ...change,
    path: "a.valk",
    findings: findings.map((found) => ({ ...found, line: 1, column: 1 })),
  };
};

const show = (files: readonly PlannedFile[], columns?: number): string =>
  formatStatistics(
    files.reduce(addFile, NO_STATISTICS),
    [
      { name: "finding files", milliseconds: 12 },
      { name: "migrating and proving", milliseconds: 3456 },
    ],
    { style: createStyle(false), columns },
  );

const twice = `(test/suite "S")
(test/define "same" {do
  true})
(test/define "same" {false})
(test/run)
`;

test("statistics sum up changes, lines and findings", () => {
  const { rewrite: _, ...rest } = migrated('(test/define "a" {true})\n(test/run)\n');
  const edits = [{ span: { start: 0, end: rest.source.length }, newText: "(b)\n" }];
  const replaced = { ...rest, newText: "(b)\n", edits, findings: [] } satisfies PlannedFile;
  const [found] = migrated(twice).findings;
  const blocked: PlannedFile = {
    status: "blocked",
    path: "b.valk",
    tests: { old: 1, new: 0 },
    findings: found ? [{ ...found, code: "several-runs", line: 1, column: 1 }] : [],
  };
  expect(show([changed(twice), changed(twice), replaced, blocked])).toBe(
    `Statistics
  changes   2 re-indented, 2 renamed, 4 added, 2 to review
  lines     20 in the diff, 12 without re-indented and renamed ones
  replaced  1 file as a whole, not counted above
  findings  2 duplicate-test, 1 several-runs
  time      finding files 0.01 s, migrating and proving 3.46 s
`,
  );
});

test("statistics of nothing say so, and fit a narrow terminal", () => {
  expect(show([], 40)).toBe(
    `Statistics
  changes   none
  lines     0 in the diff, 0 without
            re-indented and renamed ones
  replaced  0 files as a whole, not
            counted above
  findings  none
  time      finding files 0.01 s,
            migrating and proving 3.46 s
`,
  );
});
