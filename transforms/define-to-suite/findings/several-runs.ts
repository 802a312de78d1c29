// Only the first run ever ran.

import { finding } from "../../../src/finding/finding.js";
import { itemsOf } from "../../../src/program/script.js";
import type { FindingRule } from "../judge/reading.js";

export const severalRuns: FindingRule = {
  code: "several-runs",
  severity: "refuse",
  summary: "the file runs its tests more than once, but the first run ends the process",
  hint: "keep one run, or split the file",
  explanation: `A run takes every test registered so far. In 2026-01 it ends the process: a second one never ran.
In 2026-02 the second one runs, too, the tests of the first among its own, and the last decides the
exit status. Which tests belong to which run cannot be told from the text.`,
  example: `(test/suite "Twice")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
(test/run)
`,
  check: ({ script, dialect }) =>
    itemsOf(script, "run")
      .slice(1)
      .map(({ node }) =>
        finding(
          severalRuns,
          node.span,
          dialect.rules.shutdownEndsScript
            ? undefined
            : "the file runs its tests more than once, and the last run decides the exit status",
        ),
      ),
};
