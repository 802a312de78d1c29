// The old runners ignored arguments that the new ones take for a suite.

import { finding } from "../../../src/finding/finding.js";
import { isNil, itemsOf } from "../../../src/program/script.js";
import type { FindingRule } from "../judge/reading.js";

export const runArgument: FindingRule = {
  code: "run-argument",
  severity: "refuse",
  summary: "the run has an argument that the old framework ignored",
  hint: "remove the argument",
  explanation: `The old (test/run …) evaluated its arguments and ignored them; the new one takes a suite there.
{}, () and nil are dropped without a word. Anything else may have an effect of its own, or mean
something to its author.`,
  example: `(test/suite "Options")
(test/define "adds" {== (+ 1 2) 3})
(test/run {:verbose 1})
`,
  check: ({ script }) =>
    itemsOf(script, "run").flatMap(({ mode, form: { args } }) =>
      (mode === "sync" ? args : args.slice(1))
        .filter((argument) => !isNil(argument))
        .map((argument) => finding(runArgument, argument.span)),
    ),
};
