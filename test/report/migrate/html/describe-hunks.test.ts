import { describe, expect, test } from "vitest";
import { describeHunks } from "../../../../src/report/migrate/html/describe-hunks.js";
import type { PageLine, PageRow } from "../../../../src/report/migrate/html/page-data.js";
import { type FileReview, reviewFile } from "../../../../src/review/file-review.js";
import { type Lines, withoutLineEnd } from "../../../../src/review/lines.js";
import { completeRow } from "../../../../src/review-page/complete-row.js";
import { fc } from "../../../properties.js";
import { anyRewrite, inputOf, migrated } from "../../../review/migrations.js";

const EVERYTHING = Number.POSITIVE_INFINITY;

const source = `(test/suite "Numbers")
(def {one} 1)

(test/define "adds"
  {== (+ one 2) 3})
(test/run {})`;

function rowsOf(text: string): readonly PageRow[] {
  const change = { ...migrated(text), tests: { old: 0, new: 0 }, findings: [] };
  return describeHunks({ ...change, status: "changed" }, reviewFile(change), EVERYTHING).flatMap(
    ({ rows }) => rows.map(completeRow),
  );
}

describe("the rows of a file", () => {
  const rows = rowsOf(source);

  test("have the class of their change", () => {
    expect(rows.map((row) => row.class)).toContain("renamed");
    expect(rows.map((row) => row.class)).toContain("reindented");
  });

  test("mark the words that changed", () => {
    const renamed = rows.find(({ old: before }) => before?.text.startsWith("(test/define"));
    const marked = (line: PageLine | undefined) => {
      const [start, end] = line?.marks ?? [];
      return line?.text.slice(start, end);
    };
    expect([marked(renamed?.old), marked(renamed?.new)]).toEqual(["test/define", "test/add"]);
  });

  test("lead from one end of a move to the other", () => {
    const ends = rows.filter(({ other }) => other !== undefined);
    expect(ends).not.toEqual([]);
    for (const { old: before, new: after, other } of ends) {
      const twin = rows.find((row) => (before ? row.new : row.old)?.line === other && row.other);
      expect(twin?.other).toBe((before ?? after)?.line);
    }
  });

  test("say where a text ends without a line end", () => {
    expect(rows.filter((row) => row.old?.isUnfinished).map((row) => row.old?.text)).toEqual([
      "(test/run {})",
    ]);
  });
});

test("every line of any change is told with its number, whole, and tiled by its syntax", () => {
  fc.assert(
    fc.property(anyRewrite, (rewrite) => {
      const input = inputOf(rewrite);
      const review = reviewFile(input);
      const change = { ...input, path: "a.valk", tests: { old: 0, new: 0 }, findings: [] };
      const rows = describeHunks({ ...change, status: "changed" }, review, EVERYTHING).flatMap(
        (hunk) => hunk.rows.map(completeRow),
      );
      if (review.rows.some(({ kind }) => kind !== "same")) {
        checkSide(
          rows.flatMap((row) => row.old ?? []),
          review.oldLines,
          review,
        );
        checkSide(
          rows.flatMap((row) => row.new ?? []),
          review.newLines,
          review,
        );
      }
    }),
  );
});

function checkSide(told: readonly PageLine[], lines: Lines, review: FileReview): void {
  expect(review.rows.length).toBeGreaterThan(0);
  expect(told.map(({ line }) => line)).toEqual(
    Array.from({ length: lines.count }, (_, index) => index + 1),
  );
  for (const { line, text, pieces = "" } of told) {
    expect(text).toBe(withoutLineEnd(lines.at(line - 1)));
    const lengths = [...pieces.matchAll(/(\d*)[a-z]/g)].map(([, length]) => Number(length || 1));
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(text.length);
    expect(Math.min(1, ...lengths)).toBe(1);
  }
}
