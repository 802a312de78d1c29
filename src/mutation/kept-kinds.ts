// What the repairing transforms say about a def that they leave as it is.

import type { FindingKind } from "../finding/finding.js";

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

export const keptMutation: FindingKind = {
  code: "kept-mutation",
  severity: "info",
  summary: "a global that callbacks change stays, since it cannot be shown safe to make it an atom",
  hint: "atoms hold numbers only: pass other values along, or keep them in the closure",
  explanation: `def-to-atom turns a counter or flag into an atom where every binding is a number and every read
can be rewritten. Atoms of the runtime hold 64-bit integers and nothing else, so lists, strings,
functions and handles stay, and so do names that other files use or quoted data mentions.`,
  example: `(def {received} {})
(aio/interval aio 10 (\\ {} {def {received} (join received {1})}))
(test/run)
`,
};
