// The words of a changed line that differ, for highlighting within lines. Invariant: what is left
// of both lines without their spans, leading blanks and line ends is the same text.

import type { Span } from "../syntax/span.js";
import type { ChangedRow, FileReview, MovedRow } from "./file-review.js";
import { withoutLineEnd } from "./lines.js";

/** Offsets from the start of each line, ascending; empty spans are left out. */
export interface WordSpans {
  readonly old: readonly Span[];
  readonly new: readonly Span[];
}

/** The words that a changed or moved line lost and gained; none for one only re-indented. */
export function wordSpans(
  { oldLines, newLines }: FileReview,
  row: ChangedRow | MovedRow,
): WordSpans {
  const oldStart = oldLines.start(row.oldLine);
  const oldLength = withoutLineEnd(oldLines.at(row.oldLine)).length;
  const newLength = withoutLineEnd(newLines.at(row.newLine)).length;
  const oldSpans = row.replacements.map(({ span }) => ({
    start: span.start - oldStart,
    end: Math.min(span.end - oldStart, oldLength),
  }));
  const newSpans = row.replacements.map(({ newStart, newText }) => ({
    start: newStart,
    end: Math.min(newStart + newText.length, newLength),
  }));
  return { old: oldSpans.filter(isFilled), new: newSpans.filter(isFilled) };
}

function isFilled({ start, end }: Span): boolean {
  return start < end;
}
