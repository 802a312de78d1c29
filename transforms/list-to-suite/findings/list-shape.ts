// A list run whose arguments are not tests and then options.

import type { FindingKind } from "../../../src/finding/finding.js";

export const listShape: FindingKind = {
  code: "list-shape",
  severity: "refuse",
  summary: "the run is not given tests and then options",
  hint: "write (test/run (list …) {:suite-name …}), or without options",
  explanation: `A list run takes a list of tests and, behind it, a list of keys and values. Given anything else it
finds no tests, says so and exits with status 1, or takes options for tests. A pipeline says in
stages what the list run says in its arguments, so that these have to be what they should be.`,
  example: `(load "src/modules/test.valk")
(test/run {:suite-name "Turned round"} (list (test "adds" {== (+ 1 2) 3})))
`,
};
