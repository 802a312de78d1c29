// The proof that nothing went but suppression comments: from its own reading of both texts, every token
// that is left is one of the old text, in its order, and each that went is such a comment; each edit
// takes out nothing else but, around a comment on a line of its own, that line. Called by the transform.

import { checkEdits } from "./check-text.js";
import { plainProof } from "./plain-proof.js";
import { type ChangeClaim, type ProofFailure, type ProofResult, proofFailure } from "./proof.js";
import { COMMENT, readValk } from "./reader.js";
import { isSameToken, kindAt, startOf, tokenText } from "./tokens.js";

const SUPPRESSION = /^;+[ \t]*valk-codemod-disable/;

/** What an edit may take out: a comment, or its line, with which the line end goes. */
const COMMENT_ALONE = /^;[^\n]*$/;
const WHOLE_LINE = /^[^\S\n]*;[^\n]*\n?$/;

/** Proves one file's change, or says why it is not proven. Linear. */
export function provePruned(claim: ChangeClaim): ProofResult {
  const { oldText, newText, edits } = claim;
  const failures: ProofFailure[] = checkEdits(oldText, newText, edits);
  for (const { span, newText: added } of edits) {
    const isLine = span.start === 0 || oldText[span.start - 1] === "\n";
    const removed = oldText.slice(span.start, span.end);
    const isOne = COMMENT_ALONE.test(removed) || (isLine && WHOLE_LINE.test(removed));
    if (added !== "" || !isOne) {
      const message = "an edit does more than to take out a comment";
      failures.push(proofFailure("proof-form-changed", message, { oldOffset: span.start }));
    }
  }
  const old = readValk(oldText);
  const now = readValk(newText);
  if (!old.ok || !now.ok) {
    failures.push(proofFailure("proof-read-error", "a text cannot be read"));
    return { ok: false, failures };
  }
  let kept = 0;
  for (let at = 0; at < old.text.count; at += 1) {
    if (kept < now.text.count && isSameToken(old.text, at, now.text, kept)) {
      kept += 1;
    } else if (kindAt(old.text, at) !== COMMENT || !SUPPRESSION.test(tokenText(old.text, at))) {
      const oldOffset = startOf(old.text, at);
      failures.push(
        proofFailure("proof-comment-lost", "more than an excuse is lost", { oldOffset }),
      );
      return { ok: false, failures };
    }
  }
  if (kept < now.text.count) {
    failures.push(proofFailure("proof-form-added", "the new text holds more than the old one"));
  }
  return failures.length > 0
    ? { ok: false, failures }
    : { ok: true, proof: plainProof(claim, old.text, now.text) };
}
