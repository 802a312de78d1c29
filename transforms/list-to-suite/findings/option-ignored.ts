// Options that change nothing.

import type { FindingKind } from "../../../src/finding/finding.js";

export const optionIgnored: FindingKind = {
  code: "option-ignored",
  severity: "review",
  summary: "an option that changes nothing",
  hint: "remove it, or set what it belongs to",
  explanation: `A reason to skip a suite that is not skipped has no effect, and a runner may not know an option at
all: that of January 2026 has no time limits. A key without effect is kept as a comment where the
suite runs; one that only this runner does not know becomes a stage that it does not know either.`,
  example: `(load "src/modules/test.valk")
(test/run (list (test "adds" {== (+ 1 2) 3}))
  {:suite-name "Sums" :skip-reason "not today"})
`,
};
