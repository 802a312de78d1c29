// The proof of a renamed global: from its own reading of both texts, nothing differs, no blank or line end
// either, but symbols that were the old name and are the new one; and the new name was not there before, so that
// no symbol means anything else than it did.

import { checkEdits, layoutFailure } from "./check-text.js";
import { plainProof } from "./plain-proof.js";
import { type ChangeClaim, type ProofFailure, type ProofResult, proofFailure } from "./proof.js";
import { ATOM, readValk, type ValkText } from "./reader.js";
import { gapBefore, isSameToken, kindAt, startOf, tokenText } from "./tokens.js";

/** Proves one file's change, or says why it is not proven. Linear, but for the second run. */
export function proveRename(claim: ChangeClaim, from: string, to: string): ProofResult {
  const { oldText, newText, edits } = claim;
  const failures: ProofFailure[] = checkEdits(oldText, newText, edits);
  const old = readValk(oldText);
  const now = readValk(newText);
  if (!old.ok || !now.ok) {
    const unread = proofFailure("proof-read-error", "a text cannot be read");
    return { ok: false, failures: [...failures, unread] };
  }
  failures.push(...compare(old.text, now.text, from, to));
  if (failures.length === 0 && claim.migrateAgain(newText).changed) {
    failures.push(proofFailure("proof-not-idempotent", "a second run changes the new text again"));
  }
  return failures.length > 0
    ? { ok: false, failures }
    : { ok: true, proof: plainProof(claim, old.text, now.text) };
}

function compare(old: ValkText, now: ValkText, from: string, to: string): readonly ProofFailure[] {
  if (old.count !== now.count) {
    return [proofFailure("proof-form-changed", "there are more or fewer tokens than before")];
  }
  for (let at = 0; at <= old.count; at += 1) {
    const oldOffset = startOf(old, at);
    if (gapBefore(old, at) !== gapBefore(now, at)) {
      return [layoutFailure({ oldOffset })];
    }
    const isAtom = kindAt(old, at) === ATOM && kindAt(now, at) === ATOM;
    if (isAtom && tokenText(old, at) === to) {
      return [proofFailure("proof-form-changed", `${to} meant something before`, { oldOffset })];
    }
    const isRenamed = isAtom && tokenText(old, at) === from && tokenText(now, at) === to;
    if (!isRenamed && !isSameToken(old, at, now, at)) {
      return [proofFailure("proof-form-changed", "something else changed, too", { oldOffset })];
    }
  }
  return [];
}
