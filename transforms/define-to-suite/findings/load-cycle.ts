// Files that load each other in a circle.

import type { FindingRule } from "../judge/reading.js";
import { troubleFindings } from "../judge/trouble-findings.js";

export const loadCycle: FindingRule = {
  code: "load-cycle",
  severity: "refuse",
  summary: "files that register tests load each other in a circle",
  hint: "break the circle: move what both need into a third file",
  explanation: `A load evaluates the other file at once, which would load this one again, and so on without end. As
functions of the suite the two would call each other without end, too.`,
  example: `(test/suite "Circle")
(load "test/circle_one.valk")
(test/run)
`,
  otherFiles: {
    "test/circle_one.valk": '(load "test/circle_two.valk")\n(test/define "one" {true})\n',
    "test/circle_two.valk": '(load "test/circle_one.valk")\n(test/define "two" {true})\n',
  },
  check: (reading) => troubleFindings(loadCycle, reading),
};
