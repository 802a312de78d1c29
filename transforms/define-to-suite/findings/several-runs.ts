// Only the first run ever ran.

import { finding } from "../../../src/finding/finding.js";
import { itemsOf } from "../../../src/program/script.js";
import type { FindingRule } from "../judge/reading.js";

export const severalRuns: FindingRule = {
  code: "several-runs",
  severity: "refuse",
  summary: "the file runs its tests more than once, but the first run ends the process",
  hint: "keep one run, or split the file",
  explanation: `A run takes every test registered so far and ends the process. A second one never ran, and
whether its tests belong to the first or to a file of their own cannot be told from the text.`,
  example: `(test/suite "Twice")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
(test/run)
`,
  check: ({ script }) =>
    itemsOf(script, "run")
      .slice(1)
      .map(({ node }) => finding(severalRuns, node.span)),
};
