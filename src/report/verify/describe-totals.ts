// The totals of a verification as JSON reports and summaries give them.

import type { BehaviourTotals } from "../../behaviour/totals.js";
import { escapeControls } from "../../text/escape.js";
import { countOf, someOf } from "../../text/wording.js";
import type { BehaviourInfo } from "./report.js";

/** As an object of JSON. */
export function describeBehaviour({ reasons, ...totals }: BehaviourTotals): object {
  return { ...totals, reasons: reasons.map(([reason, files]) => ({ reason, files })) };
}

/** The most frequent reasons for unknown files, with the number of files; "" without any. */
export function describeReasons({ reasons }: BehaviourTotals): string {
  return someOf(reasons.map(([reason, files]) => `${escapeControls(reason)} (${files})`));
}

/**
 * What is said where files were run, none of them differs, and none could, since the plan changes nothing: so that
 * nobody takes it for a comparison with the old tests.
 */
export function describeSelfComparison(
  { equal, different, unknown }: BehaviourTotals,
  { changes, blocked }: Pick<BehaviourInfo, "changes" | "blocked">,
): string | undefined {
  if (changes > 0 || different > 0 || equal + unknown === 0) {
    return undefined;
  }
  const [why, instead] =
    blocked > 0
      ? [
          `Nothing can be migrated, ${countOf(blocked, "file")} blocked`,
          "valk-codemod migrate says what is in the way, with the same --to.",
        ]
      : [
          "Nothing is left to migrate here",
          "Verify before you write; or verify a checkout of the commit before: git worktree add FOLDER COMMIT.",
        ];
  return `${why}: each file was compared with itself, which proves nothing. ${instead}`;
}
