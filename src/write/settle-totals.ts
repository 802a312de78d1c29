// The totals of a run once it has written: what was planned and did not come about is taken back.
// Invariant: files in = changed + unchanged + blocked + failed still holds.

import { combineTotals, NO_TOTALS, type Totals } from "../plan/totals.js";
import type { ApplyResult } from "./apply.js";

/**
 * The totals after writing: planned changes that failed, or whose turn never came, are taken
 * back. `planned` holds what each planned change was counted as.
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
    const before = planned.get(path);
    if (before === undefined) {
      // A module that only stands in between for the sake of other files.
      return sum;
    }
    const { testsMigrated, testsNew, suppressed } = before;
    const blocksLeft = before.blocksMigrated + before.blocksLeft;
    const left = { testsLeft: testsMigrated, testsNew, blocksLeft, suppressed };
    const notWritten = status === "unchanged" ? 1 : 0;
    const after = { ...NO_TOTALS, ...left, [status]: 1, notWritten };
    return combineTotals(combineTotals(sum, before, -1), after, 1);
  }, totals);
}

function unwritten(paths: readonly string[], written: readonly string[]): readonly string[] {
  const done = new Set(written);
  return paths.filter((path) => !done.has(path));
}
