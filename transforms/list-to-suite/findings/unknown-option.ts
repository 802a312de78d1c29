// Options that no stage says.

import type { FindingKind } from "../../../src/finding/finding.js";

export const unknownOption: FindingKind = {
  code: "unknown-option",
  severity: "refuse",
  summary: "an option that a pipeline has no stage for",
  hint: "remove it: the runner ignores it",
  explanation: `The list runner ignores keys that it does not know, and takes options that say nothing. A pipeline
has a stage for each option that means something and no place for the others, so that they would be
lost. A key that is spelt wrong looks just like this.`,
  example: `(load "src/modules/test.valk")
(test/run (list (test "adds" {== (+ 1 2) 3}))
  {:suite-name "Sums" :retries 3})
`,
};
