// From a plan to the verdict of a repair: what can be repaired are edits, what stays are findings with
// their reasons. All repairing transforms end here.

import type { Edit } from "../edit/edit.js";
import { type Finding, type FindingKind, finding } from "../finding/finding.js";
import type { Left } from "./unsafe.js";

/** What a repair makes of a file; its plan is the edits, sorted and valid. */
export type FixVerdict =
  | { readonly status: "unchanged"; readonly findings: readonly Finding[] }
  | {
      readonly status: "changed";
      readonly findings: readonly Finding[];
      readonly plan: FixPlan;
    };

/** A text and what becomes of it. */
export interface FixPlan {
  readonly source: string;
  readonly edits: readonly Edit[];
}

/** The verdict for these edits, which must be sorted and valid. */
export function fixVerdict(plan: FixPlan, left: readonly Left[], kind: FindingKind): FixVerdict {
  const findings = left.map(({ name, span, reason, hint }) =>
    finding(kind, span, `${name} stays global: ${reason}`, hint === undefined ? {} : { hint }),
  );
  return plan.edits.length === 0
    ? { status: "unchanged", findings }
    : { status: "changed", findings, plan };
}
