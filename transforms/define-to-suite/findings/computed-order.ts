// A computed name or body that reads something which a later form changes.

import { finding } from "../../../src/finding/finding.js";
import { readComputedArguments } from "../judge/computed.js";
import type { FindingRule } from "../judge/reading.js";

export const computedOrder: FindingRule = {
  code: "computed-order",
  severity: "refuse",
  summary: "a computed argument would have another value where the pipeline stands",
  hint: "give the changing thing two names, or move the form that changes it above this test",
  explanation: `The old call evaluated its arguments where it stood; the pipeline evaluates them after the forms
that now stand above it. One of these binds or changes something that the argument reads, itself or
through functions that it calls, or reads what the argument changes, or prints as it does: the test
would get another name or another body, or something would happen in another order.`,
  example: `(test/suite "Rebound")
(def {prefix} "first: ")
(test/define (str prefix "adds") {== (+ 1 2) 3})
(def {prefix} "second: ")
(test/define (str prefix "adds") {== (+ 2 2) 4})
(test/run)
`,
  check: (reading) =>
    readComputedArguments(reading).flatMap(({ node, conflict }) =>
      conflict === undefined ? [] : [finding(computedOrder, node.span, conflict)],
    ),
};
