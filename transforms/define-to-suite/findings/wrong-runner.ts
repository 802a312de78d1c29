// A runner that runs the other registry than the one that was filled.

import { finding } from "../../../src/finding/finding.js";
import { itemsOf } from "../../../src/program/script.js";
import type { FindingRule } from "../judge/reading.js";

export const wrongRunner: FindingRule = {
  code: "wrong-runner",
  severity: "refuse",
  summary: "the runner is for the other kind of tests, so that none of these ever ran",
  hint: "use test/run for test/define, and test/run-async for test/async",
  explanation: `test/run runs what test/define registered, test/run-async what test/async registered. With the
wrong one the old framework reports that no tests are registered. A suite of the new framework
would run them: they may fail.`,
  example: `(test/suite "Crossed")
(test/async "waits" (\\ {done} {done true}))
(test/run)
`,
  check: ({ script }) => {
    const registering = script.registering;
    const [run] = itemsOf(script, "run");
    const crossed =
      run !== undefined &&
      registering.length > 0 &&
      registering.every(({ modes }) => !modes.has(run.mode));
    return crossed ? [finding(wrongRunner, run.node.span)] : [];
  },
};
