import { describe, expect, test } from "vitest";
import { formatHunkHeader } from "../../src/report/diff.js";
import { CHANGE_CLASSES, type ChangeClass } from "../../src/review/change-class.js";
import { type FileReview, reviewFile } from "../../src/review/file-review.js";
import { type ReviewHunk, reviewHunks } from "../../src/review/hunks.js";
import { fc } from "../properties.js";
import { generatedFile } from "../valk-generator.js";
import { anyRewrite, inputOf, migrated, reviewOf } from "./migrations.js";

const anyReview: fc.Arbitrary<FileReview> = fc.oneof(
  generatedFile.map(({ source }) => reviewFile(migrated(source))),
  anyRewrite.map((rewrite) => reviewFile(inputOf(rewrite))),
);

const someClasses = fc.subarray([...CHANGE_CLASSES]).map((classes) => new Set(classes));

const hunksOf = (review: FileReview, context: number, ...hidden: ChangeClass[]) =>
  reviewHunks(review, { context, hidden: new Set(hidden) });

/** The line numbers of one side that hunks show. */
const linesOn = (side: "old" | "new", hunks: readonly ReviewHunk[]) =>
  hunks.flatMap(({ rows }) =>
    rows.flatMap((row) => {
      const off = side === "old" ? ["added", "moved-to"] : ["removed", "moved-from"];
      const line = side === "old" ? "oldLine" : "newLine";
      return off.includes(row.kind) || !(line in row)
        ? []
        : [(row as Record<typeof line, number>)[line]];
    }),
  );

describe("hunks", () => {
  test("hold every change once where nothing is hidden", () => {
    fc.assert(
      fc.property(anyReview, fc.nat(4), (review, context) => {
        const changes = hunksOf(review, context)
          .flatMap(({ rows }) => rows)
          .filter(({ kind }) => kind !== "same");
        expect(changes).toEqual(review.rows.filter(({ kind }) => kind !== "same"));
      }),
      { numRuns: 500 },
    );
  });

  test("are the whole file where context has no end", () => {
    fc.assert(
      fc.property(anyReview, (review) => {
        const hunks = hunksOf(review, Number.POSITIVE_INFINITY);
        const hasChange = review.rows.some(({ kind }) => kind !== "same");
        expect(hunks.flatMap(({ rows }) => rows)).toEqual(hasChange ? review.rows : []);
      }),
      { numRuns: 300 },
    );
  });

  test("count the lines that they show, whatever is hidden", () => {
    fc.assert(
      fc.property(anyReview, fc.nat(4), someClasses, (review, context, hidden) => {
        for (const hunk of reviewHunks(review, { context, hidden })) {
          const news = linesOn("new", [hunk]);
          const size = hunk.newEnd - hunk.newStart;
          expect(news).toEqual(Array.from({ length: size }, (_, at) => hunk.newStart + at));
          expect(
            linesOn("old", [hunk]).every((at) => hunk.oldStart <= at && at < hunk.oldEnd),
          ).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("hide classes as context that shows the new side, and nothing else", () => {
    fc.assert(
      fc.property(anyReview, someClasses, (review, hidden) => {
        const rows = reviewHunks(review, { context: 3, hidden }).flatMap((hunk) => hunk.rows);
        const shown = rows.filter(({ kind }) => kind !== "same" && kind !== "hidden");
        expect(shown).toEqual(
          review.rows.filter((row) => row.kind !== "same" && !hidden.has(row.class)),
        );
      }),
      { numRuns: 500 },
    );
  });

  test("leave nothing where all classes are hidden", () => {
    const review = reviewOf('(test/suite "S")\n(test/define "a" {true})\n(test/run)\n');
    expect(hunksOf(review, 3, ...CHANGE_CLASSES)).toEqual([]);
  });

  test("are one where the context of two changes meets, and two where it does not", () => {
    const between = (count: number) => {
      const middle = "(def {a} 1)\n".repeat(count);
      const source = `${middle}(test/suite "S")\n(test/define "a" {true})\n(test/run)\n${middle}`;
      return reviewOf(source);
    };
    const review = between(9);
    expect(hunksOf(review, 3).map(formatHunkHeader)).toEqual(["@@ -7,9 +7,9 @@"]);
    expect(hunksOf(review, 0).map(formatHunkHeader)).toEqual(["@@ -10,3 +10,3 @@"]);
    expect(hunksOf(review, 0, "renamed").map(formatHunkHeader)).toEqual([
      "@@ -10 +10 @@",
      "@@ -12 +12 @@",
    ]);
  });
});
