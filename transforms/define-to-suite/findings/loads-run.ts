// A load that never comes back: the loaded file runs the tests and ends the process.

import { finding } from "../../../src/finding/finding.js";
import type { FindingRule } from "../judge/reading.js";
import { troubleFindings } from "../judge/trouble-findings.js";

export const loadsRun: FindingRule = {
  code: "loads-run",
  severity: "refuse",
  summary: "a loaded file runs tests itself, which ends the process",
  hint: "do not load it: move what both files need into a file without a run",
  explanation: `The run of a loaded file runs everything that was registered before it, the loader's own tests
included. In 2026-01 it ends the process: what stands below the load never happens. As a pipeline
the loaded file would run its own tests only, and those of this file would be lost.`,
  example: `(test/suite "Loads a run")
(test/define "adds" {== (+ 1 2) 3})
(load "test/runs.valk")
(test/run)
`,
  otherFiles: {
    "test/runs.valk": '(test/define "runs" {true})\n(test/run)\n',
  },
  check: (reading) => [
    ...reading.loads.flatMap(({ item, files }) =>
      files
        .filter(({ runs }) => runs)
        .map(({ path }) =>
          finding(
            loadsRun,
            item.node.span,
            `${path} runs tests${reading.dialect.rules.shutdownEndsScript ? " and ends the process" : ""}`,
          ),
        ),
    ),
    ...troubleFindings(loadsRun, reading),
  ],
};
