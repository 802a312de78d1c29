// A def that is used like a local, and makes a global all the same.

import { finding } from "../../finding/finding.js";
import { describeWrite } from "../../mutation/wording.js";
import type { LintRule } from "../lint-rule.js";

export const leak: LintRule = {
  code: "leak",
  severity: "review",
  summary: "a def is used as a local inside a body, but makes a global",
  hint: "bind it with = (lint --fix does so where that is safe)",
  explanation: `def binds a global from wherever it stands. Nothing but the body itself uses this name, so it was
meant as a local; as a global it outlives the body, is seen by every later test, and is written by
whichever thread runs the body. = binds in the body's own environment, and functions that the body
makes with \\ see it there. A fun inside a body does not: it closes over nothing but globals.`,
  example: `(fun {area w h} {do
  (def {product} (* w h))
  product})
`,
  check: ({ global: { name }, verdicts }) =>
    verdicts
      .filter(({ kind }) => kind === "leak")
      .map(({ write }) =>
        finding(
          leak,
          write.span,
          `${describeWrite(write)} makes ${name} a global; nothing else uses it`,
          { name },
        ),
      ),
};
