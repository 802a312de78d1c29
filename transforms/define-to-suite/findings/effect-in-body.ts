// A test body that registers tests, renames the suite or runs it.

import { finding } from "../../../src/finding/finding.js";
import { EFFECT_NAMES } from "../../../src/framework/framework-api.js";
import type { FindingRule } from "../judge/reading.js";

export const effectInBody: FindingRule = {
  code: "effect-in-body",
  severity: "refuse",
  summary: "a test body calls the test API",
  hint: "test the framework's behaviour in a file of its own, kept on the compat module",
  explanation: `The body of a test runs while the suite runs. A call of test/define, test/suite or the like in
it changed the global registry under the runner. In the new framework the same call would return
a value that nobody uses, and the test would mean something else. test/assert and test/assert-eq
are what bodies may call.`,
  example: `(test/suite "Renames itself")
(test/define "renames" {do (test/suite "Other") true})
(test/run)
`,
  check: ({ script }) =>
    script.uses
      .filter(({ name, inBody, quoted }) => inBody && !quoted && EFFECT_NAMES.has(name))
      .map(({ node, name }) => finding(effectInBody, node.span, `${name} in a test body`)),
};
