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
the same for a suite without tests. The file is migrated, but it can hardly be meant.`,
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
