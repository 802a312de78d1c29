// A file whose calls of the new API, as they stand or as the migration would write them, are not
// answered by the module that it loads: its tests would not run, with exit status 0.

import { finding } from "../../../src/finding/finding.js";
import type { FindingRule } from "../judge/reading.js";
import { unansweredCalls } from "../judge/unanswered.js";

export const newOnOld: FindingRule = {
  code: "new-on-old",
  severity: "refuse",
  summary:
    "the framework module that the file loads does not define what its tests call in the new API",
  hint: "see what keeps the module as it is, or install another: valk-codemod framework status",
  explanation: `A script stops at the first call of something that is not defined, with exit status 0, so that
its tests are lost while everything seems to pass. A file is migrated only together with the module
that it loads, or where that module answers already: every name that the file then calls, with the
number of arguments. Here it does not, and the run cannot replace it: git ignores it, it lies in
another repository, a submodule or outside of the checkout, it is a link out of the root, it is
excluded or read-only, --framework keep was given, or other files use what its successor lacks. A
file that is in the new style already, as after a merge, is named for the same reason.`,
  example: `(load "src/old.valk")
(-> (test/suite "Early")
    (test/add "adds" {== (+ 1 2) 3})
    (test/run))
`,
  otherFiles: {
    "src/old.valk": `(fun {test/suite name} {def {*test-suite-name*} name})
(fun {test/define name body} {list name body})
(fun {test/run & args} {shutdown 0})
`,
  },
  check: (reading) =>
    unansweredCalls(reading).flatMap(({ kind, node, message, hint }) =>
      kind === "module" ? [finding(newOnOld, node.span, message, hint ? { hint } : {})] : [],
    ),
};
