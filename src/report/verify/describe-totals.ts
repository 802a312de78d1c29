// The totals of a verification as JSON reports and summaries give them.

import type { BehaviourTotals } from "../../behaviour/totals.js";
import { escapeControls } from "../../text/escape.js";
import { someOf } from "../../text/wording.js";
import type { BehaviourInfo } from "./report.js";

/** As an object of JSON. */
export function describeBehaviour({ reasons, ...totals }: BehaviourTotals): object {
  return { ...totals, reasons: reasons.map(([reason, files]) => ({ reason, files })) };
}

/** The most frequent reasons for unknown files, with the number of files; "" without any. */
export function describeReasons({ reasons }: BehaviourTotals): string {
  return someOf(reasons.map(([reason, files]) => `${escapeControls(reason)} (${files})`));
}

/** Whether files were run, none of them differs, and none could: the plan changes nothing. */
export function isSelfComparison(
  { equal, different, unknown }: BehaviourTotals,
  { changes }: Pick<BehaviourInfo, "changes">,
): boolean {
  return changes === 0 && different === 0 && equal + unknown > 0;
}

/** What is said then, so that nobody takes it for a comparison with the old tests. */
export const SELF_COMPARISON =
  "Nothing is left to migrate here: each file was compared with itself, which proves nothing. " +
  "Verify before you write; or verify a checkout of the commit before: git worktree add FOLDER COMMIT.";
