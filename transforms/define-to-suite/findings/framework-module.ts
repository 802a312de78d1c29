// The framework itself: replaced as a whole by the plan, never rewritten.

import { finding } from "../../../src/finding/finding.js";
import { definesFunction } from "../../../src/program/script.js";
import type { FindingRule } from "../judge/reading.js";

export const frameworkModule: FindingRule = {
  code: "framework-module",
  severity: "info",
  summary: "the file is the test framework itself",
  hint: "the migration of a whole repository installs its successor in its place",
  explanation: `The file defines test/suite and test/run and registers nothing. It is not rewritten; migrating the
repository replaces it, by the final module when nothing old remains, else by the compat module
that speaks both APIs.`,
  example: `(fun {test/suite name} {def {*test-suite-name*} name})
(fun {test/run & args} {shutdown 0})
`,
  check: ({ script }) =>
    script.items
      .filter(({ node }) => definesFunction(node, "test/run"))
      .map(({ node }) => finding(frameworkModule, node.span)),
};
