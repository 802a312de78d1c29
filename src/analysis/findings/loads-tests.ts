// Registrations that leak in from a loaded file would be left out of the pipeline.

import { finding } from "../finding.js";
import type { FindingRule } from "../reading.js";

export const loadsTests: FindingRule = {
  code: "loads-tests",
  severity: "refuse",
  summary: "a loaded file registers tests or can do so",
  hint: "register these tests in this file, or migrate both by hand",
  explanation: `What a loaded file registers belongs to the loader's run, in the order in which it was loaded.
A pipeline holds only the stages that are written in it, so that these tests would silently
leave the suite. The same goes for a loaded helper function that registers tests for its
callers.`,
  example: `(load "test/shared/cases.valk")
(test/suite "Loads its tests")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
`,
  check: ({ loads }) =>
    loads.flatMap(({ item, files }) =>
      files
        .filter(({ touchesRegistry }) => touchesRegistry)
        .map(({ path }) => finding(loadsTests, item.node.span, `${path} uses the old test API`)),
    ),
};
