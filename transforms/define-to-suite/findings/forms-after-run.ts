// Forms behind the run never ran; they stay where they are.

import { finding } from "../../../src/finding/finding.js";
import type { FindingRule } from "../judge/reading.js";

export const formsAfterRun: FindingRule = {
  code: "forms-after-run",
  severity: "review",
  summary: "forms stand after the run, which ends the process: they never ran",
  hint: "remove them, or move them above the run",
  explanation: `In 2026-01 a run ends the process, before the migration and after it. What stands behind it is kept
as it is, behind the pipeline, where it still does not run. In 2026-02 such forms do run, before
and after, and there is nothing to say.`,
  example: `(test/suite "Epilogue")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
(println "never printed")
`,
  check: ({ script, dialect }) => {
    if (!dialect.rules.shutdownEndsScript) {
      return [];
    }
    const at = script.items.findIndex(({ kind }) => kind === "run");
    const next = at === -1 ? undefined : script.items[at + 1];
    return next === undefined || next.kind !== "other"
      ? []
      : [finding(formsAfterRun, next.node.span)];
  },
};
