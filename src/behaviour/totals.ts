// Counts what verifications came to. Invariant: every file counts once, as equal, different or
// unknown. Used by the reports and for the exit status.

import type { FileBehaviour } from "./file-behaviour.js";
import { countReported, type RunReport } from "./run-report.js";

export interface BehaviourTotals {
  readonly equal: number;
  readonly different: number;
  readonly unknown: number;
  /** Tests that were reported before, whatever their verdict. */
  readonly testsBefore: number;
  readonly testsAfter: number;
  /** Tests whose verdict is unknown on either side, the larger number of the two. */
  readonly testsUnknown: number;
  /** How many files each reason left unknown, the most frequent first. */
  readonly reasons: readonly (readonly [reason: string, files: number])[];
}

export interface BehaviourCounter {
  add(file: FileBehaviour): void;
  totals(): BehaviourTotals;
}

export function createBehaviourCounter(): BehaviourCounter {
  const counts = { equal: 0, different: 0, unknown: 0 };
  const tests = { testsBefore: 0, testsAfter: 0, testsUnknown: 0 };
  const reasons = new Map<string, number>();
  return {
    add({ comparison, before, after }) {
      counts[comparison.result]++;
      tests.testsBefore += countReported(before);
      tests.testsAfter += countReported(after);
      tests.testsUnknown += Math.max(countUnknown(before), countUnknown(after));
      for (const reason of comparison.result === "unknown" ? comparison.reasons : []) {
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      }
    },
    totals: () => ({
      ...counts,
      ...tests,
      reasons: [...reasons].sort(([, a], [, b]) => b - a),
    }),
  };
}

function countUnknown({ suites }: RunReport): number {
  return suites.flatMap(({ tests }) => tests).filter(({ verdict }) => verdict === "unknown").length;
}
