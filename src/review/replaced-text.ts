// What was replaced within a line that became another: pairs of old and new text, read off the
// pieces of the new line. Leading blanks are left out, since they have a class of their own.

import type { Span } from "../syntax/span.js";
import type { LinePiece } from "./line-pieces.js";
import { indentOf } from "./lines.js";

/** `span` of the old text, which may be empty, became `newText`, which may be too. */
export interface Replacement {
  readonly span: Span;
  readonly newText: string;
  /** Where the new text stands, counted from the start of the new line. */
  readonly newStart: number;
}

/**
 * The replacements that make the new line out of the old one, in order; undefined where the new
 * line holds text of another old line, or of this one in another order. `oldStart` is the old
 * line's offset.
 */
export function replacementsIn(
  oldLine: string,
  oldStart: number,
  newLine: string,
  pieces: readonly LinePiece[],
): readonly Replacement[] | undefined {
  const replacements: Replacement[] = [];
  const contentStart = oldStart + indentOf(oldLine).length;
  const oldEnd = oldStart + oldLine.length;
  let newAt = indentOf(newLine).length;
  let at = contentStart;
  let pending = "";
  const flush = (end: number): void => {
    if (pending !== "" || at < end) {
      replacements.push({ span: { start: at, end }, newText: pending, newStart: newAt });
      newAt += pending.length;
      pending = "";
    }
  };
  for (const piece of behind(pieces, newAt)) {
    if (piece.kind === "added") {
      pending += piece.text;
    } else {
      const { start, end } = piece.span;
      if (start < at || end > oldEnd) {
        return undefined;
      }
      flush(start);
      newAt += end - start;
      at = end;
    }
  }
  flush(oldEnd);
  return replacements;
}

/** The pieces without the first `length` characters of their line. */
function behind(pieces: readonly LinePiece[], length: number): readonly LinePiece[] {
  let skipped = 0;
  return pieces.flatMap((piece): LinePiece[] => {
    const size = piece.kind === "added" ? piece.text.length : piece.span.end - piece.span.start;
    const cut = Math.min(Math.max(length - skipped, 0), size);
    skipped += size;
    if (cut === size) {
      return [];
    }
    return piece.kind === "added"
      ? [{ kind: "added", text: piece.text.slice(cut) }]
      : [{ ...piece, span: { start: piece.span.start + cut, end: piece.span.end } }];
  });
}
