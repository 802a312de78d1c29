// What each new line is made of: pieces of old lines and text that the source lacks, read off the
// fragments of a rewrite. Invariant: the pieces of a line, joined, are the line. Pairs and classes
// of changes are made from them.

import { fragmentsInPlace, type Rewrite } from "../edit/rewrite.js";
import type { Span } from "../syntax/span.js";
import type { Lines } from "./lines.js";

/** A part of one new line that stood on one old line, or that no old line had. */
export type LinePiece =
  | {
      readonly kind: "kept";
      /** Where it stands in the old text. */
      readonly span: Span;
      readonly oldLine: number;
      /** Whether the fragment that it belongs to stays where it was. */
      readonly isInPlace: boolean;
    }
  | { readonly kind: "added"; readonly text: string };

/** The pieces of every new line, in order. Linear in the new text, besides finding what moved. */
export function piecesOfLines(rewrite: Rewrite, oldLines: Lines): readonly LinePiece[][] {
  const lines: LinePiece[][] = [];
  let line: LinePiece[] = [];
  const push = (piece: LinePiece, endsLine: boolean): void => {
    if (line.length === 0) {
      lines.push(line);
    }
    line.push(piece);
    line = endsLine ? [] : line;
  };
  const isInPlace = fragmentsInPlace(rewrite.fragments);
  for (const [index, fragment] of rewrite.fragments.entries()) {
    if (typeof fragment === "string") {
      for (const text of fragment.match(/[^\n]*\n|[^\n]+/g) ?? []) {
        push({ kind: "added", text }, text.endsWith("\n"));
      }
    } else {
      const { start, end } = fragment;
      for (let oldLine = oldLines.lineOf(start), at = start; at < end; oldLine++) {
        const next = Math.min(oldLines.start(oldLine + 1), end);
        const span = { start: at, end: next };
        const piece = {
          kind: "kept",
          span,
          oldLine,
          isInPlace: isInPlace[index] === 1,
        } as const;
        push(piece, oldLines.startsAt(next));
        at = next;
      }
    }
  }
  return lines;
}
