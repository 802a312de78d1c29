// What only a check reports: tests that are still old, and entries of the baseline that are stale.

import type { FindingKind } from "../finding/finding.js";

export const oldTest: FindingKind = {
  code: "old-test",
  severity: "review",
  summary: "a test is registered with the old API",
  hint: "write it in the new style; valk-codemod migrate FILE --write does that",
  explanation: `valk-codemod check reports every registration of the old API that is not in the baseline, so that
their number can only go down while a repository is migrated file by file. Entries of the baseline
name the file and the test, not the line.`,
  example: `(test/suite "Old")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
`,
};

export const staleEntry: FindingKind = {
  code: "stale-entry",
  severity: "review",
  summary: "an entry of the baseline no longer applies",
  hint: "valk-codemod check --prune-baseline takes it out of the baseline",
  explanation: `The test or finding that the entry speaks of is gone: migrated, mended, renamed or deleted. An entry
that stayed would let the same thing come back unnoticed, so a check fails until it is taken out.
--prune-baseline does that and adds nothing.`,
  unacceptable: "it speaks of the baseline, not of a file",
  settable: [],
};
