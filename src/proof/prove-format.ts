// The proof that formatting changed nothing but blanks and line ends: from its own reading of both texts,
// they hold the same tokens, strings and comments byte for byte, in the same order. Whatever the
// interpreter makes of the one, it makes of the other. Called by the command, the server and the plugin.

import { checkEdits } from "./check-text.js";
import { checkAgain } from "./default-proof.js";
import { plainProof } from "./plain-proof.js";
import { type ChangeClaim, type ProofFailure, type ProofResult, proofFailure } from "./proof.js";
import { COMMENT, readValk, STRING, type ValkText } from "./reader.js";
import { isSameToken, kindAt, startOf } from "./tokens.js";

/** Proves one file's change, or says why it is not proven; a second run must change nothing. Linear. */
export function proveFormat(claim: ChangeClaim): ProofResult {
  const { oldText, newText, edits } = claim;
  const old = readValk(oldText);
  const now = readValk(newText);
  if (!old.ok || !now.ok) {
    const which = old.ok ? "new" : "old";
    const failure = proofFailure("proof-read-error", `the ${which} text cannot be read`);
    return { ok: false, failures: [failure] };
  }
  const failures = [
    ...checkEdits(oldText, newText, edits),
    ...checkSameTokens(old.text, now.text),
    ...checkAgain(claim),
  ];
  return failures.length > 0
    ? { ok: false, failures }
    : { ok: true, proof: plainProof(claim, old.text, now.text) };
}

/** The first token that is not the same in both texts, or that only one of them has. */
function checkSameTokens(old: ValkText, now: ValkText): readonly ProofFailure[] {
  const length = Math.max(old.count, now.count);
  for (let at = 0; at < length; at += 1) {
    const isSame = at < old.count && at < now.count && isSameToken(old, at, now, at);
    if (!isSame) {
      return [differenceAt(old, now, at)];
    }
  }
  return [];
}

function differenceAt(old: ValkText, now: ValkText, at: number): ProofFailure {
  if (at >= old.count) {
    const newOffset = startOf(now, at);
    return proofFailure("proof-form-added", "the new text holds more than the old", { newOffset });
  }
  const place = { oldOffset: startOf(old, at) };
  switch (kindAt(old, at)) {
    case COMMENT:
      return proofFailure("proof-comment-lost", "a comment is lost, altered or moved", place);
    case STRING:
      return proofFailure("proof-string-altered", "a string is lost, altered or moved", place);
    default:
      return proofFailure("proof-form-changed", "a token is lost, altered or moved", place);
  }
}
