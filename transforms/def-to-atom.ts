// Turns a counter or flag that callbacks bind into an atom: "Before" `(def {n} 0)`,
// `(def {n} (+ n 1))`, `n`; "After" `(def {n} (atom 0))`, `(atom/add! n 1)`, `(atom/get n)`.
// Atoms hold numbers only; what may be anything else stays, with its reason.

import { toJscodeshift } from "../src/kit/jscodeshift.js";
import type { Outcome, Transform, TransformContext } from "../src/kit/transform.js";
import { fixOutcome } from "../src/mutation/fix-outcome.js";
import { keptMutation } from "../src/mutation/kept-kinds.js";
import { proveAtoms } from "../src/proof/prove-atoms.js";
import { atomPlanOf } from "./def-to-atom/atom-plan.js";

export const defToAtom: Transform = {
  name: "def-to-atom",
  description: "a counter or flag that callbacks change becomes an atom",
  run,
  prove: proveAtoms,
};

function run(source: string, { path, project }: TransformContext): Outcome {
  const { edits, left } = atomPlanOf(path, source, project);
  return fixOutcome(source, edits, left, keptMutation);
}

export default toJscodeshift(defToAtom);
