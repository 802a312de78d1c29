// Characters that the reader of some dialects takes for symbols and the reader of others does not know.
// The texts of a proof are read with all of them; this holds them to the dialect at hand.

import type { ChangeClaim, ProofFailure } from "./proof.js";
import { ATOM, NEWER_CHARACTERS, readValk } from "./reader.js";
import { kindAt, startOf, tokenText } from "./tokens.js";

/** What of the two texts of a claim its dialect does not read: at most one failure for each text. */
export function findForeignCharacters(claim: ChangeClaim): readonly ProofFailure[] {
  const { symbolCharacters, oldText, newText } = claim;
  const foreign = [...NEWER_CHARACTERS].filter((one) => symbolCharacters?.includes(one) !== true);
  const old = firstForeign(oldText, foreign);
  const now = firstForeign(newText, foreign);
  return [
    ...(old === undefined ? [] : [failure("old", { oldOffset: old })]),
    ...(now === undefined ? [] : [failure("new", { newOffset: now })]),
  ];
}

function failure(
  which: "old" | "new",
  offset: Pick<ProofFailure, "oldOffset" | "newOffset">,
): ProofFailure {
  const message = `the ${which} text does not read: not a valid character in this dialect`;
  return { code: "proof-read-error", point: 5, message, ...offset };
}

/** The offset of the first such character in a symbol; undefined where the text has none. */
function firstForeign(source: string, characters: readonly string[]): number | undefined {
  // Nearly no text has one anywhere, which spares reading it.
  const read = characters.some((one) => source.includes(one)) ? readValk(source) : undefined;
  for (let at = 0; read?.ok === true && at < read.text.count; at += 1) {
    const symbol = kindAt(read.text, at) === ATOM ? tokenText(read.text, at) : "";
    const found = [...symbol].findIndex((one) => characters.includes(one));
    if (found !== -1) return startOf(read.text, at) + found;
  }
  return undefined;
}
