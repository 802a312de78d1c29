// A run without tests prints an error and exits with status 1, before and after.

import { finding } from "../../../src/finding/finding.js";
import { REGISTRATIONS } from "../../../src/framework/framework-api.js";
import { itemsOf } from "../../../src/program/script.js";
import type { FindingRule } from "../judge/reading.js";

export const emptySuite: FindingRule = {
  code: "empty-suite",
  severity: "review",
  summary: "the file runs a suite without tests",
  hint: "add a test, or remove the run",
  explanation: `The old framework reported that no tests are registered and exited with status 1; the new one does
the same for a suite without tests. The file is migrated, but it can hardly be meant.

On the module for both APIs a bare (test/run) with nothing registered is the stage of a pipeline: it
prints nothing, and the exit status is 0. So where that module takes the place of the old one, it
names the files that stay old and run no tests: (test/run {}) reports them there, too.`,
  example: `(test/suite "Empty")
(test/run)
`,
  check: ({ script, loads, isAlone }) => {
    const [run] = itemsOf(script, "run");
    const mayRegister =
      script.uses.some(({ name }) => name in REGISTRATIONS) ||
      (isAlone && loads.some(({ files }) => files.some(({ touchesRegistry }) => touchesRegistry)));
    return run === undefined || mayRegister || script.registering.length > 0
      ? []
      : [finding(emptySuite, run.node.span)];
  },
};
