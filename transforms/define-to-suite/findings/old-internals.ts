// The state and inner functions of the old framework are gone with it.

import { finding } from "../../../src/finding/finding.js";
import { internalUses } from "../../../src/program/script.js";
import type { FindingRule } from "../judge/reading.js";

export const oldInternals: FindingRule = {
  code: "old-internals",
  severity: "refuse",
  summary: "reads or writes something inside the old framework",
  hint: "test the framework's behaviour instead, or keep this file on the compat module",
  explanation: `Names such as *test-registry* are the mutable state of the old framework, or functions inside
it. The new framework has no such state: a suite is a value that nobody else can see. A file
that reads or clears the registry tests the old framework itself, and keeps running on the
compat module, which still has it. So does a file that loads one which does.`,
  example: `(test/suite "Looks inside")
(test/define "is registered" {> (len *test-registry*) 0})
(test/run)
`,
  check: ({ script, loads }) => [
    ...internalUses(script).map(({ node, name }) =>
      finding(oldInternals, node.span, `uses ${name} of the old framework`),
    ),
    ...loads.flatMap(({ item, files }) =>
      files.flatMap(({ path, namedInside }) =>
        namedInside === undefined
          ? []
          : [
              finding(
                oldInternals,
                item.node.span,
                `${path} uses ${namedInside} of the old framework`,
              ),
            ],
      ),
    ),
  ],
};
