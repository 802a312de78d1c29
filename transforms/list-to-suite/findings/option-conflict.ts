// Options that contradict one another.

import type { FindingKind } from "../../../src/finding/finding.js";

export const optionConflict: FindingKind = {
  code: "option-conflict",
  severity: "refuse",
  summary: "options or stages of a suite contradict one another",
  hint: "keep the one that is meant",
  explanation: `Of a key that is given twice the list runner takes the first value; of two stages that set the
same the last one counts. A value that is neither 0 nor 1 skips nothing and does not run as usual
either. Which of them is meant nobody can tell, so that nothing is written.`,
  example: `(load "src/modules/test.valk")
(test/run (list (test "adds" {== (+ 1 2) 3}))
  {:suite-name "Sums" :debug 1 :debug 0})
`,
};
