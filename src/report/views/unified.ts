// The unified view: a mark for the class, a sign, the line. Invariant: with nothing hidden, the
// marks and notes taken away and `<` and `>` read as `-` and `+`, it is the diff of the file.

import type { ChangedRow, MovedRow } from "../../review/file-review.js";
import type { ShownRow } from "../../review/hunks.js";
import { type WordSpans, wordSpans } from "../../review/word-spans.js";
import { formatHunkHeader } from "../diff.js";
import { describeMove, isOnLeft, isOnRight, paintMark } from "./marks.js";
import { type ChangeTone, paintChange, paintSegments, type Tone } from "./segments.js";
import type { CreateView, ViewContext } from "./view.js";

/** Of lines that changed together, all old ones stand above all new ones, as in any diff. */
export const createUnifiedView: CreateView = (context) => (hunk) => {
  const { style } = context;
  let text = `${style.cyan(formatHunkHeader(hunk))}\n`;
  let changes: ShownRow[] = [];
  const flush = (): void => {
    const lefts = changes.filter(isOnLeft);
    const rights = changes.filter(isOnRight);
    text += lefts.map((_, at) => formatRow(lefts, at, "left", context)).join("");
    text += rights.map((_, at) => formatRow(rights, at, "right", context)).join("");
    changes = [];
  };
  for (const row of hunk.rows) {
    if (row.kind === "same" || row.kind === "hidden") {
      flush();
      text += `  ${paintSegments(context.newLine(row.newLine), "context", style)}\n`;
    } else {
      // What became something else where it stood is not mixed with what came or went.
      if (isOnBothSides(row) !== isOnBothSides(changes.at(-1))) {
        flush();
      }
      changes.push(row);
    }
  }
  flush();
  return text;
};

function isOnBothSides(row: ShownRow | undefined): boolean {
  return row?.kind === "changed";
}

/** A line, above it a note where it is the first of some that moved. */
function formatRow(
  rows: readonly ShownRow[],
  at: number,
  side: "left" | "right",
  context: ViewContext,
): string {
  const { style } = context;
  const row = rows[at] as ShownRow;
  const isMoved = row.kind === "moved-from" || row.kind === "moved-to";
  const note = describeMove(rows, at);
  const tone = toneOf(row, side);
  const sign = { left: isMoved ? "<" : "-", right: isMoved ? ">" : "+" }[side];
  const line = side === "left" ? paintOld(row, tone, context) : paintNew(row, tone, context);
  const noteLine = note === undefined ? "" : `${style.cyan(`@@ ${note}`)}\n`;
  const shownSign = paintChange(sign, signTone(row, side), style);
  const endNote = lacksLineEnd(row, side, context) ? `${style.dim(NO_LINE_END)}\n` : "";
  return `${noteLine}${paintMark(row, style)}${shownSign}${line}\n${endNote}`;
}

const NO_LINE_END = "\\ No newline at end of file";

/** Whether the line has no end on this side alone: otherwise two lines would look alike. */
function lacksLineEnd(row: ShownRow, side: "left" | "right", { review }: ViewContext): boolean {
  const { oldLines, newLines } = review;
  const isLeft = side === "left";
  const [own, other] = isLeft ? [oldLines, newLines] : [newLines, oldLines];
  if (own.endsWithLineEnd || !other.endsWithLineEnd) {
    return false;
  }
  const line = isLeft ? isOnLeft(row) && row.oldLine : isOnRight(row) && row.newLine;
  return line === own.count - 1;
}

function paintOld(row: ShownRow, tone: Tone, context: ViewContext): string {
  if (!isOnLeft(row)) {
    return "";
  }
  const words = wordsOf(row, context).old;
  return paintSegments(context.oldLine(row.oldLine, words), tone, context.style);
}

function paintNew(row: ShownRow, tone: Tone, context: ViewContext): string {
  if (!isOnRight(row)) {
    return "";
  }
  const words = wordsOf(row, context).new;
  return paintSegments(context.newLine(row.newLine, words), tone, context.style);
}

/** The words to paint; without colour there is nothing to be seen of them. */
function wordsOf(row: ShownRow, { review, style }: ViewContext): WordSpans {
  return isPair(row) && style.inverse("x") !== "x" ? wordSpans(review, row) : NO_WORDS;
}

const NO_WORDS: WordSpans = { old: [], new: [] };

/** Whether the row knows both of its lines, so that their words can be told apart. */
export function isPair(row: ShownRow): row is ChangedRow | MovedRow {
  return row.kind === "changed" || row.kind === "moved-from" || row.kind === "moved-to";
}

/** The colour of one side of a row: what there is nothing to read in is faint. */
export function toneOf(row: ShownRow, side: "left" | "right"): Tone {
  return row.kind === "changed" && row.class === "reindented" ? "faint" : signTone(row, side);
}

function signTone(row: ShownRow, side: "left" | "right"): ChangeTone {
  if (row.kind === "moved-from" || row.kind === "moved-to") {
    return "moved";
  }
  return side === "left" ? "removed" : "added";
}
