// Turns a def that only its own body uses into `=`. What cannot be shown safe stays, with its reason.

import { rewriteOfEdits } from "../src/edit/rewrite.js";
import { toJscodeshift } from "../src/kit/jscodeshift.js";
import { defineTransform, type TransformContext } from "../src/kit/transform.js";
import { type FixPlan, type FixVerdict, fixVerdict } from "../src/mutation/fix-verdict.js";
import { proveLocalize } from "../src/proof/prove-localize.js";
import { keptDef } from "./localize-def/kept-def.js";
import { localizeFile } from "./localize-def/localize.js";

export const localizeDef = defineTransform<FixPlan>({
  name: "localize-def",
  documentation: {
    summary: "a def that only its own body uses becomes =",
    before: `(test/define "sums" {do (def {x} 1) (== x 1)})
(test/run)
`,
    after: `(test/define "sums" {do (= {x} 1) (== x 1)})
(test/run)
`,
  },
  needs: "project",
  concerns: "code",
  findings: [keptDef],
  judge,
  change: ({ source, edits }) => rewriteOfEdits(source, edits),
  prove: proveLocalize,
});

function judge(source: string, { path, project }: TransformContext): FixVerdict {
  const { heads, left } = localizeFile(path, source, project);
  const edits = heads.map((span) => ({ span, newText: "=" }));
  return fixVerdict({ source, edits }, left, keptDef);
}

export default toJscodeshift(localizeDef, () => undefined);
