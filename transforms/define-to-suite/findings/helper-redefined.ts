// One name for a registering function and for something else, in one process.

import type { FindingRule } from "../judge/reading.js";
import { troubleFindings } from "../judge/trouble-findings.js";

export const helperRedefined: FindingRule = {
  code: "helper-redefined",
  severity: "refuse",
  summary: "the name of a function that registers tests is bound by several loaded files",
  hint: "give each function a name of its own",
  explanation: `Names are global: the file that is loaded last decides what a name means. The calls of a migrated
file are evaluated when everything is loaded, so that they might reach another function than before.
A name that files bind before the helper's own, as the prelude may, and then leave alone, is the
helper's for good, and does not count.`,
  example: `(test/suite "Two helpers")
(load "test/first_cases.valk")
(load "test/second_cases.valk")
(test/run)
`,
  otherFiles: {
    "test/first_cases.valk": '(fun {case name} {test/define name {true}})\n(case "first")\n',
    "test/second_cases.valk":
      '(fun {case name} {test/define (str "2: " name) {true}})\n(case "second")\n',
  },
  check: (reading) => troubleFindings(helperRedefined, reading),
};
