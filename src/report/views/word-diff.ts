// The word diff: every line once, with what left it and what came into it, as git shows it:
// `[-old-]{+new+}` without colour, red and green with it. Re-indentation alone is only marked.

import type { ChangedRow, MovedRow } from "../../review/file-review.js";
import type { ShownRow } from "../../review/hunks.js";
import { withoutLineEnd } from "../../review/lines.js";
import type { Span } from "../../syntax/span.js";
import { escapeControls } from "../../text/escape.js";
import type { Style } from "../../text/style.js";
import { formatHunkHeader } from "../diff.js";
import { describeMove, paintMark } from "./marks.js";
import { paintSegments, type Segment, type Tone } from "./segments.js";
import type { CreateView, ViewContext } from "./view.js";

export const createWordDiffView: CreateView = (context) => (hunk) => {
  const { style } = context;
  const lines = hunk.rows.map((row, at) => {
    const note = describeMove(hunk.rows, at);
    const noteLine = note === undefined ? "" : `${style.cyan(`@@ ${note}`)}\n`;
    return `${noteLine}${paintMark(row, style)} ${formatRow(row, context)}\n`;
  });
  return `${style.cyan(formatHunkHeader(hunk))}\n${lines.join("")}`;
};

function formatRow(row: ShownRow, context: ViewContext): string {
  const { style, oldLine, newLine } = context;
  switch (row.kind) {
    case "removed":
      return removed(textOf(oldLine(row.oldLine)), style);
    case "added":
      return added(textOf(newLine(row.newLine)), style);
    case "moved-from":
      return paintSegments(oldLine(row.oldLine), "moved", style);
    case "moved-to":
      return formatChanged(row, "moved", context);
    case "changed":
      return formatChanged(row, "context", context);
    default:
      return paintSegments(newLine(row.newLine), "context", style);
  }
}

/** What the line is now, with what left it and what came into it. */
function formatChanged(
  { oldLine, newLine, replacements }: ChangedRow | MovedRow,
  tone: Tone,
  context: ViewContext,
): string {
  const { review, style } = context;
  const oldStart = review.oldLines.start(oldLine);
  const oldText = withoutLineEnd(review.oldLines.at(oldLine));
  const spans = replacements.map((one) => ({
    start: one.newStart,
    end: one.newStart + withoutLineEnd(one.newText).length,
  }));
  const segments = context.newLine(newLine, spans);
  let next = 0;
  const upTo = (end: number): readonly Segment[] => {
    const from = next;
    while (next < segments.length && (segments[next] as Segment).start < end) {
      next++;
    }
    return segments.slice(from, next);
  };
  let shown = "";
  for (const [index, { span }] of replacements.entries()) {
    const { start, end } = spans[index] as Span;
    shown += paintSegments(upTo(start), tone, style);
    const lost = oldText.slice(span.start - oldStart, span.end - oldStart);
    shown += removed(escapeControls(lost), style);
    shown += added(textOf(upTo(end)), style);
  }
  return shown + paintSegments(upTo(Number.POSITIVE_INFINITY), tone, style);
}

function removed(text: string, style: Style): string {
  return enclose(text, "[-", "-]", style.red);
}

function added(text: string, style: Style): string {
  return enclose(text, "{+", "+}", style.green);
}

function enclose(text: string, open: string, close: string, paint: Style["red"]): string {
  const painted = paint(text);
  if (text === "") {
    return "";
  }
  return painted === text ? open + text + close : painted;
}

function textOf(segments: readonly { readonly text: string }[]): string {
  return segments.map(({ text }) => text).join("");
}
