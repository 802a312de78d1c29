// Line diffs, read off the known edits: nothing is searched for, so the cost is linear.
// Invariant: replacing the old lines of every change by its new lines gives the new text, and
// lines keep their line ends, whatever these are. Patches are made of them.

import type { Edit } from "../edit/edit.js";
import { Lines } from "../review/lines.js";

/** Lines `oldStart..oldEnd` become lines `newStart..newEnd`: half-open, counted from 0. */
export interface LineChange {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

export interface LineDiff {
  readonly oldLines: Lines;
  readonly newLines: Lines;
  /** In order; between two changes there is at least one line that both texts share. */
  readonly changes: readonly LineChange[];
}

/** A run of changes with the lines around them; all numbers are those of whole texts. */
export interface Hunk extends LineChange {
  readonly changes: readonly LineChange[];
}

export type LineKind = "context" | "removed" | "added";

/** The line diff that valid, sorted edits amount to. Linear in both texts and the edits. */
export function diffLines(source: string, newText: string, edits: readonly Edit[]): LineDiff {
  const oldLines = new Lines(source);
  const newLines = new Lines(newText);
  const changes: { -readonly [Key in keyof LineChange]: number }[] = [];
  let delta = 0;
  for (const { span, newText: inserted } of edits) {
    const newStart = span.start + delta;
    delta += inserted.length - (span.end - span.start);
    const next = wholeLines(oldLines, newLines, span.start, span.end, newStart, span.end + delta);
    const last = changes.at(-1);
    if (last !== undefined && next.oldStart <= last.oldEnd) {
      last.oldEnd = next.oldEnd;
      last.newEnd = next.newEnd;
    } else {
      changes.push(next);
    }
  }
  const trimmed = changes.flatMap((change) => trimChange(oldLines, newLines, change));
  return { oldLines, newLines, changes: trimmed };
}

/** An edit widened to the lines that it touches in both texts. */
function wholeLines(
  oldLines: Lines,
  newLines: Lines,
  oldFrom: number,
  oldTo: number,
  newFrom: number,
  newTo: number,
): LineChange {
  const oldStart = oldLines.lineOf(oldFrom);
  // What stands before the edit on its line is the same in both texts.
  const newStart = newLines.lineOf(newFrom - (oldFrom - oldLines.start(oldStart)));
  const endsAtLine = oldLines.startsAt(oldTo) && newLines.startsAt(newTo);
  const extra = endsAtLine ? 0 : 1;
  return {
    oldStart,
    oldEnd: Math.min(oldLines.lineOf(oldTo) + extra, oldLines.count),
    newStart,
    newEnd: Math.min(newLines.lineOf(newTo) + extra, newLines.count),
  };
}

/** The change without the lines that are alike at its start and end; none when all are. */
function trimChange(oldLines: Lines, newLines: Lines, change: LineChange): LineChange[] {
  let { oldStart, oldEnd, newStart, newEnd } = change;
  const isEmpty = (): boolean => oldStart === oldEnd || newStart === newEnd;
  while (!isEmpty() && oldLines.at(oldStart) === newLines.at(newStart)) {
    oldStart++;
    newStart++;
  }
  while (!isEmpty() && oldLines.at(oldEnd - 1) === newLines.at(newEnd - 1)) {
    oldEnd--;
    newEnd--;
  }
  return oldStart === oldEnd && newStart === newEnd ? [] : [{ oldStart, oldEnd, newStart, newEnd }];
}

/** The changes with `context` lines around them; changes that come closer share a hunk. */
export function hunksOf(diff: LineDiff, context: number): readonly Hunk[] {
  const groups: LineChange[][] = [];
  for (const change of diff.changes) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && change.oldStart - last.oldEnd <= 2 * context) {
      group.push(change);
    } else {
      groups.push([change]);
    }
  }
  return groups.map((group) => hunkOf(diff, group, context));
}

function hunkOf({ oldLines }: LineDiff, changes: readonly LineChange[], context: number): Hunk {
  const first = changes[0] as LineChange;
  const last = changes.at(-1) as LineChange;
  const before = Math.min(context, first.oldStart);
  const after = Math.min(context, oldLines.count - last.oldEnd);
  return {
    oldStart: first.oldStart - before,
    oldEnd: last.oldEnd + after,
    newStart: first.newStart - before,
    newEnd: last.newEnd + after,
    changes,
  };
}

/** Visits the lines of a hunk in order, each with its own end, if it has one. */
export function visitLines(
  { oldLines, newLines }: LineDiff,
  hunk: Hunk,
  visit: (kind: LineKind, text: string) => void,
): void {
  const visitAll = (kind: LineKind, from: Lines, start: number, end: number): void => {
    for (let line = start; line < end; line++) {
      visit(kind, from.at(line));
    }
  };
  let at = hunk.newStart;
  for (const change of hunk.changes) {
    visitAll("context", newLines, at, change.newStart);
    visitAll("removed", oldLines, change.oldStart, change.oldEnd);
    visitAll("added", newLines, change.newStart, change.newEnd);
    at = change.newEnd;
  }
  visitAll("context", newLines, at, hunk.newEnd);
}

/** `@@ -1,4 +1,5 @@`: a side without lines names the line in front of it, as diff does. */
export function formatHunkHeader(hunk: LineChange): string {
  const old = formatLineSpan(hunk.oldStart, hunk.oldEnd);
  return `@@ -${old} +${formatLineSpan(hunk.newStart, hunk.newEnd)} @@`;
}

function formatLineSpan(start: number, end: number): string {
  const length = end - start;
  const first = length === 0 ? start : start + 1;
  return length === 1 ? `${first}` : `${first},${length}`;
}
