// A runner that pipelines do not have.

import type { FindingKind } from "../../../src/finding/finding.js";

export const unknownRunner: FindingKind = {
  code: "unknown-runner",
  severity: "refuse",
  summary: "the tests are run by a function that a pipeline cannot end in",
  hint: "run them with test/run or test/run-async, or leave the file a list",
  explanation: `A pipeline ends in (test/run) or (test/run-async aio). The runner that limits the time of synchronous
tests, test/run-with-timeout, has no stage.`,
  example: `(load "src/modules/test.valk")
(test/run-with-timeout aio (list (test "adds" {== (+ 1 2) 3})) {:suite-name "Sums"})
`,
};
