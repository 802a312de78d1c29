// A file of tests that names the suite of whoever loads it.

import type { FindingRule } from "../judge/reading.js";
import { troubleFindings } from "../judge/trouble-findings.js";

export const partSetsSuite: FindingRule = {
  code: "part-sets-suite",
  severity: "refuse",
  summary: "a file that others load names the suite",
  hint: "remove the name here, or set it in the file that runs the tests",
  explanation: `The last name before the run was the one that counted, whichever file it stood in. In the new
framework a suite gets its name where its pipeline begins, in the file that runs it.`,
  example: `(test/suite "Named by its part")
(load "test/named_cases.valk")
(test/run)
`,
  otherFiles: {
    "test/named_cases.valk": '(test/suite "Cases")\n(test/define "named" {true})\n',
  },
  check: (reading) => troubleFindings(partSetsSuite, reading),
};
