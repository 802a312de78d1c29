// The split view: the old text on the left, the new one on the right, the class's mark between
// them. Lines with something to read are wrapped, so that all of them is seen; context, what was
// only re-indented and what is shown where it moved to are cut.

import type { ReviewHunk, ShownRow } from "../../review/hunks.js";
import { wordSpans } from "../../review/word-spans.js";
import type { Style } from "../../text/style.js";
import { formatHunkHeader } from "../diff.js";
import { cutSegments, widthOf, wrapSegments } from "./cells.js";
import { describeMove, isOnLeft, isOnRight, paintMark } from "./marks.js";
import { paintSegments, type Segment, type Tone } from "./segments.js";
import { isPair, toneOf } from "./unified.js";
import type { CreateView, ViewContext } from "./view.js";

export const createSplitView: CreateView = (context) => {
  const { review, style, columns } = context;
  const digits = `${Math.max(review.oldLines.count, review.newLines.count)}`.length;
  const layout = { digits, width: Math.floor((columns - GUTTER) / 2) - digits - 1 };
  return (hunk) => {
    const header = `${style.cyan(formatHunkHeader(hunk))}\n`;
    return (
      header +
      pairUp(hunk)
        .map((row) => formatRow(row, layout, context))
        .join("")
    );
  };
};

/** A blank, the mark, a blank. */
const GUTTER = 3;

interface Layout {
  /** Columns for the number of a line. */
  readonly digits: number;
  /** Columns for its text. */
  readonly width: number;
}

/** What stands side by side: one row, or one of the left and one of the right. */
interface SideBySide {
  readonly left: ShownRow | undefined;
  readonly right: ShownRow | undefined;
  /** What is said on the side that the row has no line on. */
  readonly note?: string | undefined;
}

/** Lines that only one side has stand next to one another; lines that moved stand alone. */
function pairUp({ rows }: ReviewHunk): readonly SideBySide[] {
  const pairs: SideBySide[] = [];
  let removed: ShownRow[] = [];
  for (const [at, row] of rows.entries()) {
    const note = describeMove(rows, at);
    if (row.kind === "removed") {
      removed.push(row);
    } else if (row.kind === "added") {
      pairs.push({ left: removed.shift(), right: row });
    } else if (row.kind === "moved-to") {
      pairs.push({ left: undefined, right: row, note });
    } else {
      pairs.push(...removed.map((left) => ({ left, right: undefined })));
      removed = [];
      const isLeftOnly = row.kind === "moved-from";
      pairs.push({ left: row, right: isLeftOnly ? undefined : row, note });
    }
  }
  return [...pairs, ...removed.map((left) => ({ left, right: undefined }))];
}

function formatRow(
  { left, right, note }: SideBySide,
  layout: Layout,
  context: ViewContext,
): string {
  const row = (left ?? right) as ShownRow;
  const canCut = hasNothingToRead(row);
  const oldCell = left && oldCellOf(left, canCut, layout, context);
  const newCell = right && newCellOf(right, canCut, layout, context);
  const noteCell = note === undefined ? [] : noteOf(note, layout);
  const lefts = oldCell ?? noteCell;
  const rights = newCell ?? noteCell;
  const height = Math.max(lefts.length, rights.length, 1);
  return Array.from({ length: height }, (_, at) => {
    const mark = at === 0 ? paintMark(row, context.style) : " ";
    return formatLine(lefts[at], mark, rights[at], layout, context);
  }).join("");
}

/** One line of both sides, without blanks that nothing stands behind. */
function formatLine(
  left: CellLine | undefined,
  mark: string,
  right: CellLine | undefined,
  layout: Layout,
  { style }: ViewContext,
): string {
  const shownLeft = formatCell(left, layout, style);
  if (right === undefined && mark === " ") {
    return `${shownLeft}\n`;
  }
  const rest = layout.width - widthOf(left?.segments ?? []);
  const shownRight = right === undefined ? "" : ` ${formatCell(right, layout, style)}`;
  const fill = left?.segments.length ? "" : " ";
  return `${shownLeft}${fill}${" ".repeat(Math.max(rest, 0))} ${mark}${shownRight}\n`;
}

/** Whether all of the row's text is known from elsewhere, or from its other side. */
function hasNothingToRead(row: ShownRow): boolean {
  return (
    row.kind === "same" ||
    row.kind === "hidden" ||
    (row.kind === "changed" && row.class === "reindented") ||
    (row.kind === "moved-from" && (row.difference === "none" || row.difference === "reindented"))
  );
}

/** One line of a cell. */
interface CellLine {
  /** Missing on lines that go on, and on notes. */
  readonly number?: number;
  readonly segments: readonly Segment[];
  readonly tone: Tone | "note";
}

function oldCellOf(
  row: ShownRow,
  canCut: boolean,
  layout: Layout,
  context: ViewContext,
): readonly CellLine[] {
  // A hidden line that only the right has leaves the left empty.
  if (!("oldLine" in row) || row.oldLine === undefined) {
    return [];
  }
  const words = isPair(row) ? wordSpans(context.review, row).old : [];
  const segments = context.oldLine(row.oldLine, words);
  const tone = isOnLeft(row) ? toneOf(row, "left") : "context";
  return cellOf(row.oldLine, segments, canCut, tone, layout);
}

function newCellOf(
  row: ShownRow,
  canCut: boolean,
  layout: Layout,
  context: ViewContext,
): readonly CellLine[] {
  const words = isPair(row) ? wordSpans(context.review, row).new : [];
  const { newLine } = row as { readonly newLine: number };
  const segments = context.newLine(newLine, words);
  const tone = isOnRight(row) ? toneOf(row, "right") : "context";
  return cellOf(newLine, segments, canCut, tone, layout);
}

function cellOf(
  line: number,
  segments: readonly Segment[],
  canCut: boolean,
  tone: Tone,
  { width }: Layout,
): readonly CellLine[] {
  const lines = canCut ? [cutSegments(segments, width)] : wrapSegments(segments, width);
  return lines.map((shown, at) => ({
    ...(at === 0 && { number: line + 1 }),
    segments: shown,
    tone,
  }));
}

function noteOf(text: string, { width }: Layout): readonly CellLine[] {
  const note = [{ start: 0, text: `(${text})`, kind: "plain", isWord: false } as const];
  return [{ segments: cutSegments(note, width), tone: "note" }];
}

function formatCell(line: CellLine | undefined, { digits }: Layout, style: Style): string {
  const number = style.dim(`${line?.number ?? ""}`.padStart(digits));
  const { segments = [], tone = "note" } = line ?? {};
  if (segments.length === 0) {
    return number;
  }
  const text = segments.map((one) => one.text).join("");
  return `${number} ${tone === "note" ? style.cyan(text) : paintSegments(segments, tone, style)}`;
}
