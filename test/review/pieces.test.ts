import { describe, expect, test } from "vitest";
import { reviewFile } from "../../src/review/file-review.js";
import { Lines, withoutLineEnd } from "../../src/review/lines.js";
import { createSyntaxPieces } from "../../src/review/syntax-pieces.js";
import { wordSpans } from "../../src/review/word-spans.js";
import type { Span } from "../../src/syntax/span.js";
import { fc } from "../properties.js";
import { generatedFile } from "../valk-generator.js";
import { anyRewrite, inputOf, migrated, reviewOf } from "./migrations.js";

const without = (line: string, spans: readonly Span[]): string => {
  const kept = spans.reduceRight(
    (text, { start, end }) => text.slice(0, start) + text.slice(end),
    line,
  );
  return kept.trim();
};

describe("word spans", () => {
  test("are the words that differ", () => {
    const source = '(test/suite "S")\n(test/define "a" {true})\n(test/run {})\n';
    const review = reviewOf(source);
    const words = review.rows.flatMap((row) => {
      if (row.kind !== "changed") {
        return [];
      }
      const { old, new: fresh } = wordSpans(review, row);
      const cut = (line: string, spans: readonly Span[]): readonly string[] =>
        spans.map(({ start, end }) => line.slice(start, end));
      return [
        [cut(review.oldLines.at(row.oldLine), old), cut(review.newLines.at(row.newLine), fresh)],
      ];
    });
    expect(words).toEqual([
      [[], ["(-> "]],
      [["test/define"], ["test/add"]],
      [[" {}"], [")"]],
    ]);
  });

  test("leave the same text on both sides, whatever the change", () => {
    const anyInput = fc.oneof(
      anyRewrite.map(inputOf),
      generatedFile.map(({ source }) => migrated(source)),
    );
    fc.assert(
      fc.property(anyInput, (input) => {
        const review = reviewFile(input);
        for (const row of review.rows) {
          if (row.kind === "changed" || row.kind === "moved-to") {
            const spans = wordSpans(review, row);
            const oldLine = withoutLineEnd(review.oldLines.at(row.oldLine));
            const newLine = withoutLineEnd(review.newLines.at(row.newLine));
            expect(without(oldLine, spans.old)).toBe(without(newLine, spans.new));
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("syntax pieces", () => {
  const show = (text: string) => {
    const lines = new Lines(text);
    const piecesOf = createSyntaxPieces(text, lines);
    return Array.from({ length: lines.count }, (_, line) =>
      piecesOf(line)
        .filter(({ kind }) => kind !== "plain")
        .map(({ kind, start, end }) => `${kind} ${lines.at(line).slice(start, end)}`),
    );
  };

  test("tell what the parts of a line are", () => {
    expect(show("(f :k 'x 12) ; why\n{g}\n")).toEqual([
      ["mark (", "call f", "keyword :k", "mark '", "number 12", "mark )", "comment ; why"],
      ["mark {", "mark }"],
    ]);
  });

  test("know a string that goes on over lines", () => {
    expect(show('(f "a\r\n ; b\n\nc" d)')).toEqual([
      ["mark (", "call f", 'string "a'],
      ["string  ; b"],
      [],
      ['string c"', "mark )"],
    ]);
  });

  test("tile each line, whatever the text", () => {
    const anyText = fc.string({ unit: fc.constantFrom(..."ab1:;(){}\"\\'`,@\n\r\t é📦") });
    fc.assert(
      fc.property(anyText, (text) => {
        const lines = new Lines(text);
        const piecesOf = createSyntaxPieces(text, lines);
        for (let line = 0; line < lines.count; line++) {
          const borders = piecesOf(line).flatMap(({ start, end }) => [start, end]);
          const length = withoutLineEnd(lines.at(line)).length;
          expect(borders.filter((_, at) => at % 2 === 0)).toEqual(
            borders.length === 0
              ? []
              : [0, ...borders.slice(1, -1).filter((_, at) => at % 2 === 0)],
          );
          expect(borders.at(-1) ?? 0).toBe(length);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
