// An option whose value is data, and would be code as the argument of a stage.

import type { FindingKind } from "../../../src/finding/finding.js";

export const optionValue: FindingKind = {
  code: "option-value",
  severity: "refuse",
  summary: "the value of an option does not mean the same as an argument of a stage",
  hint: "write a number, a string or a name, or build the options with list",
  explanation: `In {:debug (f 1)} the call is data, which nothing evaluates. As the argument of a stage, (test/debug
(f 1)), it would be evaluated. Only numbers, strings and names mean the same in both places. In Valk of
February 2026 a load looks up all names of the code before the file runs, those of data not: a name in
the options of a file that others load has to be defined in that file.`,
  example: `(load "src/modules/test.valk")
(test/run (list (test "adds" {== (+ 1 2) 3}))
  {:suite-name (str "Su" "ms")})
`,
};
