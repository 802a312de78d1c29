// What the proof of a repair writes down: there are no tests and no suite to speak of, only the two
// texts and what both of them hold.

import { hashText } from "./hashes.js";
import type { ChangeClaim, PlainProof } from "./proof.js";
import { COMMENT, type ValkText } from "./reader.js";
import { kindAt, lastOf, skipComments } from "./tokens.js";

/** The proof of a change that registers and runs nothing new. */
export function plainProof(input: ChangeClaim, old: ValkText, now: ValkText): PlainProof {
  const { oldText, newText } = input;
  return {
    path: input.path,
    get oldHash() {
      return hashText(oldText);
    },
    get newHash() {
      return hashText(newText);
    },
    edits: input.edits.length,
    comments: { old: commentsIn(old), new: commentsIn(now) },
    forms: formsIn(old),
  };
}

function commentsIn(text: ValkText): number {
  let count = 0;
  for (let at = 0; at < text.count; at += 1) if (kindAt(text, at) === COMMENT) count += 1;
  return count;
}

function formsIn(text: ValkText): number {
  let count = 0;
  for (let at = skipComments(text, 0); at < text.count; count += 1) {
    at = skipComments(text, lastOf(text, at) + 1);
  }
  return count;
}
