// A load of tests whose time or path cannot be told from the text.

import type { FindingRule } from "../judge/reading.js";
import { troubleFindings } from "../judge/trouble-findings.js";

export const dynamicLoad: FindingRule = {
  code: "dynamic-load",
  severity: "refuse",
  summary: 'tests are loaded by something else than a top-level (load "…")',
  hint: "load the file with a top-level form and a literal path",
  explanation: `What a file of tests registers becomes a stage where the file is loaded. Inside a function or a
condition, or with a computed path, nobody can tell from the text whether, when and what is loaded.
Where a file that runs tests computes what it loads, that may be any file of tests.`,
  example: `(test/suite "Loads on condition")
(if (== 1 1) {load "test/shared_cases.valk"} {})
(test/define "adds" {== (+ 1 2) 3})
(test/run)
`,
  otherFiles: {
    "test/shared_cases.valk": '(test/define "shared" {true})\n',
  },
  check: (reading) => troubleFindings(dynamicLoad, reading),
};
