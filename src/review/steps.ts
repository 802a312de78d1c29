// The changes of one file as a reviewer is asked about them: its hunks and, on request, each hunk
// split at the stages in it. Invariant: splitting loses no row.

import type { Finding } from "../finding/finding.js";
import type { FileReview } from "./file-review.js";
import { type HunkOptions, type ReviewHunk, reviewHunks, type ShownRow } from "./hunks.js";
import type { Step } from "./session.js";

/**
 * The steps of a file, in order; at least one, since a file whose changes are all hidden is asked
 * about with nothing hidden. `findings` are those of its old text.
 */
export function stepsOf(
  review: FileReview,
  findings: readonly Finding[],
  options: HunkOptions,
): readonly Step[] {
  const hunks = reviewHunks(review, options);
  const shown = hunks.length > 0 ? hunks : reviewHunks(review, { ...options, hidden: NOTHING });
  return shown.map((hunk) => stepOf(review, hunk, findings));
}

const NOTHING: ReadonlySet<never> = new Set();

/** The step in pieces that begin with a stage each; the step itself where it has only one. */
export function splitStep(
  review: FileReview,
  { hunk }: Step,
  findings: readonly Finding[],
): readonly Step[] {
  const pieces: ReviewHunk[] = [];
  let rows: ShownRow[] = [];
  let { oldStart, newStart } = hunk;
  let oldEnd = oldStart;
  let newEnd = newStart;
  const close = (): void => {
    pieces.push({ oldStart, oldEnd, newStart, newEnd, rows });
    [rows, oldStart, newStart] = [[], oldEnd, newEnd];
  };
  for (const row of hunk.rows) {
    if (rows.some(isChange) && beginsStage(review, row, rows.at(-1))) {
      close();
    }
    rows.push(row);
    oldEnd += isOnLeft(row) ? 1 : 0;
    newEnd += isOnRight(row) ? 1 : 0;
  }
  if (rows.some(isChange) || pieces.length === 0) {
    close();
  } else {
    const last = pieces.at(-1) as ReviewHunk;
    pieces[pieces.length - 1] = { ...last, oldEnd, newEnd, rows: [...last.rows, ...rows] };
  }
  return pieces.map((piece) => stepOf(review, piece, findings));
}

function stepOf({ oldLines }: FileReview, hunk: ReviewHunk, findings: readonly Finding[]): Step {
  const isFound = ({ severity, span }: Finding): boolean => {
    const line = oldLines.lineOf(span.start);
    return severity !== "info" && hunk.oldStart <= line && line < hunk.oldEnd;
  };
  const needsEyes = hunk.rows.some((row) => isChange(row) && row.class === "review");
  return { hunk, needsEyes: needsEyes || findings.some(isFound) };
}

/** The steps once these were split, one after the other, each by its number at that time. */
export function splitSteps(
  review: FileReview,
  steps: readonly Step[],
  numbers: readonly number[],
  findings: readonly Finding[],
): readonly Step[] {
  return numbers.reduce((all, number) => {
    const step = all[number];
    return step === undefined
      ? all
      : all.toSpliced(number, 1, ...splitStep(review, step, findings));
  }, steps);
}

type Change = Exclude<ShownRow, { kind: "same" | "hidden" }>;

/** Whether a row shows a change, not a line around one. */
export function isChange(row: ShownRow): row is Change {
  return row.kind !== "same" && row.kind !== "hidden";
}

function isOnLeft({ kind }: ShownRow): boolean {
  return kind !== "added" && kind !== "moved-to";
}

function isOnRight({ kind }: ShownRow): boolean {
  return kind !== "removed" && kind !== "moved-from";
}

/** Whether a row is the first below a blank line of the new text, and no deeper than a stage. */
function beginsStage(
  { newLines }: FileReview,
  row: ShownRow,
  before: ShownRow | undefined,
): boolean {
  if (before === undefined || !("newLine" in before) || !("newLine" in row)) {
    return false;
  }
  const text = newLines.at(row.newLine);
  return (
    isOnRight(before) &&
    isOnRight(row) &&
    newLines.at(before.newLine).trim() === "" &&
    /^(?:\t| {0,4})\S/.test(text)
  );
}
