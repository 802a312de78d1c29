// The marks by which the classes of changes are known in every view, with and without colour, and
// the words for them. Invariant: each class has one mark of its own.

import { CHANGE_CLASSES, type ChangeClass, type ChangeCounts } from "../../review/change-class.js";
import type { Row } from "../../review/file-review.js";
import type { ShownRow } from "../../review/hunks.js";
import type { Style } from "../../text/style.js";

const MARKS: Readonly<Record<ChangeClass, string>> = {
  reindented: ".",
  renamed: "~",
  moved: ">",
  added: "*",
  review: "!",
};

const LABELS: Readonly<Record<ChangeClass, string>> = {
  reindented: "re-indented",
  renamed: "renamed",
  moved: "moved",
  added: "added",
  review: "to review",
};

/** One character that stands in front of the row's lines; a blank for context. */
export function markOf(row: ShownRow): string {
  if (row.kind === "same" || row.kind === "hidden") {
    return " ";
  }
  return row.kind === "moved-from" && row.class === "moved" ? "<" : MARKS[row.class];
}

/** The mark as it is shown: what needs eyes stands out, the rest does not. */
export function paintMark(row: ShownRow, style: Style): string {
  const mark = markOf(row);
  return mark === MARKS.review ? style.bold(style.yellow(mark)) : style.dim(mark);
}

/** One line that explains the marks. */
export function formatLegend(style: Style): string {
  const text = ". re-indented  ~ renamed  < moved away  > moved here  * added  ! to review";
  return `${style.dim(text)}\n`;
}

/** `12 re-indented, 3 moved, 1 to review`; classes without changes are left out. */
export function formatCounts(
  counts: ChangeCounts,
  hidden: ReadonlySet<ChangeClass>,
  style: Style,
): string {
  const parts = CHANGE_CLASSES.filter((name) => counts[name] > 0).map((name) => {
    const text = `${counts[name]} ${LABELS[name]}${hidden.has(name) ? " (hidden)" : ""}`;
    return name === "review" ? style.yellow(text) : style.dim(text);
  });
  return parts.join(style.dim(", "));
}

/**
 * `moved to lines 4-7`, for the first row of lines that moved together; undefined for the others,
 * which its note covers, and for rows that did not move. `rows` are those that hold it.
 */
export function describeMove(rows: readonly ShownRow[], at: number): string | undefined {
  const row = rows[at];
  if (row?.kind !== "moved-from" && row?.kind !== "moved-to") {
    return undefined;
  }
  const before = rows[at - 1];
  if (before !== undefined && followsOn(before, row)) {
    return undefined;
  }
  let end = at;
  for (let next = rows[end + 1]; next !== undefined; next = rows[end + 1]) {
    if (!followsOn(rows[end] as ShownRow, next)) {
      break;
    }
    end++;
  }
  const first = (row.kind === "moved-from" ? row.newLine : row.oldLine) + 1;
  const last = first + end - at;
  const where = row.kind === "moved-from" ? "to" : "from";
  return `moved ${where} ${first === last ? `line ${first}` : `lines ${first}-${last}`}`;
}

/** Whether both lines moved, and to neighbouring places. */
function followsOn(before: ShownRow, row: ShownRow): boolean {
  return (
    (row.kind === "moved-from" || row.kind === "moved-to") &&
    before.kind === row.kind &&
    row.oldLine === before.oldLine + 1 &&
    row.newLine === before.newLine + 1
  );
}

/** Whether the row stands on the left, among the old lines. */
export function isOnLeft(row: ShownRow): row is Extract<Row, { oldLine: number }> {
  return row.kind === "removed" || row.kind === "moved-from" || row.kind === "changed";
}

/** Whether the row stands on the right, among the new lines. */
export function isOnRight(row: ShownRow): row is Extract<Row, { newLine: number }> {
  return row.kind === "added" || row.kind === "moved-to" || row.kind === "changed";
}
