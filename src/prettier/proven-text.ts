// What prettier is given is proven, as whatever is written: it writes files itself.

import { editsOf, newTextOf, type Rewrite } from "../edit/rewrite.js";
import { proveFormat } from "../proof/prove-format.js";

/** What `format` makes of a text. Throws where that is not proven to be the same program. */
export function provenText(source: string, format: (source: string) => Rewrite): string {
  const rewrite = format(source);
  const newText = newTextOf(rewrite);
  const result = proveFormat({
    path: "",
    oldText: source,
    newText,
    edits: editsOf(rewrite),
    migrateAgain: (text) => ({ changed: newTextOf(format(text)) !== text, findings: [] }),
    knownFindings: [],
  });
  if (!result.ok) {
    const failures = result.failures.map(({ code, message }) => `${code}: ${message}`);
    throw new Error(`not proven, and left as it is: ${failures.join("; ")}`);
  }
  return newText;
}
