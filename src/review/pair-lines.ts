// Which old line became which new one: the two of which neither shares more text with another. Blank
// lines pair with blank ones, since all that others share with them is the end of a line.
// Invariants: a line has at most one partner; pairs that stay in place keep their order, so that
// they are the rungs of the two-sided view. Nothing is compared; all is read off the pieces.

import type { LinePiece } from "./line-pieces.js";
import type { Lines } from "./lines.js";

/** An old line and the new line that it became. */
export interface LinePair {
  readonly oldLine: number;
  readonly newLine: number;
  /** Whether the two share text that stays where it was; otherwise the line moved. */
  readonly isInPlace: boolean;
}

export interface LinePairs {
  readonly byOldLine: ReadonlyMap<number, LinePair>;
  readonly byNewLine: ReadonlyMap<number, LinePair>;
}

interface Share extends LinePair {
  readonly weight: number;
}

/** The pairs of a rewrite whose new lines have these pieces. Of equals the first line wins. */
export function pairLines(
  source: string,
  oldLines: Lines,
  newLines: Lines,
  pieces: readonly (readonly LinePiece[])[],
): LinePairs {
  const bestOfOld = new Map<number, Share>();
  const bestOfNew = new Map<number, Share>();
  for (const [newLine, line] of pieces.entries()) {
    for (const share of sharesOf(source, newLine, line)) {
      if (share.weight >= CHARACTER_WEIGHT || areBlank(oldLines, newLines, share)) {
        keepHeavier(bestOfOld, share.oldLine, share);
        keepHeavier(bestOfNew, newLine, share);
      }
    }
  }
  const byOldLine = new Map<number, LinePair>();
  const byNewLine = new Map<number, LinePair>();
  for (const [newLine, share] of bestOfNew) {
    if (bestOfOld.get(share.oldLine) === share) {
      byOldLine.set(share.oldLine, share);
      byNewLine.set(newLine, share);
    }
  }
  return { byOldLine, byNewLine };
}

function areBlank(oldLines: Lines, newLines: Lines, { oldLine, newLine }: LinePair): boolean {
  return oldLines.at(oldLine).trim() === "" && newLines.at(newLine).trim() === "";
}

/** How much of which old lines a new line holds. */
function sharesOf(source: string, newLine: number, pieces: readonly LinePiece[]): Iterable<Share> {
  const shares = new Map<number, Share>();
  for (const piece of pieces) {
    if (piece.kind === "kept") {
      const { oldLine, span } = piece;
      const known = shares.get(oldLine);
      shares.set(oldLine, {
        oldLine,
        newLine,
        isInPlace: piece.isInPlace || known?.isInPlace === true,
        weight: weigh(source, span.start, span.end) + (known?.weight ?? 0),
      });
    }
  }
  return shares.values();
}

function keepHeavier(best: Map<number, Share>, line: number, share: Share): void {
  const known = best.get(line);
  const isFirst = share.weight === known?.weight && share.oldLine < known.oldLine;
  if (known === undefined || share.weight > known.weight || isFirst) {
    best.set(line, share);
  }
}

// Blanks decide only between blank lines.
const CHARACTER_WEIGHT = 1_000_000;
const SPACE = 32;

function weigh(source: string, start: number, end: number): number {
  let weight = 0;
  for (let at = start; at < end; at++) {
    weight += source.charCodeAt(at) > SPACE ? CHARACTER_WEIGHT : 1;
  }
  return weight;
}
