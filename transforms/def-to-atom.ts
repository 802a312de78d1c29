// Turns a counter or flag that callbacks bind into an atom. Atoms hold numbers only; what may be
// anything else stays, with its reason.

import { rewriteOfEdits } from "../src/edit/rewrite.js";
import { toJscodeshift } from "../src/kit/jscodeshift.js";
import { defineTransform, type TransformContext } from "../src/kit/transform.js";
import { type FixPlan, type FixVerdict, fixVerdict } from "../src/mutation/fix-verdict.js";
import { proveAtoms } from "../src/proof/prove-atoms.js";
import { atomPlanOf } from "./def-to-atom/atom-plan.js";
import { keptMutation } from "./def-to-atom/kept-mutation.js";

export const defToAtom = defineTransform<FixPlan>({
  name: "def-to-atom",
  documentation: {
    summary: "a counter or flag that callbacks change becomes an atom",
    before: `(def {ticks} 0)
(aio/interval aio 10 (\\ {} {def {ticks} (+ ticks 1)}))
(println "%ld" ticks)
(test/run)
`,
    after: `(def {ticks} (atom 0))
(aio/interval aio 10 (\\ {} {do (atom/add! ticks 1) ()}))
(println "%ld" (atom/get ticks))
(test/run)
`,
  },
  needs: "project",
  concerns: "code",
  findings: [keptMutation],
  judge,
  change: ({ source, edits }) => rewriteOfEdits(source, edits),
  prove: proveAtoms,
});

function judge(source: string, { path, project }: TransformContext): FixVerdict {
  const { edits, left } = atomPlanOf(path, source, project);
  return fixVerdict({ source, edits }, left, keptMutation);
}

export default toJscodeshift(defToAtom, () => undefined);
