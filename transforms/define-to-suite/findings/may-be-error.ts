// A value that may be an error, where an error would do something else after the migration.

import { finding } from "../../../src/finding/finding.js";
import { readErringValues } from "../judge/erring-values.js";
import type { FindingRule } from "../judge/reading.js";

export const mayBeError: FindingRule = {
  code: "may-be-error",
  severity: "refuse",
  summary: "a value may be an error, and an error would do something else in the pipeline",
  hint: "make it a value that cannot be an error, or compute it in a form of its own above",
  explanation: `An error as the value of a top-level form stops the script before any test runs; in a file that
others load it skips that form alone; inside do and map nobody looks at it. A stage with an error
stops the whole pipeline, a name or flag that is an error does not, and a list takes it for a test.
Only what is certain to be no error may stand in such a place: a literal, str, a comparison,
arithmetic on numbers, print, a definition, or a call of a function of these files that ends in one.`,
  example: `(test/suite "Branches")
(if (== 1 2)
  {test/define "adds" {== (+ 1 2) 3}}
  {error "there is nothing to add"})
(test/run)
`,
  check: (reading) =>
    readErringValues(reading).map(({ node, message }) => finding(mayBeError, node.span, message)),
};
