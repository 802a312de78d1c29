// The proof of a change that has none of its own: whatever the transform meant, both texts read, the
// edits are all that changed, and what they did not touch is as it was. A transform that may do more
// than exchange code brings a proof that allows just that. Called by the kit.

import { checkEdits, checkFileEnd, checkLineEnds } from "./check-text.js";
import { plainProof } from "./plain-proof.js";
import { type ChangeClaim, type ProofFailure, type ProofResult, proofFailure } from "./proof.js";
import { COMMENT, readValk, STRING, type ValkText } from "./reader.js";
import { checkTokens, type TokenChanges } from "./token-changes.js";
import { endOf, kindAt, lastOf, skipComments, startOf, tokenText } from "./tokens.js";

/**
 * Proves that the claimed edits give the new text; that both texts read; that line ends and the end of
 * the file are as they were; that every top-level form outside the edits is one still, byte for byte;
 * and that a second run changes nothing. Of tokens, that strings and comments are the same, in the same
 * order; or with `changes`, that nothing else but those tokens changed, and no comment is lost.
 * Linear, but for the second run.
 */
export function proveByDefault(claim: ChangeClaim, changes?: TokenChanges): ProofResult {
  const { oldText, newText, edits } = claim;
  const inText = checkEdits(oldText, newText, edits);
  const old = readValk(oldText);
  const now = readValk(newText);
  if (!old.ok || !now.ok) {
    const which = old.ok ? "new" : "old";
    return {
      ok: false,
      failures: [...inText, proofFailure("proof-read-error", `the ${which} text cannot be read`)],
    };
  }
  const failures = [
    ...inText,
    ...checkLineEnds(old.text, now.text),
    ...checkFileEnd(old.text, now.text),
    ...(changes === undefined
      ? [
          ...checkKept(old.text, now.text, STRING, "proof-string-altered", "a string"),
          ...checkKept(old.text, now.text, COMMENT, "proof-comment-lost", "a comment"),
        ]
      : checkTokens(old.text, now.text, changes)),
    ...(inText.length > 0 ? [] : checkUntouched(claim, old.text, now.text)),
    ...checkAgain(claim),
  ];
  return failures.length > 0
    ? { ok: false, failures }
    : { ok: true, proof: plainProof(claim, old.text, now.text) };
}

/** Tokens of one kind are the same ones in the same order. */
function checkKept(
  old: ValkText,
  now: ValkText,
  kind: number,
  code: ProofFailure["code"],
  what: string,
): readonly ProofFailure[] {
  const before = tokensOf(old, kind);
  const after = tokensOf(now, kind);
  const length = Math.max(before.length, after.length);
  for (let index = 0; index < length; index += 1) {
    const [was, is] = [before[index], after[index]];
    if (was === undefined || is === undefined || tokenText(old, was) !== tokenText(now, is)) {
      const oldOffset = was === undefined ? undefined : startOf(old, was);
      const place = oldOffset === undefined ? {} : { oldOffset };
      return [proofFailure(code, `${what} is lost, added, altered or moved`, place)];
    }
  }
  return [];
}

function tokensOf(text: ValkText, kind: number): readonly number[] {
  const found: number[] = [];
  for (let at = 0; at < text.count; at += 1) if (kindAt(text, at) === kind) found.push(at);
  return found;
}

/** A form that no edit touches stands in the new text where the edits before it have moved it. */
function checkUntouched(
  { edits }: ChangeClaim,
  old: ValkText,
  now: ValkText,
): readonly ProofFailure[] {
  const after = new Map(formsOf(now).map(({ start, end }) => [start, end]));
  let next = 0;
  let moved = 0;
  for (const { start, end } of formsOf(old)) {
    // What is inserted next to a form may be put around it.
    for (let edit = edits[next]; edit !== undefined && edit.span.end < start; edit = edits[next]) {
      moved += edit.newText.length - (edit.span.end - edit.span.start);
      next += 1;
    }
    const isTouched = (edits[next]?.span.start ?? Number.POSITIVE_INFINITY) <= end;
    if (!isTouched && after.get(start + moved) !== end + moved) {
      const message = "a form that was not to change is not the form that it was";
      return [proofFailure("proof-form-changed", message, { oldOffset: start })];
    }
  }
  return [];
}

function formsOf(text: ValkText): readonly { readonly start: number; readonly end: number }[] {
  const forms: { start: number; end: number }[] = [];
  for (let at = skipComments(text, 0); at < text.count; ) {
    const last = lastOf(text, at);
    forms.push({ start: startOf(text, at), end: endOf(text, last) });
    at = skipComments(text, last + 1);
  }
  return forms;
}

/** Fails where a second run changes the new text again. */
export function checkAgain({ newText, migrateAgain }: ChangeClaim): readonly ProofFailure[] {
  let changed: boolean;
  try {
    ({ changed } = migrateAgain(newText));
  } catch {
    return [proofFailure("proof-not-idempotent", "a second run on the new text fails")];
  }
  return changed
    ? [proofFailure("proof-not-idempotent", "a second run changes the new text again")]
    : [];
}
