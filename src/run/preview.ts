// The change of one file for people: a heading and its hunks. Unlike a patch it is not exact:
// control characters are shown as escapes, carriage returns at line ends not at all, and
// re-indented lines can be left out.

import type { FileReview } from "../review/file-review.js";
import type { ReviewHunk } from "../review/hunks.js";
import {
  countLines,
  diffLines,
  formatHunkHeader,
  hideReindentation,
  hunksOf,
  type LineDiff,
  type LineKind,
  visitLines,
} from "./diff.js";
import { escapeControls } from "./escape.js";
import type { PlannedChange } from "./planned-file.js";
import type { Style } from "./style.js";
import { countOf } from "./wording.js";

export interface PreviewOptions {
  readonly style: Style;
  readonly context: number;
  readonly ignoreIndentation: boolean;
}

/** The heading and the hunks, each line with a line feed behind it. */
export function formatPreview(file: PlannedChange, options: PreviewOptions): string {
  const { style, context, ignoreIndentation } = options;
  if (isReplaced(file)) {
    return formatReplacement(file, style);
  }
  const full = diffLines(file.source, file.newText, file.edits);
  const shown = ignoreIndentation ? hideReindentation(full, file.edits) : full;
  let preview = `${formatHeading(file, full, style)}\n`;
  for (const hunk of hunksOf(shown, context)) {
    preview += `${style.cyan(formatHunkHeader(hunk))}\n`;
    visitLines(shown, hunk, (kind, text) => {
      preview += `${formatLine(kind, text, style)}\n`;
    });
  }
  return preview;
}

/** Whether nothing of the old text was meant to stay, as when a module takes another's place. */
function isReplaced({ source, edits }: PlannedChange): boolean {
  const [edit, ...others] = edits;
  const isWhole = edit?.span.start === 0 && edit.span.end === source.length;
  return isWhole && others.length === 0 && source.length > 0;
}

/** Lines of two texts that have nothing to do with each other are no diff that anybody reads. */
function formatReplacement(file: PlannedChange, style: Style): string {
  const heading = formatHeading(file, diffLines(file.source, file.newText, file.edits), style);
  return `${heading}\n${style.dim("replaced as a whole; --format patch shows both texts")}\n`;
}

function formatHeading({ path, tests }: PlannedChange, diff: LineDiff, style: Style): string {
  const { added, removed } = countLines(diff);
  const lines = `+${added} -${removed}`;
  const facts = tests.old > 0 ? `${countOf(tests.old, "test")}, ${lines}` : lines;
  return `${style.bold(escapeControls(path))}  ${style.dim(facts)}`;
}

function formatLine(kind: LineKind, text: string, style: Style): string {
  const shown = escapeControls(withoutLineEnd(text));
  switch (kind) {
    case "added":
      return style.green(`+${shown}`);
    case "removed":
      return style.red(`-${shown}`);
    default:
      return ` ${shown}`;
  }
}

function withoutLineEnd(text: string): string {
  if (!text.endsWith("\n")) {
    return text;
  }
  return text.slice(0, text.endsWith("\r\n") ? -2 : -1);
}

/** Stand-in until the review's own views arrive. */
export function formatReviewHeading(path: string, review: FileReview, style: Style): string {
  return `${style.bold(escapeControls(path))} ${JSON.stringify(review.counts)}\n`;
}
export function formatReviewHunk(review: FileReview, hunk: ReviewHunk, style: Style): string {
  let text = "";
  for (const row of hunk.rows) {
    if (row.kind === "same" || row.kind === "hidden") text += ` ${review.newLines.at(row.newLine)}`;
    else if (row.kind === "changed")
      text +=
        style.red(`-${review.oldLines.at(row.oldLine)}`) +
        style.green(`+${review.newLines.at(row.newLine)}`);
    else if (row.kind === "removed" || row.kind === "moved-from")
      text += style.red(`-${review.oldLines.at(row.oldLine)}`);
    else text += style.green(`+${review.newLines.at(row.newLine)}`);
  }
  return text;
}
