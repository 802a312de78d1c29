// The totals of a verification as JSON reports and summaries give them.

import type { BehaviourTotals } from "../../behaviour/totals.js";
import { escapeControls } from "../../text/escape.js";
import { someOf } from "../../text/wording.js";

/** As an object of JSON. */
export function describeBehaviour({ reasons, ...totals }: BehaviourTotals): object {
  return { ...totals, reasons: reasons.map(([reason, files]) => ({ reason, files })) };
}

/** The most frequent reasons for unknown files, with the number of files; "" without any. */
export function describeReasons({ reasons }: BehaviourTotals): string {
  return someOf(reasons.map(([reason, files]) => `${escapeControls(reason)} (${files})`));
}
