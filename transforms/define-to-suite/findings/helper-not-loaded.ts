// A call of a registering function that only the loader has loaded.

import type { FindingRule } from "../judge/reading.js";
import { troubleFindings } from "../judge/trouble-findings.js";

export const helperNotLoaded: FindingRule = {
  code: "helper-not-loaded",
  severity: "refuse",
  summary: "a loaded file calls a function that registers tests without loading its definition",
  hint: "load the definition at the top of the file that calls it",
  explanation: `Names are global, so that a file may call what its loader has loaded before. Read by itself, such a
call is no registration, and nobody can see which of several functions it means.`,
  example: `(load "test/case.valk")
(test/suite "Borrowed")
(load "test/borrowing_cases.valk")
(case "own")
(test/run)
`,
  otherFiles: {
    "test/case.valk": "(fun {case name} {test/define name {true}})\n",
    "test/borrowing_cases.valk": '(test/define "one" {true})\n(case "borrowed")\n',
  },
  check: (reading) => troubleFindings(helperNotLoaded, reading),
};
