// From a plan to the outcome of a transform: edits become a rewrite, defs that stay become
// findings with their reasons. Both repairing transforms end here.

import type { Edit } from "../edit/edit.js";
import { type Rewrite, rewriteOfEdits } from "../edit/rewrite.js";
import type { Finding, FindingKind } from "../finding/finding.js";
import { finding } from "../finding/finding.js";
import type { Left } from "./unsafe.js";

/** What a repairing transform makes of a file; no tests are counted, since none is migrated. */
export type FixOutcome =
  | { readonly status: "unchanged"; readonly findings: readonly Finding[]; readonly tests: NoTests }
  | {
      readonly status: "changed";
      readonly findings: readonly Finding[];
      readonly tests: NoTests;
      readonly rewrite: Rewrite;
    };

interface NoTests {
  readonly old: 0;
  readonly new: 0;
}

/** The outcome of these edits, which must be sorted and valid. */
export function fixOutcome(
  source: string,
  edits: readonly Edit[],
  left: readonly Left[],
  kind: FindingKind,
): FixOutcome {
  const findings = left.map(({ name, span, reason }) =>
    finding(kind, span, `${name} stays global: ${reason}`),
  );
  const tests: NoTests = { old: 0, new: 0 };
  return edits.length === 0
    ? { status: "unchanged", findings, tests }
    : { status: "changed", findings, tests, rewrite: rewriteOfEdits(source, edits) };
}
