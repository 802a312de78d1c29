// Counting. Invariant: files in = changed + unchanged + blocked + failed, asserted, so that no
// file is ever lost between discovery and report. Used by the plan, the reports and apply.

import type { ApplyResult } from "./apply.js";
import type { PlannedFile } from "./planned-file.js";

/** Sums over files; a single file's own numbers have the same shape. */
export interface Totals {
  readonly changed: number;
  readonly unchanged: number;
  readonly blocked: number;
  readonly failed: number;
  /** Registrations in changed files. */
  readonly testsMigrated: number;
  /** Registrations of the old API in all other files. */
  readonly testsLeft: number;
  /** Tests that used the new API before the run. */
  readonly testsNew: number;
  /** Suites in changed files. */
  readonly suites: number;
  /** Comments in changed files. */
  readonly commentsKept: number;
}

export const NO_TOTALS: Totals = {
  changed: 0,
  unchanged: 0,
  blocked: 0,
  failed: 0,
  testsMigrated: 0,
  testsLeft: 0,
  testsNew: 0,
  suites: 0,
  commentsKept: 0,
};

/** What one file adds to the totals. */
export function countFile(file: PlannedFile): Totals {
  const { old, new: testsNew } = file.tests;
  if (file.status !== "changed") {
    return { ...NO_TOTALS, [file.status]: 1, testsLeft: old, testsNew };
  }
  const { proof } = file;
  return {
    ...NO_TOTALS,
    changed: 1,
    testsMigrated: old,
    testsNew,
    // A file whose tests others run has no suite of its own.
    suites: proof === undefined || (proof.graph?.role ?? "runner") !== "runner" ? 0 : 1,
    commentsKept: proof?.comments.old ?? 0,
  };
}

/**
 * The totals after writing: planned changes that failed, or whose turn never came, are taken
 * back. `planned` holds what each planned change was
 * counted as.
 */
export function settleTotals(
  totals: Totals,
  planned: ReadonlyMap<string, Totals>,
  { written, failed, skipped }: ApplyResult,
): Totals {
  const takenBack = new Map<string, "failed" | "unchanged">([
    ...unwritten(skipped, written).map((path): [string, "unchanged"] => [path, "unchanged"]),
    ...failed.map(({ path }): [string, "failed"] => [path, "failed"]),
  ]);
  return [...takenBack].reduce((sum, [path, status]) => {
    const before = planned.get(path) as Totals;
    const { testsMigrated, testsNew } = before;
    const after = { ...NO_TOTALS, [status]: 1, testsLeft: testsMigrated, testsNew };
    return combine(combine(sum, before, -1), after, 1);
  }, totals);
}

function unwritten(paths: readonly string[], written: readonly string[]): readonly string[] {
  const done = new Set(written);
  return paths.filter((path) => !done.has(path));
}

export function addTotals(a: Totals, b: Totals): Totals {
  return combine(a, b, 1);
}

const KEYS = Object.keys(NO_TOTALS) as readonly (keyof Totals)[];

function combine(a: Totals, b: Totals, sign: 1 | -1): Totals {
  const sum: Record<keyof Totals, number> = { ...a };
  for (const key of KEYS) {
    sum[key] += sign * b[key];
  }
  return sum;
}

/** How many files the totals speak of. */
export function fileCount({ changed, unchanged, blocked, failed }: Totals): number {
  return changed + unchanged + blocked + failed;
}

/** Throws when files went in that did not come out, or came out twice: a defect of this tool. */
export function assertAllCounted(filesIn: number, totals: Totals): void {
  if (fileCount(totals) !== filesIn) {
    throw new Error(`${filesIn} files went in, ${fileCount(totals)} came out`);
  }
}
