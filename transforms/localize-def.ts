// Turns a def that only its own body uses into `=`: "Before" `(fun {f n} {do (def {m} (+ n 1)) m})`,
// "After" `(fun {f n} {do (= {m} (+ n 1)) m})`. What cannot be shown safe stays, with its reason.

import { toJscodeshift } from "../src/kit/jscodeshift.js";
import type { Outcome, Transform, TransformContext } from "../src/kit/transform.js";
import { fixOutcome } from "../src/mutation/fix-outcome.js";
import { keptDef } from "../src/mutation/kept-kinds.js";
import { proveLocalize } from "../src/proof/prove-localize.js";
import { localizeFile } from "./localize-def/localize.js";

export const localizeDef: Transform = {
  name: "localize-def",
  description: "a def that only its own body uses becomes =",
  run,
  prove: proveLocalize,
};

function run(source: string, { path, project }: TransformContext): Outcome {
  const { heads, left } = localizeFile(path, source, project);
  const edits = heads.map((span) => ({ span, newText: "=" }));
  return fixOutcome(source, edits, left, keptDef);
}

export default toJscodeshift(localizeDef);
