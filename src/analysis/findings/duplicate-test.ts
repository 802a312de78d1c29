// Two tests with one name cannot be told apart in the output.

import { SyntaxKind } from "../../syntax/kinds.js";
import { type Finding, finding } from "../finding.js";
import type { FindingRule } from "../reading.js";
import { itemsOf } from "../script.js";

export const duplicateTest: FindingRule = {
  code: "duplicate-test",
  severity: "review",
  summary: "two tests have one name",
  hint: "give one of them another name",
  explanation: `Both tests ran and both are migrated, in their order. But the output does not tell which of the
two failed, and a merge that doubled a test looks just like this.`,
  example: `(test/suite "Twins")
(test/define "adds" {== (+ 1 2) 3})
(test/define "adds" {== (+ 2 2) 4})
(test/run)
`,
  check: ({ script }) => {
    const first = new Map<string, number>();
    const found: Finding[] = [];
    for (const { name } of itemsOf(script, "registration")) {
      if (name.kind !== SyntaxKind.String) {
        continue;
      }
      const { text } = name;
      const earlier = first.get(text);
      if (earlier === undefined) {
        first.set(text, name.start);
        continue;
      }
      const { line } = script.tree.lines.position(earlier);
      found.push(
        finding(duplicateTest, name.span, `${text} is also the name of the test at line ${line}`),
      );
    }
    return found;
  },
};
