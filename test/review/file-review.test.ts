import { describe, expect, test } from "vitest";
import { type Rewrite, rewriteOfEdits } from "../../src/edit/rewrite.js";
import { CHANGE_CLASSES } from "../../src/review/change-class.js";
import { type FileReview, type ReviewInput, reviewFile } from "../../src/review/file-review.js";
import { fc } from "../properties.js";
import { generatedFile } from "../valk-generator.js";
import { anyRewrite, inputOf, migrated, reviewOf, showRows } from "./migrations.js";
import { slowClass, slowPairs } from "./slow-review.js";

const anyInput: fc.Arbitrary<ReviewInput> = fc.oneof(
  generatedFile.map(({ source }) => migrated(source)),
  generatedFile.map(({ source }) => migrated(source, "list")),
  anyRewrite.map(inputOf),
);

function left({ rows, oldLines }: FileReview): string {
  return rows
    .flatMap((row) => (row.kind === "added" || row.kind === "moved-to" ? [] : [row.oldLine]))
    .map((line) => oldLines.at(line))
    .join("");
}

function right({ rows, newLines }: FileReview): string {
  return rows
    .flatMap((row) => (row.kind === "removed" || row.kind === "moved-from" ? [] : [row.newLine]))
    .map((line) => newLines.at(line))
    .join("");
}

describe("the rows of any change", () => {
  const holds = (check: (review: FileReview, input: ReviewInput) => void): void => {
    fc.assert(
      fc.property(anyInput, (input) => check(reviewFile(input), input)),
      { numRuns: 400 },
    );
  };

  test("are both texts, every line once and in order", () => {
    holds((review, { source, newText }) => {
      expect(left(review)).toBe(source);
      expect(right(review)).toBe(newText);
    });
  });

  test("have one class where something changed, and none elsewhere", () => {
    holds(({ rows, oldLines, newLines }) => {
      for (const row of rows) {
        const isSame = row.kind === "same";
        expect("class" in row ? CHANGE_CLASSES.includes(row.class) : isSame).toBe(true);
        if (row.kind === "same" || row.kind === "changed") {
          expect(oldLines.at(row.oldLine) === newLines.at(row.newLine)).toBe(isSame);
        }
      }
    });
  });

  test("tell of a moved line twice, with one class, and count it once", () => {
    holds(({ rows, counts }) => {
      const halves = (kind: string) =>
        rows
          .filter((row) => row.kind === kind)
          .map((row) => ({ ...row, kind: "moved" }))
          .sort((a, b) => ("newLine" in a && "newLine" in b ? a.newLine - b.newLine : 0));
      expect(halves("moved-from")).toEqual(halves("moved-to"));
      const changes = rows.filter(({ kind }) => kind !== "same" && kind !== "moved-from");
      const total = CHANGE_CLASSES.reduce((sum, name) => sum + counts[name], 0);
      expect(total).toBe(changes.length);
    });
  });

  test("show old lines before new ones between two that stand on both sides", () => {
    holds(({ rows }) => {
      const order = rows.map(({ kind }) =>
        kind === "same" || kind === "changed" ? "=" : /from|removed/.test(kind) ? "l" : "r",
      );
      expect(order.join("")).not.toContain("rl");
    });
  });

  test("pair the lines that share most, by a slow definition too", () => {
    holds(({ rows }, { newText, rewrite }) => {
      const pairs = rows.flatMap((row) =>
        "oldLine" in row && "newLine" in row && row.kind !== "moved-from"
          ? [{ oldLine: row.oldLine, newLine: row.newLine }]
          : [],
      );
      expect(pairs).toEqual(slowPairs(rewrite as Rewrite, newText));
    });
  });
});

describe("the classes of a migration", () => {
  test("agree with what the two lines alone say", () => {
    fc.assert(
      fc.property(generatedFile, ({ source }) => {
        const file = migrated(source);
        const { rows, oldLines, newLines } = reviewFile({ ...file, findings: [] });
        for (const row of rows) {
          if (row.kind === "changed") {
            const texts = [oldLines.at(row.oldLine), newLines.at(row.newLine)] as const;
            expect([...texts, row.class]).toEqual([...texts, slowClass(...texts)]);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  test("are these for a file with everything", () => {
    expect(showRows(reviewOf(EVERYTHING))).toMatchSnapshot();
  });

  test("are these for the list target", () => {
    expect(showRows(reviewOf(EVERYTHING, "list"))).toMatchSnapshot();
  });

  test("need eyes in helpers, loops and conditions", () => {
    const review = reviewOf(`(test/suite "S")
(fun {case n b} {test/define (str "case " n) b})
(case "one" {== 1 1})
(if windows? {test/define "w" {true}} {})
(test/run)
`);
    expect(showRows(review)).toMatchSnapshot();
  });

  test("are review alone where a file is replaced as a whole", () => {
    const source = "(def {a} 1)\n\n)\n";
    const newText = "(def {b} 2)\n\n)\n";
    const edits = [{ span: { start: 0, end: source.length }, newText }];
    const review = reviewFile({ source, newText, edits, findings: [] });
    expect(review.isReplaced).toBe(true);
    expect(review.counts).toMatchObject({ review: 6, added: 0, moved: 0 });
  });

  test("know the registrations of a pipeline that was begun by hand", () => {
    const source = '(-> (test/suite "S")\n  (test/define "a" {true})\n  (test/run))\n';
    const edits = [{ span: { start: 24, end: 35 }, newText: "test/add" }];
    expect(reviewFile(inputOf(rewriteOfEdits(source, edits))).counts.renamed).toBe(1);
  });

  test("are read off the code alone where there is text around it", () => {
    const source = 'It "is (so.\n(test/define "a" {true})\nOr "not.\n';
    const edits = [{ span: { start: 13, end: 24 }, newText: "test/add" }];
    const input = inputOf(rewriteOfEdits(source, edits));
    expect(reviewFile(input).counts).toMatchObject({ renamed: 0, review: 1 });
    const code = [{ start: 12, end: 37 }];
    expect(reviewFile({ ...input, code }).counts).toMatchObject({ renamed: 1, review: 0 });
  });

  test("need eyes where the blanks of a string changed", () => {
    const source = '(def {a} "one\n two")\n';
    const edits = [{ span: { start: 14, end: 15 }, newText: "   " }];
    const { counts } = reviewFile(inputOf(rewriteOfEdits(source, edits)));
    expect(counts).toMatchObject({ review: 1, reindented: 0 });
  });

  test("need eyes within the span of a review finding, and nowhere else for it", () => {
    const source = "a\nb\nc\nd\n";
    const edits = [0, 2, 4, 6].map((start) => ({ span: { start, end: start }, newText: "  " }));
    const found = { code: "x", message: "", hint: "", span: { start: 2, end: 5 } };
    const input = inputOf(rewriteOfEdits(source, edits));
    const withFinding = (severity: "review" | "info") =>
      reviewFile({ ...input, findings: [{ ...found, severity }] }).counts;
    expect(withFinding("review")).toMatchObject({ reindented: 2, review: 2 });
    expect(withFinding("info")).toMatchObject({ reindented: 4, review: 0 });
  });

  test("need eyes where a line is added between two of a review finding", () => {
    const source = "a\nb\n";
    const edits = [{ span: { start: 2, end: 2 }, newText: ")\n" }];
    const findings = [
      { code: "x", severity: "review" as const, message: "", hint: "", span: { start: 0, end: 4 } },
    ];
    const input = inputOf(rewriteOfEdits(source, edits));
    expect(reviewFile(input).counts).toMatchObject({ added: 1, review: 0 });
    expect(reviewFile({ ...input, findings }).counts).toMatchObject({ added: 0, review: 1 });
  });
});

const EVERYTHING = `; header

(load "src/prelude.valk")
(load "src/modules/test.valk")
(test/suite "Everything")

(test/define "first" {do
  (= {s} "two
lines")
  (== 1 1)})

; helps
(fun {bump n} {
  + n 1
})

(test/debug 1)
(test/define "second" {== (bump 1) 2}) ; why

(test/run {})
`;
