// A stage that no list can hold.

import type { FindingKind } from "../../../src/finding/finding.js";

export const stageNotATest: FindingKind = {
  code: "stage-not-a-test",
  severity: "refuse",
  summary: "a stage of the pipeline is neither a test nor a flag",
  hint: "write the tests themselves as stages, or leave the file a pipeline",
  explanation: `A list holds tests. A stage that is made by a condition, a loop, a helper or another file is a function
of the suite, and what it adds can only be told by running it.`,
  example: `(load "src/modules/test.valk")
(fun {case n} {test/add (str "case " n) {== 1 1}})
(-> (test/suite "Cases")
    (case 1)
    (test/run))
`,
};
