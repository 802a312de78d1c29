// Functions whose calls never reach them, since the reader makes something else of such calls.

import { finding } from "../../finding/finding.js";
import type { FileRule } from "../lint-rule.js";

export const capturedFunction: FileRule = {
  code: "captured-function",
  severity: "review",
  summary: "a function has a name whose calls the reader takes for something else",
  hint: "give it another name; as names of plain values and parameters they may stay",
  explanation: `In 2026-02 the reader rewrites every call of type, sig and match, and every call of a constructor
that the prelude declares: None, Some, Ok, Err, Pair, LT, EQ, GT, Response. It does so before
anything is evaluated, whatever the program defines: a call of such a function is swallowed without
a word, or makes the prelude's value.`,
  example: `(fun {Pair a b} {list b a})
(println "%s" (str (Pair 1 2)))
`,
  exampleDialect: "2026-02",
  check: ({ file, dialect: { rewrittenForms, constructors } }) =>
    file.writes
      .filter(({ how, valueKind }) => how === "fun" || valueKind === "function")
      .filter(({ name }) => rewrittenForms.has(name) || constructors.has(name))
      .map(({ name, span }) => {
        const taker = constructors.has(name) ? "the prelude's constructor" : "the reader";
        const message = `calls of ${name} go to ${taker} and never reach this function`;
        return finding(capturedFunction, span, message, { name });
      }),
};
