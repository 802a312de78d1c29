// Which lines a review finding is about. Invariant: a line that shares a character with the span
// of such a finding is held, on whichever side it stands; so is a line added within the span.

import type { Finding } from "../finding/finding.js";
import type { LinePiece } from "./line-pieces.js";
import type { Lines } from "./lines.js";

export interface ReviewSpans {
  /** Whether a finding is about the old line. */
  readonly holdsOld: (oldLine: number) => boolean;
  /** Whether the new line holds text of such a line or was added between two. */
  readonly holdsNew: (newLine: number) => boolean;
}

/** The spans of a file's review findings; all others do not count. */
export function createReviewSpans(
  oldLines: Lines,
  pieces: readonly (readonly LinePiece[])[],
  findings: readonly Finding[],
): ReviewSpans {
  const held = heldLines(oldLines, findings);
  const heldNew = held.size === 0 ? held : heldNewLines(pieces, held);
  return {
    holdsOld: (oldLine) => held.has(oldLine),
    holdsNew: (newLine) => heldNew.has(newLine),
  };
}

function heldLines(oldLines: Lines, findings: readonly Finding[]): ReadonlySet<number> {
  const held = new Set<number>();
  for (const { severity, span } of findings) {
    if (severity === "review") {
      const last = oldLines.lineOf(Math.max(span.start, span.end - 1));
      for (let line = oldLines.lineOf(span.start); line <= last; line++) {
        held.add(line);
      }
    }
  }
  return held;
}

function heldNewLines(
  pieces: readonly (readonly LinePiece[])[],
  held: ReadonlySet<number>,
): ReadonlySet<number> {
  const heldNew = new Set<number>();
  let isHeld = false;
  // New lines since the last one that holds old text: whose they are, the next such line decides.
  let open: number[] = [];
  for (const [newLine, line] of pieces.entries()) {
    const kept = line.filter((piece) => piece.kind === "kept");
    if (kept.length === 0) {
      open.push(newLine);
      continue;
    }
    const starts = held.has(kept[0]?.oldLine as number);
    for (const added of isHeld && starts ? open : []) {
      heldNew.add(added);
    }
    if (kept.some(({ oldLine }) => held.has(oldLine))) {
      heldNew.add(newLine);
    }
    open = [];
    isHeld = held.has(kept.at(-1)?.oldLine as number);
  }
  return heldNew;
}
