// A name that is bound twice while files are loaded.

import { finding } from "../../finding/finding.js";
import { type LintRule, relatedPlace } from "../lint-rule.js";

export const redefinition: LintRule = {
  code: "redefinition",
  severity: "review",
  summary: "a global is bound a second time at load time",
  hint: "give the second one a name of its own, or remove one of them",
  explanation: `The second top-level def or fun of a name replaces the first for everybody, callers of the first
included: which one a call gets depends on when it runs. This also finds a file that replaces a
function of a file that it loads, and a def that reads its own name.`,
  example: `(def {limit} 10)
(fun {allowed n} {< n limit})
(def {limit} 20)
`,
  check: ({ global: { name }, rebindings }) =>
    rebindings.map(({ write, earlier }) =>
      finding(redefinition, write.span, `${write.how} binds ${name} again`, {
        name,
        related: [relatedPlace(earlier.file, earlier.at.span, `${name} is bound here before`)],
      }),
    ),
};
