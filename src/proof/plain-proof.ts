// What the proof of a repair writes down: there are no tests and no suite to speak of, only the two
// texts and what both of them hold.

import { hashText } from "./hashes.js";
import type { ChangeClaim, PlainProof } from "./proof.js";
import type { ValkText } from "./reader.js";
import { lastOf, skipComments } from "./tokens.js";

/** The proof of a change that registers and runs nothing new. */
export function plainProof(input: ChangeClaim, old: ValkText, now: ValkText): PlainProof {
  return withFacts(proofHead(input), {
    comments: { old: old.comments.length, new: now.comments.length },
    forms: formsIn(old),
  });
}

/** What every proof begins with; the hashes are made when they are asked for. */
export function proofHead({
  path,
  oldText,
  newText,
  edits,
}: ChangeClaim): Pick<PlainProof, "path" | "oldHash" | "newHash" | "edits"> {
  return {
    path,
    get oldHash() {
      return hashText(oldText);
    },
    get newHash() {
      return hashText(newText);
    },
    edits: edits.length,
  };
}

/** The head with more behind it; what is made when it is asked for is not asked for here. */
export function withFacts<H extends object, F extends object>(head: H, facts: F): H & F {
  return Object.defineProperties(head, Object.getOwnPropertyDescriptors(facts)) as H & F;
}

function formsIn(text: ValkText): number {
  let count = 0;
  for (let at = skipComments(text, 0); at < text.count; count += 1) {
    at = skipComments(text, lastOf(text, at) + 1);
  }
  return count;
}
