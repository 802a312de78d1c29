// A file whose framework module depends on the folder that it is run in.

import { finding } from "../../../src/finding/finding.js";
import type { FindingRule } from "../judge/reading.js";
import { unansweredCalls } from "../judge/unanswered.js";

export const frameworkAmbiguous: FindingRule = {
  code: "framework-ambiguous",
  severity: "refuse",
  summary: "the path of the framework module means another file below the root than at the root",
  hint: "run the command once for each project, each with its own --root",
  explanation: `Valk looks a load path up in the folder in which the script is started. A repository may hold
several projects, each with a framework module of its own: which one a file loads is then for the
folder to say in which its tests run. The file lies in such a project, and the run was started above
it. It was left as it is; run again with --root and the folder that the finding names, and its files
go with the module that they load there.`,
  example: `(load "src/modules/test.valk")
(test/suite "Of a project of its own")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
`,
  otherFiles: {
    "test/src/modules/test.valk": `(fun {test/suite name} {name})
(fun {test/define name body} {list name body})
(fun {test/run & args} {shutdown 0})
`,
  },
  check: (reading) =>
    unansweredCalls(reading).flatMap((cause) =>
      cause.kind === "root" ? [finding(frameworkAmbiguous, cause.node.span, cause.message)] : [],
    ),
};
