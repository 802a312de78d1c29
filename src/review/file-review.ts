// The change of one file as a reviewer goes through it: rows of a two-sided view, old lines on the
// left and new lines on the right, each change with its class. Pure and linear; reports, pages and
// the terminal are built on it. Invariants: on each side every line stands once, in its order; a
// line that did not change has no class, every other has exactly one.

import type { Edit } from "../edit/edit.js";
import { type Rewrite, rewriteOfEdits } from "../edit/rewrite.js";
import type { Finding } from "../finding/finding.js";
import type { Span } from "../syntax/span.js";
import { treeOf } from "../syntax/tree-of.js";
import { type ChangeClass, type ChangeCounts, NO_CHANGES } from "./change-class.js";
import type { LineDifference } from "./classify.js";
import { withoutProse } from "./code-only.js";
import { classOfAdded, classOfRemoved, type Reading, readPair } from "./line-classes.js";
import { piecesOfLines } from "./line-pieces.js";
import { Lines } from "./lines.js";
import { type LinePair, pairLines } from "./pair-lines.js";
import type { Replacement } from "./replaced-text.js";
import { createReviewSpans } from "./review-spans.js";

/** What a review is made from; a planned change is one. */
export interface ReviewInput {
  readonly source: string;
  readonly newText: string;
  /** Sorted and valid. */
  readonly edits: readonly Edit[];
  /** Knows what was moved; where it is missing, nothing was. */
  readonly rewrite?: Rewrite;
  readonly findings: readonly Finding[];
  /** Where the source is Valk code, in order, if it is not Valk as a whole: code blocks of a page. */
  readonly code?: readonly Span[];
}

/** A line that is the same on both sides. */
interface SameRow {
  readonly kind: "same";
  readonly oldLine: number;
  readonly newLine: number;
}

/** An old line and what it became where it stood. */
export interface ChangedRow {
  readonly kind: "changed";
  readonly oldLine: number;
  readonly newLine: number;
  readonly class: ChangeClass;
  /** What was replaced behind the leading blanks, in order. */
  readonly replacements: readonly Replacement[];
}

/**
 * Half of a line that moved. `moved-from` stands on the left, among the old lines, and names the
 * new line that it became; `moved-to` stands on the right and names the old line that it was.
 */
export interface MovedRow {
  readonly kind: "moved-from" | "moved-to";
  readonly oldLine: number;
  readonly newLine: number;
  /** `moved`, or `review` where more changed than names, brackets and leading blanks. */
  readonly class: "moved" | "review";
  /** How the text differs; `none` where it moved as it was. */
  readonly difference: LineDifference;
  readonly replacements: readonly Replacement[];
}

/** An old line that became no new one. */
interface RemovedRow {
  readonly kind: "removed";
  readonly oldLine: number;
  readonly class: "added" | "review";
}

/** A new line that was no old one. */
interface AddedRow {
  readonly kind: "added";
  readonly newLine: number;
  readonly class: "added" | "review";
}

/** Line numbers count from 0. A row stands on both sides, on the left alone or on the right alone. */
export type Row = SameRow | ChangedRow | MovedRow | RemovedRow | AddedRow;

export interface FileReview {
  readonly oldLines: Lines;
  readonly newLines: Lines;
  /** Between two rows that stand on both sides, those of the left come before those of the right. */
  readonly rows: readonly Row[];
  readonly counts: ChangeCounts;
  /** Whether nothing of the old text is left, as when a module takes another's place. */
  readonly isReplaced: boolean;
}

// Reports of one run, and the parts of one report, ask for the same file one after the other.
let last: { readonly input: ReviewInput; readonly review: FileReview } | undefined;

/** The review of a changed file. Never throws for what a file holds. */
export function reviewFile(input: ReviewInput): FileReview {
  if (last?.input !== input) {
    last = { input, review: makeReview(input) };
  }
  return last.review;
}

function makeReview(input: ReviewInput): FileReview {
  const { source, newText, edits, findings } = input;
  const rewrite = input.rewrite ?? rewriteOfEdits(source, edits);
  const oldLines = new Lines(source);
  const newLines = new Lines(newText);
  const pieces = piecesOfLines(rewrite, oldLines);
  const isReplaced =
    source !== "" && rewrite.fragments.every((fragment) => typeof fragment === "string");
  const rows = rowsOf({
    source,
    tree: treeOf(input.code === undefined ? source : withoutProse(source, input.code)),
    oldLines,
    newLines,
    pieces,
    pairs: pairLines(source, oldLines, newLines, pieces),
    spans: createReviewSpans(oldLines, pieces, findings),
    isReplaced,
  });
  return { oldLines, newLines, rows, counts: countRows(rows), isReplaced };
}

function rowsOf(reading: Reading): readonly Row[] {
  const { oldLines, newLines, pairs } = reading;
  const rows: Row[] = [];
  let newLine = 0;
  const writeRight = (end: number): void => {
    for (; newLine < end; newLine++) {
      rows.push(rightRow(reading, newLine));
    }
  };
  for (let oldLine = 0; oldLine < oldLines.count; oldLine++) {
    const pair = pairs.byOldLine.get(oldLine);
    if (pair?.isInPlace) {
      writeRight(pair.newLine);
      rows.push(pairRow(reading, pair));
      newLine++;
    } else {
      rows.push(leftRow(reading, oldLine, pair));
    }
  }
  writeRight(newLines.count);
  return rows;
}

function pairRow(reading: Reading, pair: LinePair): Row {
  const { oldLine, newLine } = pair;
  if (reading.oldLines.at(oldLine) === reading.newLines.at(newLine)) {
    return { kind: "same", oldLine, newLine };
  }
  const { difference, replacements } = readPair(reading, pair);
  return { kind: "changed", oldLine, newLine, class: difference as ChangeClass, replacements };
}

function movedRow(reading: Reading, pair: LinePair, kind: MovedRow["kind"]): MovedRow {
  const { oldLine, newLine } = pair;
  const { difference, replacements } = readPair(reading, pair);
  const needsEyes = difference === "review" || reading.spans.holdsOld(oldLine);
  return {
    kind,
    oldLine,
    newLine,
    class: needsEyes ? "review" : "moved",
    difference,
    replacements,
  };
}

function leftRow(reading: Reading, oldLine: number, pair: LinePair | undefined): Row {
  if (pair !== undefined) {
    return movedRow(reading, pair, "moved-from");
  }
  return { kind: "removed", oldLine, class: classOfRemoved(reading, oldLine) };
}

function rightRow(reading: Reading, newLine: number): Row {
  const pair = reading.pairs.byNewLine.get(newLine);
  if (pair !== undefined) {
    return movedRow(reading, pair, "moved-to");
  }
  return { kind: "added", newLine, class: classOfAdded(reading, newLine) };
}

/** Changes by class; of a moved line only the half on the right counts. */
function countRows(rows: readonly Row[]): ChangeCounts {
  const counts = { ...NO_CHANGES };
  for (const row of rows) {
    if (row.kind !== "same" && row.kind !== "moved-from") {
      counts[row.class]++;
    }
  }
  return counts;
}
