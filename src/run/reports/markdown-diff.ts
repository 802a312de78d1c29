// The change of one file as the lines of a ```diff block, for eyes and not for patch: what was
// only re-indented or renamed is context, and a line that moved is marked and not shown twice.

import type { ChangeClass } from "../../review/change-class.js";
import type { FileReview, MovedRow } from "../../review/file-review.js";
import { type ReviewHunk, reviewHunks, type ShownRow } from "../../review/hunks.js";
import { formatHunkHeader } from "../diff.js";
import { escapeControls } from "../escape.js";
import { countOf } from "../wording.js";

/** What a reviewer need not read: it is the same everywhere, and the proof covers it. */
const HIDDEN: ReadonlySet<ChangeClass> = new Set(["reindented", "renamed"]);

/** A line of data may be of any length, a line of a comment not. */
const LONGEST_LINE = 300;

/** The lines, without line ends and safe to show; none where everything is hidden. */
export function markdownDiff(review: FileReview, context: number): readonly string[] {
  return reviewHunks(review, { context, hidden: HIDDEN }).flatMap((hunk) => [
    formatHunkHeader(hunk),
    ...hunkLines(review, hunk),
  ]);
}

/** Old lines before new ones, wherever lines of both kinds meet. */
function hunkLines(review: FileReview, { rows }: ReviewHunk): readonly string[] {
  const lines: string[] = [];
  let left: ShownRow[] = [];
  let right: ShownRow[] = [];
  const flush = (): void => {
    lines.push(...leftLines(review, left), ...rightLines(review, right));
    left = [];
    right = [];
  };
  for (const row of rows) {
    if (row.kind === "same" || row.kind === "hidden") {
      flush();
      lines.push(` ${shown(review.newLines.at(row.newLine))}`);
      continue;
    }
    if (row.kind !== "added" && row.kind !== "moved-to") {
      left.push(row);
    }
    if (row.kind !== "removed" && row.kind !== "moved-from") {
      right.push(row);
    }
  }
  flush();
  return lines;
}

function leftLines({ oldLines }: FileReview, rows: readonly ShownRow[]): readonly string[] {
  return rows.flatMap((row, at) => {
    if (!isMoved(row)) {
      return "oldLine" in row ? [`-${shown(oldLines.at(row.oldLine as number))}`] : [];
    }
    const note = `# ${countOf(runLength(rows, at), "line")} moved to line ${row.newLine + 1}`;
    return startsRun(rows, at) ? [note] : [];
  });
}

function rightLines({ newLines }: FileReview, rows: readonly ShownRow[]): readonly string[] {
  return rows.flatMap((row, at) => {
    if (!isMoved(row)) {
      return "newLine" in row ? [`+${shown(newLines.at(row.newLine))}`] : [];
    }
    const line = `!${shown(newLines.at(row.newLine))}`;
    const note = `# ${countOf(runLength(rows, at), "line")} moved from line ${row.oldLine + 1}`;
    return startsRun(rows, at) ? [note, line] : [line];
  });
}

/** A moved line in which more changed than names and brackets is shown on both sides instead. */
function isMoved(row: ShownRow | undefined): row is MovedRow {
  const isHalf = row?.kind === "moved-from" || row?.kind === "moved-to";
  return isHalf && row.class === "moved";
}

function startsRun(rows: readonly ShownRow[], at: number): boolean {
  const row = rows[at];
  const before = rows[at - 1];
  return !(isMoved(row) && isMoved(before) && isNext(before, row));
}

function runLength(rows: readonly ShownRow[], start: number): number {
  let end = start + 1;
  while (end < rows.length && !startsRun(rows, end)) {
    end++;
  }
  return end - start;
}

function isNext(before: MovedRow, row: MovedRow): boolean {
  return row.oldLine === before.oldLine + 1 && row.newLine === before.newLine + 1;
}

function shown(line: string): string {
  const text = escapeControls(line.replace(/\r?\n$/, ""));
  if (text.length <= LONGEST_LINE) {
    return text;
  }
  const start = text.slice(0, LONGEST_LINE).replace(/[\ud800-\udbff]$/, "");
  return `${start} … (${text.length - start.length} more characters)`;
}
