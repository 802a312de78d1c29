// The class of each line that changed: how it differs from its partner, or why it has none.
// Invariant: what a review finding is about, and what is not known to be harmless, is `review`.

import type { SyntaxTree } from "../syntax/tree.js";
import { differenceOf, isFrameLine, type LineDifference } from "./classify.js";
import type { LinePiece } from "./line-pieces.js";
import type { Lines } from "./lines.js";
import type { LinePair, LinePairs } from "./pair-lines.js";
import { type Replacement, replacementsIn } from "./replaced-text.js";
import type { ReviewSpans } from "./review-spans.js";

/** Everything that the rows of one file are made from. */
export interface Reading {
  readonly source: string;
  readonly tree: SyntaxTree;
  readonly oldLines: Lines;
  readonly newLines: Lines;
  readonly pieces: readonly (readonly LinePiece[])[];
  readonly pairs: LinePairs;
  readonly spans: ReviewSpans;
  readonly isReplaced: boolean;
}

/** How a line that has a partner differs from it. */
export function readPair(
  { source, tree, oldLines, newLines, pieces, spans }: Reading,
  { oldLine, newLine }: LinePair,
): {
  readonly difference: LineDifference;
  readonly replacements: readonly Replacement[];
} {
  const oldText = oldLines.at(oldLine);
  const newText = newLines.at(newLine);
  const oldStart = oldLines.start(oldLine);
  const replacements = replacementsIn(source, oldStart, oldText, newText, pieces[newLine] ?? []);
  const difference = differenceOf({
    tree,
    oldStart,
    oldLine: oldText,
    newLine: newText,
    replacements,
  });
  const needsEyes = difference !== "none" && spans.holdsOld(oldLine);
  return { difference: needsEyes ? "review" : difference, replacements };
}

/** The class of an old line that became no new one: blank ones are layout. */
export function classOfRemoved(
  { oldLines, spans, isReplaced }: Reading,
  oldLine: number,
): "added" | "review" {
  const isLayout = oldLines.at(oldLine).trim() === "" && !isReplaced && !spans.holdsOld(oldLine);
  return isLayout ? "added" : "review";
}

/** The class of a new line that was no old one: blank ones and what holds a suite are layout. */
export function classOfAdded(
  { source, newLines, pieces, spans, isReplaced }: Reading,
  newLine: number,
): "added" | "review" {
  const text = newLines.at(newLine);
  const isNew = (pieces[newLine] ?? []).every(
    (piece) =>
      piece.kind === "added" || source.slice(piece.span.start, piece.span.end).trim() === "",
  );
  const isLayout = text.trim() === "" || (isNew && isFrameLine(text));
  return isLayout && !isReplaced && !spans.holdsNew(newLine) ? "added" : "review";
}
