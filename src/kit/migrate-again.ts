// The second run that the proof asks for: a transform looks at what it has just made.

import { editsOf } from "../edit/rewrite.js";
import type { SecondMigration } from "../proof/proof.js";
import type { Transform, TransformContext } from "./transform.js";

/** What the transform makes of a new text; a change that has nothing to write changes nothing. */
export function migrateAgain<Options>(
  transform: Transform<Options>,
  text: string,
  context: TransformContext<Options>,
): SecondMigration {
  const judgement = transform.judgeAgain(text, context);
  const changed = judgement.status === "changed" && editsOf(judgement.change()).length > 0;
  return { changed, findings: judgement.findings.map(({ code }) => code) };
}
