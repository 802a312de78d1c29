// The last name won; the others are kept as comments.

import { finding } from "../../../src/finding/finding.js";
import { itemsOf } from "../../../src/program/script.js";
import type { FindingRule } from "../judge/reading.js";

export const severalSuites: FindingRule = {
  code: "several-suites",
  severity: "review",
  summary: "the suite is named more than once: the last name won, the others become comments",
  hint: "remove the names that do not count",
  explanation: `Each (test/suite …) overwrote the name before it, so that every test of the file was reported
under the last one. That name becomes the head of the pipeline; the earlier calls, which had no
effect that anyone could see, are kept as comments where they stood.`,
  example: `(test/suite "First")
(test/define "adds" {== (+ 1 2) 3})
(test/suite "Second")
(test/run)
`,
  check: ({ script }) => {
    const suites = itemsOf(script, "suite");
    const last = suites.at(-1);
    return suites
      .slice(0, -1)
      .map(({ node, name }) =>
        finding(severalSuites, node.span, `${name.text} was overwritten by ${last?.name.text}`),
      );
  },
};
