// Which rows of a review are shown: the changes, with some lines around them. Classes can be
// hidden; then their lines are context, shown as they are afterwards. Invariant: with nothing
// hidden, every change is in exactly one hunk.

import type { ChangeClass } from "./change-class.js";
import type { FileReview, Row } from "./file-review.js";

/** A changed line of a hidden class: context, of which the new side is shown. */
interface HiddenRow {
  readonly kind: "hidden";
  /** Missing where no old line stands here. */
  readonly oldLine?: number;
  readonly newLine: number;
  readonly class: ChangeClass;
}

export type ShownRow = Row | HiddenRow;

/** Lines `oldStart..oldEnd` and `newStart..newEnd`: half-open, counted from 0. */
export interface ReviewHunk {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
  /** In order; hidden changes that have no new side are left out. */
  readonly rows: readonly ShownRow[];
}

export interface HunkOptions {
  /** Lines shown before and behind each change; Infinity for whole files. */
  readonly context: number;
  readonly hidden: ReadonlySet<ChangeClass>;
}

/** The hunks of a review, in order; changes whose context would meet share one. */
export function reviewHunks({ rows }: FileReview, options: HunkOptions): readonly ReviewHunk[] {
  const { context, hidden } = options;
  const shown = rows.map((row) => showRow(row, hidden));
  const hunks: ReviewHunk[] = [];
  const place = { oldLine: 0, newLine: 0 };
  let at = 0;
  const skipTo = (end: number): void => {
    for (; at < end; at++) {
      advance(place, shown[at] as PlacedRow);
    }
  };
  for (const { start, end } of runsOf(shown, context)) {
    skipTo(start);
    const { oldLine: oldStart, newLine: newStart } = place;
    skipTo(end);
    const { oldLine: oldEnd, newLine: newEnd } = place;
    const hunkRows = shown.slice(start, end).flatMap(({ row }) => row ?? []);
    hunks.push({ oldStart, oldEnd, newStart, newEnd, rows: hunkRows });
  }
  return hunks;
}

/** A row with the sides that it stands on; nothing is shown of a hidden one of the left. */
interface PlacedRow {
  readonly row: ShownRow | undefined;
  readonly isChange: boolean;
  readonly onLeft: boolean;
  readonly onRight: boolean;
}

function showRow(row: Row, hidden: ReadonlySet<ChangeClass>): PlacedRow {
  const onLeft = row.kind !== "added" && row.kind !== "moved-to";
  const onRight = row.kind !== "removed" && row.kind !== "moved-from";
  if (row.kind === "same" || !hidden.has(row.class)) {
    return { row, isChange: row.kind !== "same", onLeft, onRight };
  }
  return { row: hiddenRow(row), isChange: false, onLeft, onRight };
}

function hiddenRow(row: Exclude<Row, { kind: "same" }>): HiddenRow | undefined {
  switch (row.kind) {
    case "changed":
      return { kind: "hidden", oldLine: row.oldLine, newLine: row.newLine, class: row.class };
    case "added":
    case "moved-to":
      return { kind: "hidden", newLine: row.newLine, class: row.class };
    default:
      return undefined;
  }
}

function advance(place: { oldLine: number; newLine: number }, row: PlacedRow): void {
  place.oldLine += row.onLeft ? 1 : 0;
  place.newLine += row.onRight ? 1 : 0;
}

/** Where each hunk starts and ends among the rows. */
function runsOf(
  rows: readonly PlacedRow[],
  context: number,
): readonly { readonly start: number; readonly end: number }[] {
  const behind = distances(rows);
  const before = distances(rows.toReversed()).toReversed();
  const runs: { start: number; end: number }[] = [];
  for (let at = 0; at < rows.length; at++) {
    const distance = Math.min(behind[at] as number, before[at] as number);
    const last = runs.at(-1);
    if (distance > context || distance === Number.POSITIVE_INFINITY) {
      continue;
    }
    if (last?.end === at) {
      last.end = at + 1;
    } else {
      runs.push({ start: at, end: at + 1 });
    }
  }
  return runs;
}

/** How many shown lines each row stands behind the last change; rows that show nothing are none. */
function distances(rows: readonly PlacedRow[]): readonly number[] {
  let distance = Number.POSITIVE_INFINITY;
  return rows.map(({ row, isChange }) => {
    distance = isChange ? 0 : distance + (row === undefined ? 0 : 1);
    return distance;
  });
}
