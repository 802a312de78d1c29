// A global that a file of tests binds among its tests.

import type { FindingRule } from "../judge/reading.js";
import { troubleFindings } from "../judge/trouble-findings.js";

export const partBindsName: FindingRule = {
  code: "part-binds-name",
  severity: "refuse",
  summary: "a file that others load binds a global in the middle of its tests",
  hint: "bind it by a top-level form of its own",
  explanation: `At top level = binds a global. The forms that register tests become stages inside a function, and
there = binds a name that only the function knows: whatever else reads the global would miss it.`,
  example: `(test/suite "Bound on the way")
(load "test/binding_cases.valk")
(test/run)
`,
  otherFiles: {
    "test/binding_cases.valk": '(do (= {limit} 3) (test/define "bound" {== limit 3}))\n',
  },
  check: (reading) => troubleFindings(partBindsName, reading),
};
