// A file of tests whose function would have a name that is in use.

import type { FindingRule } from "../judge/reading.js";
import { troubleFindings } from "../judge/trouble-findings.js";

export const partNameTaken: FindingRule = {
  code: "part-name-taken",
  severity: "refuse",
  summary: "no free name is left for the function that this file becomes",
  hint: "rename the file, or what has the name",
  explanation: `A file of tests that others load becomes a function of the suite, named after the file: cases.valk
becomes cases-tests, and with the name of its folder before it where that is in use. Here both names
stand for something else already.`,
  example: `(test/suite "Taken")
(load "test/taken.valk")
(def {taken-tests test-taken-tests} 1 2)
(test/run)
`,
  otherFiles: {
    "test/taken.valk": '(test/define "taken" {true})\n',
  },
  check: (reading) => troubleFindings(partNameTaken, reading),
};
