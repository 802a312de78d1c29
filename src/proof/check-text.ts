// The checks that need no reading of a suite: the claimed edits give the new text, line ends and the
// end of the file are as they were. Called by the proof.

import { type ClaimedEdit, type ProofFailure, proofFailure } from "./proof.js";
import type { ValkText } from "./reader.js";
import { endOf, startOf } from "./tokens.js";

const LF = 10;
const CR = 13;

/**
 * Applies the claimed edits to `oldText` and compares with `newText`, so that the bytes outside the
 * edits are the same. Edits must be in order, inside the text and apart; two may meet at an offset.
 */
export function checkEdits(
  oldText: string,
  newText: string,
  edits: readonly ClaimedEdit[],
): ProofFailure[] {
  let copied = 0;
  let written = 0;
  let isSame = true;
  const write = (text: string): void => {
    const end = written + text.length;
    isSame &&= newText.slice(written, end) === text;
    written = end;
  };
  for (const { span, newText: replacement } of edits) {
    const { start, end } = span;
    const isPossible = Number.isInteger(start) && Number.isInteger(end) && end <= oldText.length;
    if (!isPossible || start < copied || end < start) {
      const message = "edits overlap, are out of order or lie outside the text";
      return [proofFailure("proof-edits-invalid", message, { oldOffset: start })];
    }
    write(oldText.slice(copied, start));
    write(replacement);
    copied = end;
  }
  write(oldText.slice(copied));
  if (isSame && written === newText.length) return [];
  return [proofFailure("proof-bytes-outside-edits", "the edits do not give the new text")];
}

/** The new text may only use line ends that the old one uses; a single line may become several by LF. */
export function checkLineEnds(old: ValkText, now: ValkText): ProofFailure[] {
  if (!old.source.includes("\r") && !now.source.includes("\r")) return [];
  const before = lineEndsOf(old);
  const after = lineEndsOf(now);
  const isLfForeign = after.lf && !before.lf && before.crlf;
  const isForeign = isLfForeign || (after.crlf && !before.crlf) || (after.cr && !before.cr);
  if (!isForeign) return [];
  return [proofFailure("proof-line-ends", "a kind of line end that the old text does not use")];
}

/** Which line ends stand outside strings; `cr` is a carriage return that no line feed follows. */
function lineEndsOf(text: ValkText): { lf: boolean; crlf: boolean; cr: boolean } {
  const { source } = text;
  const found = { lf: false, crlf: false, cr: false };
  let at = 0;
  for (let token = 0; token <= text.count; token += 1) {
    for (const start = startOf(text, token); at < start; at += 1) {
      const code = source.charCodeAt(at);
      if (code === LF && (at === 0 || source.charCodeAt(at - 1) !== CR)) found.lf = true;
      if (code === CR && source.charCodeAt(at + 1) === LF) found.crlf = true;
      if (code === CR && source.charCodeAt(at + 1) !== LF) found.cr = true;
    }
    at = endOf(text, token);
  }
  return found;
}

/** What parts two tokens, or stands at the file's ends, is not what parted them. */
export function layoutFailure(offsets: {
  readonly oldOffset?: number;
  readonly newOffset?: number;
}): ProofFailure {
  const message = "blank lines, line ends or indentation are not as they were";
  return proofFailure("proof-layout", message, offsets);
}

/** What stands behind the last token, a final line end or none, stays as it is. */
export function checkFileEnd(old: ValkText, now: ValkText): ProofFailure[] {
  if (tailOf(old) === tailOf(now)) return [];
  return [proofFailure("proof-file-end", "the end of the file is not as it was")];
}

function tailOf(text: ValkText): string {
  return text.source.slice(text.count === 0 ? 0 : endOf(text, text.count - 1));
}
