// The two registries of the old framework are run by two runners, and each ends the process.

import { finding } from "../../../src/finding/finding.js";
import type { FindingRule } from "../judge/reading.js";

export const mixedModes: FindingRule = {
  code: "mixed-modes",
  severity: "refuse",
  summary: "synchronous and asynchronous tests are registered in one file",
  hint: "split the file in two, one for each runner",
  explanation: `test/define and test/async fill two registries; test/run runs the first, test/run-async the second.
In 2026-01 each ends the process, so that one half of such a file never ran. A suite of the new
framework runs all its tests: the migration would switch tests on that may fail.`,
  example: `(test/suite "Both")
(def {aio} (aio/start))
(test/define "adds" {== (+ 1 2) 3})
(test/async "waits" (\\ {done} {done true}))
(test/run-async aio)
`,
  check: ({ script }) => {
    const registering = script.registering;
    const first = registering[0]?.modes;
    const other = registering.find(
      ({ modes }) => modes.size > 1 || [...modes].some((mode) => first?.has(mode) === false),
    );
    return other === undefined ? [] : [finding(mixedModes, other.node.span)];
  },
};
