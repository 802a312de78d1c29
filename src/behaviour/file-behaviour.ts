// What a file did before and after, judged: the comparison of its two runs, and whether the runs
// show enough. Invariant: a file whose tests were never reported is not called equal, for a script
// that breaks ends with exit status 0, too.

import { compareRuns } from "./compare-runs.js";
import type { Comparison } from "./comparison.js";
import { findImpostor } from "./own-results.js";
import { countReported, type RunReport } from "./run-report.js";

export interface FileBehaviour {
  readonly path: string;
  readonly comparison: Comparison;
  /** What a person should know although it makes no difference, a line each. */
  readonly warnings: readonly string[];
  readonly before: RunReport;
  readonly after: RunReport;
}

/**
 * Judges two runs of a file that registers so many tests, as far as reading it tells. With the names of
 * its tests, results are held against them: lines that look like results prove nothing.
 */
export function judgeRuns(
  path: string,
  registered: number,
  before: RunReport,
  after: RunReport,
  names?: readonly string[],
): FileBehaviour {
  const comparison = compareRuns(before, after);
  const impostor = findImpostor(before, names) ?? findImpostor(after, names);
  const isSilent = registered > 0 && countReported(before) + countReported(after) === 0;
  return {
    path,
    comparison: doubted(comparison, [
      ...(isSilent ? ["none of its tests was reported"] : []),
      ...(impostor === undefined ? [] : [`printed lines pass for results: ${impostor}`]),
    ]),
    warnings: [
      ...warningsOf("before", registered, before),
      ...warningsOf("after", registered, after),
    ],
    before,
    after,
  };
}

/** What seemed equal is unknown where there are doubts. */
function doubted(comparison: Comparison, doubts: readonly string[]): Comparison {
  return comparison.result === "equal" && doubts.length > 0
    ? { result: "unknown", reasons: doubts }
    : comparison;
}

/** Exit status 0 proves nothing where tests are missing. */
function warningsOf(side: string, registered: number, run: RunReport): readonly string[] {
  if (run.exit.kind !== "status" || run.exit.status !== 0) {
    return [];
  }
  const reported = countReported(run);
  const announced = run.suites.reduce((sum, { total = 0 }) => sum + total, 0);
  const expected = Math.max(registered, announced);
  return reported < expected
    ? [
        `${side}: exit status 0, but only ${reported} of ${expected} tests were reported${lastWord(run)}`,
      ]
    : [];
}

/** What a run said last, which is the error where one ended it. */
function lastWord({ printed }: RunReport): string {
  const last = printed.map(({ text }) => text.trim()).findLast((text) => text !== "");
  return last === undefined ? "" : `; the last line printed is: ${last}`;
}
