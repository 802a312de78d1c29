// A computed name or body whose later evaluation nothing was found to notice.

import { finding } from "../../../src/finding/finding.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";
import { readComputedArguments } from "../judge/computed.js";
import type { FindingRule } from "../judge/reading.js";

export const computedArgument: FindingRule = {
  code: "computed-argument",
  severity: "review",
  summary: "an argument of the test API is computed: it is now evaluated where the pipeline stands",
  hint: "check that nothing between the old place and the pipeline changes its value",
  explanation: `The old call evaluated its arguments where it stood. The pipeline evaluates them after the forms
that now stand above it. None of them was found to change anything that the argument reads, directly
or through the functions that it calls, so that its value should be the same.`,
  example: `(test/suite "Computed")
(def {prefix} "sum: ")
(test/define (str prefix "adds") {== (+ 1 2) 3})
(test/run)
`,
  check: (reading) =>
    readComputedArguments(reading)
      .filter(({ conflict, isDoubtful }) => conflict === undefined && isDoubtful)
      .map(({ node }) => finding(computedArgument, node.span, describe(node))),
};

const LONGEST_SHOWN = 30;

function describe(node: SyntaxNode): string {
  const text = node.text.replaceAll(/\s+/g, " ");
  const shown = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
  return `${shown} is computed, and is now evaluated where the pipeline stands`;
}
