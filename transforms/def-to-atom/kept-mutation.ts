// What the transform says about a global that it leaves as it is.

import type { FindingKind } from "../../src/finding/finding.js";

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
