// The change of one file as the lines of a ```diff block, for eyes and not for patch: what was
// only re-indented or renamed is context, and a line that moved is marked and not shown twice.

import type { ChangeClass } from "../../review/change-class.js";
import type { FileReview, MovedRow } from "../../review/file-review.js";
import { type ReviewHunk, reviewHunks, type ShownRow } from "../../review/hunks.js";
import { escapeControls } from "../../text/escape.js";
import { countOf } from "../../text/wording.js";
import { formatHunkHeader } from "../diff.js";

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

/** A line of one side; `moved` tells where it stands on the other. */
interface SideLine {
  readonly text: string;
  readonly moved: MovedRow | undefined;
}

/** Old lines before new ones, wherever lines of both kinds meet. */
function hunkLines({ oldLines, newLines }: FileReview, { rows }: ReviewHunk): readonly string[] {
  const lines: string[] = [];
  let left: SideLine[] = [];
  let right: SideLine[] = [];
  const flush = (): void => {
    lines.push(...left.flatMap(formatLeft), ...right.flatMap(formatRight));
    left = [];
    right = [];
  };
  for (const row of rows) {
    const moved = movedOf(row);
    if (row.kind === "same" || row.kind === "hidden") {
      flush();
      lines.push(` ${shown(newLines.at(row.newLine))}`);
      continue;
    }
    if (row.kind === "changed" || row.kind === "removed" || row.kind === "moved-from") {
      left.push({ text: oldLines.at(row.oldLine), moved });
    }
    if (row.kind === "changed" || row.kind === "added" || row.kind === "moved-to") {
      right.push({ text: newLines.at(row.newLine), moved });
    }
  }
  flush();
  return lines;
}

/** A moved line in which more changed than names and brackets is shown on both sides instead. */
function movedOf(row: ShownRow): MovedRow | undefined {
  const isHalf = row.kind === "moved-from" || row.kind === "moved-to";
  return isHalf && row.class === "moved" ? row : undefined;
}

function formatLeft({ text, moved }: SideLine, at: number, all: SideLine[]): readonly string[] {
  if (moved === undefined) {
    return [`-${shown(text)}`];
  }
  const note = `# ${countOf(runLength(all, at), "line")} moved to line ${moved.newLine + 1}`;
  return startsRun(all, at) ? [note] : [];
}

function formatRight({ text, moved }: SideLine, at: number, all: SideLine[]): readonly string[] {
  if (moved === undefined) {
    return [`+${shown(text)}`];
  }
  const note = `# ${countOf(runLength(all, at), "line")} moved from line ${moved.oldLine + 1}`;
  return [...(startsRun(all, at) ? [note] : []), `!${shown(text)}`];
}

/** Whether the line did not move together with the one before it. */
function startsRun(lines: readonly SideLine[], at: number): boolean {
  const moved = lines[at]?.moved;
  const before = lines[at - 1]?.moved;
  return (
    moved === undefined ||
    before === undefined ||
    moved.oldLine !== before.oldLine + 1 ||
    moved.newLine !== before.newLine + 1
  );
}

function runLength(lines: readonly SideLine[], start: number): number {
  let end = start + 1;
  while (end < lines.length && !startsRun(lines, end)) {
    end++;
  }
  return end - start;
}

function shown(line: string): string {
  const text = escapeControls(line.replace(/\r?\n$/, ""));
  if (text.length <= LONGEST_LINE) {
    return text;
  }
  const start = text.slice(0, LONGEST_LINE).replace(/[\ud800-\udbff]$/, "");
  return `${start} … (${text.length - start.length} more characters)`;
}
