// What the transform says about a def that it leaves as it is.

import type { FindingKind } from "../../src/finding/finding.js";

export const keptDef: FindingKind = {
  code: "kept-def",
  severity: "info",
  summary: "a def inside a body stays, since it cannot be shown safe to make it local",
  hint: "read the reason; often a name of its own, or passing the value along, is the way out",
  explanation: `localize-def turns a def into = only where nobody can notice: the name is read nowhere but in
functions that close over the body, always after it is bound, nothing that runs in between binds it
too, and no code that cannot be read off may use it. The message says which of these does not hold.`,
  example: `(fun {remember n} {do (def {last-seen} n) n})
(println "%ld" last-seen)
(test/run)
`,
};
