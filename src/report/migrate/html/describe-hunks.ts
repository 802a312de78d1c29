// The lines of a changed file for the review page: rows with their class, changed words and syntax.
// Pure. Invariant: every changed line stands in one hunk. An old line that differs from its new one
// by its indentation at most is not told twice: `page/complete-row.js` makes it again.

import type { PlannedChange } from "../../../outcome/planned-file.js";
import type { FileReview, Row } from "../../../review/file-review.js";
import { reviewHunks } from "../../../review/hunks.js";
import { indentOf, type Lines, withoutLineEnd } from "../../../review/lines.js";
import { createSyntaxPieces } from "../../../review/syntax-pieces.js";
import { wordSpans } from "../../../review/word-spans.js";
import type { Span } from "../../../syntax/span.js";
import { type PageLine, PIECE_LETTERS, type StoredHunks, type StoredRow } from "./page-data.js";

/** The hunks with this many lines around each change. */
export function describeHunks(
  { source, newText }: PlannedChange,
  review: FileReview,
  context: number,
): StoredHunks {
  const { oldLines, newLines } = review;
  const sides = {
    review,
    old: createSide(source, oldLines),
    new: createSide(newText, newLines),
  };
  // Nothing is hidden, so that every row is one of the review.
  const hunks = reviewHunks(review, { context, hidden: new Set() });
  return hunks.map(({ rows }) => ({
    rows: (rows as readonly Row[]).map((row) => describeRow(row, sides)),
  }));
}

/** Makes the line with this number, from 0, and these changed words. */
type Side = (line: number, marks?: readonly Span[]) => PageLine;

interface Sides {
  readonly review: FileReview;
  readonly old: Side;
  readonly new: Side;
}

function createSide(text: string, lines: Lines): Side {
  const piecesOf = createSyntaxPieces(text, lines);
  return (line, marks = []) => {
    const whole = lines.at(line);
    const pieces = piecesOf(line)
      .map(({ kind, start, end }) => `${end - start > 1 ? end - start : ""}${PIECE_LETTERS[kind]}`)
      .join("");
    return {
      line: line + 1,
      text: withoutLineEnd(whole),
      ...(pieces !== "" && { pieces }),
      ...(!whole.endsWith("\n") && { isUnfinished: true as const }),
      ...(marks.length > 0 && { marks: marks.flatMap(({ start, end }) => [start, end]) }),
    };
  };
}

function describeRow(row: Row, sides: Sides): StoredRow {
  switch (row.kind) {
    case "same":
      return pairOf("context", sides.old(row.oldLine), sides.new(row.newLine));
    case "removed":
      return { class: row.class, old: sides.old(row.oldLine) };
    case "added":
      return { class: row.class, new: sides.new(row.newLine) };
    default: {
      const { oldLine, newLine } = row;
      const words = wordSpans(sides.review, row);
      const before = sides.old(oldLine, words.old);
      const after = sides.new(newLine, words.new);
      if (row.kind === "changed") {
        return pairOf(row.class, before, after);
      }
      return row.kind === "moved-from"
        ? { class: row.class, old: before, other: newLine + 1 }
        : { class: row.class, new: after, other: oldLine + 1 };
    }
  }
}

function pairOf(name: StoredRow["class"], before: PageLine, after: PageLine): StoredRow {
  const isTwin = (name === "context" || name === "reindented") && isShifted(before, after);
  return {
    class: name,
    old: isTwin ? { line: before.line, indent: indentOf(before.text) } : before,
    new: after,
  };
}

/** Whether the old line can be made of the new one: text and syntax behind the blanks are the same. */
function isShifted(before: PageLine, after: PageLine): boolean {
  const content = behindIndent(before);
  return content === behindIndent(after) && before.isUnfinished === after.isUnfinished;
}

/** What stands behind the leading blanks, with its syntax: blanks in a string are not layout. */
function behindIndent({ text, pieces = "" }: PageLine): string {
  const [first = "", length = "0"] = /^(\d*)p/.exec(pieces) ?? [];
  const indent = indentOf(text).length;
  const plain = Number(length || 1) - indent;
  return `${plain}p${pieces.slice(first.length)} ${text.slice(indent)}`;
}
