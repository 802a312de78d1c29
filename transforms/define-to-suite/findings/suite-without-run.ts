// A file that names a suite or sets a flag, and neither registers nor runs anything.

import { finding } from "../../../src/finding/finding.js";
import type { FindingRule } from "../judge/reading.js";

export const suiteWithoutRun: FindingRule = {
  code: "suite-without-run",
  severity: "review",
  summary: "names a suite or sets a flag, but registers no test and runs none: left as it is",
  hint: "remove the call, or turn the file into tests",
  explanation: `The call changed the state of the old framework, and nothing ever read it. In the new framework it
returns a value that nobody uses. Nothing is there to migrate, so the file is not touched.`,
  example: `(load "src/modules/test.valk")
(test/suite "A server, not a suite")
(println "listening")
`,
  check: ({ script, member }) => {
    const used =
      member !== undefined ||
      script.items.some(
        ({ kind }) => kind === "registration" || kind === "stage" || kind === "run",
      );
    return used
      ? []
      : script.items
          .filter(({ kind }) => kind === "suite" || kind === "flag")
          .map(({ node }) => finding(suiteWithoutRun, node.span));
  },
};
