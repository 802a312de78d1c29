// A file that loads a framework module which is not there.

import { finding } from "../../../src/finding/finding.js";
import type { FindingRule } from "../judge/reading.js";
import { unansweredCalls } from "../judge/unanswered.js";

export const moduleMissing: FindingRule = {
  code: "module-missing",
  severity: "review",
  summary:
    "a file that is loaded is not there, so that nobody can tell whether it defines the new API",
  hint: "see that what is loaded there defines the new API before the tests run",
  explanation: `Nothing that the file loads defines what its tests call, and one of the files that it loads is
missing. As things stand the script stops at that load, before and after a migration alike. If the
file is made or brought in before the tests run, it has to be a module that speaks the new API.`,
  example: `(load "src/modules/test.valk")
(-> (test/suite "Somewhere")
    (test/add "adds" {== (+ 1 2) 3})
    (test/run))
`,
  otherFiles: {},
  check: (reading) =>
    unansweredCalls(reading).flatMap((cause) =>
      cause.kind === "missing" ? [finding(moduleMissing, cause.node.span, cause.message)] : [],
    ),
};
