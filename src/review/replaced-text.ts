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
  /** Whether some of the new text stood on another line, or in another order on this one. */
  readonly holdsMovedText: boolean;
}

/**
 * The replacements that make the new line out of the old one, in order, leading blanks aside.
 * `oldStart` is the old line's offset in `source`.
 */
export function replacementsIn(
  source: string,
  oldStart: number,
  oldLine: string,
  newLine: string,
  pieces: readonly LinePiece[],
): readonly Replacement[] {
  const replacements: Replacement[] = [];
  const oldEnd = oldStart + oldLine.length;
  let at = oldStart + indentOf(oldLine).length;
  let newAt = indentOf(newLine).length;
  let newText = "";
  let holdsMovedText = false;
  const flush = (end: number): void => {
    if (newText !== "" || at < end) {
      replacements.push({ span: { start: at, end }, newText, newStart: newAt, holdsMovedText });
      newAt += newText.length;
      newText = "";
      holdsMovedText = false;
    }
  };
  for (const piece of behind(pieces, newAt)) {
    if (piece.kind === "added") {
      newText += piece.text;
      continue;
    }
    const { start, end } = piece.span;
    if (start < at || end > oldEnd) {
      newText += source.slice(start, end);
      holdsMovedText = true;
    } else {
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
  let left = length;
  for (const [index, piece] of pieces.entries()) {
    const size = piece.kind === "added" ? piece.text.length : piece.span.end - piece.span.start;
    if (left < size) {
      return left === 0
        ? pieces.slice(index)
        : [withoutStart(piece, left), ...pieces.slice(index + 1)];
    }
    left -= size;
  }
  return [];
}

function withoutStart(piece: LinePiece, length: number): LinePiece {
  return piece.kind === "added"
    ? { kind: "added", text: piece.text.slice(length) }
    : { ...piece, span: { start: piece.span.start + length, end: piece.span.end } };
}
