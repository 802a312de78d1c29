// Two tests with one name cannot be told apart in the output.

import { type Finding, finding } from "../../../src/finding/finding.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { FindingRule } from "../judge/reading.js";

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
  check: ({ script, member }) => {
    const first = new Map<string, string>();
    const found: Finding[] = [];
    for (const item of script.items) {
      const part = item.kind === "load" ? item.part : undefined;
      const brought = part && member?.testNames(part);
      if (item.kind === "registration" && item.name.kind === SyntaxKind.String) {
        const { span, text } = item.name;
        const earlier = first.get(text);
        if (earlier === undefined) {
          const { line } = script.tree.lines.position(span.start);
          first.set(text, `the test at line ${line}`);
        } else {
          found.push(finding(duplicateTest, span, `${text} is also the name of ${earlier}`));
        }
      } else if (part !== undefined && brought !== undefined) {
        const twin = [...brought].find((name) => first.has(name));
        if (twin !== undefined) {
          const message = `${twin} of ${part.path} is also the name of ${first.get(twin)}`;
          found.push(finding(duplicateTest, item.node.span, message));
        }
        for (const name of brought) {
          first.set(name, first.get(name) ?? `a test of ${part.path}`);
        }
      }
    }
    return found;
  },
};
