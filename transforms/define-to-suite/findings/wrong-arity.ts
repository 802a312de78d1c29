// Too few arguments make a partial application that registers nothing; too many stop the script.

import { finding } from "../../../src/finding/finding.js";
import { itemsOf } from "../../../src/program/script.js";
import type { FindingRule } from "../judge/reading.js";

const TAKES: Readonly<Record<string, string>> = {
  "test/define": "a name and a body",
  "test/async": "a name and a function",
  "test/run-async": "the aio system",
};

export const wrongArity: FindingRule = {
  code: "wrong-arity",
  severity: "refuse",
  summary: "a call of the test API with the wrong number of arguments",
  hint: "write the missing argument or remove the extra one",
  explanation: `Valk curries: a call with too few arguments returns a function and does nothing, so that
(test/define "name") registers no test, silently. With too many arguments the script stops,
with status 0, and no test runs at all. Either is a mistake that the old framework hid; the
migration shows it instead of carrying it over.`,
  example: `(test/suite "Partial")
(test/define "has no body")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
`,
  check: ({ script }) =>
    itemsOf(script, "malformed").map(({ node, form: { name, args } }) => {
      const takes = TAKES[name] ?? "one argument";
      return finding(wrongArity, node.span, `${name} takes ${takes}, here it has ${args.length}`);
    }),
};
