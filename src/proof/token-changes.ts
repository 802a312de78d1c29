// What an author says a change may do to tokens, and whether it did no more: tokens of other texts are the
// same ones in the same order, or where parts may move, as many as there were. Called by the default proof.

import { type ProofFailure, proofFailure } from "./proof.js";
import { COMMENT, type ValkText } from "./reader.js";
import { kindAt, startOf, tokenText } from "./tokens.js";

/** Which tokens a change may touch. Comments are no tokens here: none may go, whatever this says. */
export interface TokenChanges {
  /** Texts of tokens that may go, brackets included; `any` for all of them. None without. */
  readonly removes?: readonly string[] | "any";
  /** Texts of tokens that may be added. None without. */
  readonly adds?: readonly string[] | "any";
  /** Whether tokens and comments may change places; they may not without. */
  readonly moves?: boolean;
}

/** The first token that is lost, added or moved without leave. Linear in both texts. */
export function checkTokens(
  old: ValkText,
  now: ValkText,
  { removes = [], adds = [], moves = false }: TokenChanges,
): readonly ProofFailure[] {
  const isCode = (kind: number): boolean => kind !== COMMENT;
  const before = readRow(old, isCode);
  const after = readRow(now, isCode);
  const surplus = countSurplus(before, after);
  const wrong = (message: string, token: number, text: ValkText): readonly ProofFailure[] => {
    const place =
      text === old ? { oldOffset: startOf(old, token) } : { newOffset: startOf(now, token) };
    return [proofFailure("proof-form-changed", message, place)];
  };
  for (const { text, token } of before) {
    if ((surplus.get(text) ?? 0) < 0 && removes !== "any" && !removes.includes(text)) {
      return wrong(`${text} is lost, which the change must not take out`, token, old);
    }
  }
  for (const { text, token } of after) {
    if ((surplus.get(text) ?? 0) > 0 && adds !== "any" && !adds.includes(text)) {
      return wrong(`${text} is added, which the change must not bring in`, token, now);
    }
  }
  if (moves) {
    return checkComments(old, now);
  }
  const free = new Set([removes, adds].flatMap((texts) => (texts === "any" ? [] : texts)));
  const moved = firstOutOfOrder(
    before.filter(({ text }) => !free.has(text)),
    after.filter(({ text }) => !free.has(text)),
    { mayLose: removes === "any", mayGain: adds === "any" },
  );
  return moved === undefined
    ? checkComments(old, now)
    : wrong("a token stands elsewhere, and the change must not move any", moved.token, old);
}

interface Token {
  readonly text: string;
  readonly token: number;
}

function readRow(text: ValkText, accepts: (kind: number) => boolean): readonly Token[] {
  const row: Token[] = [];
  for (let token = 0; token < text.count; token += 1) {
    if (accepts(kindAt(text, token))) row.push({ text: tokenText(text, token), token });
  }
  return row;
}

/** By text how many more there are afterwards; negative for those that went. */
function countSurplus(
  before: readonly Token[],
  after: readonly Token[],
): ReadonlyMap<string, number> {
  const surplus = new Map<string, number>();
  for (const { text } of after) surplus.set(text, (surplus.get(text) ?? 0) + 1);
  for (const { text } of before) surplus.set(text, (surplus.get(text) ?? 0) - 1);
  return surplus;
}

/** The first token of `before` that has no counterpart in order. */
function firstOutOfOrder(
  before: readonly Token[],
  after: readonly Token[],
  { mayLose, mayGain }: { readonly mayLose: boolean; readonly mayGain: boolean },
): Token | undefined {
  if (mayLose && mayGain) return undefined;
  const [whole, part] = mayLose ? [before, after] : [after, before];
  if (!mayLose && !mayGain && before.length !== after.length) return before[0] ?? after[0];
  let next = 0;
  for (const token of whole) {
    if (token.text === part[next]?.text) next += 1;
    else if (!mayLose && !mayGain) return before[next];
  }
  return next < part.length ? (before[Math.min(next, before.length - 1)] ?? part[next]) : undefined;
}

/** Every comment is there as often as it was, or more often where forms are written twice. */
function checkComments(old: ValkText, now: ValkText): readonly ProofFailure[] {
  const isComment = (kind: number): boolean => kind === COMMENT;
  const before = readRow(old, isComment);
  const surplus = countSurplus(before, readRow(now, isComment));
  const lost = before.find(({ text }) => (surplus.get(text) ?? 0) < 0);
  const known = new Set(before.map(({ text }) => text));
  const added = [...surplus].find(([text, count]) => count > 0 && !known.has(text));
  if (lost !== undefined) {
    const oldOffset = startOf(old, lost.token);
    return [proofFailure("proof-comment-lost", "a comment is lost or altered", { oldOffset })];
  }
  return added === undefined ? [] : [proofFailure("proof-comment-added", "a comment is added")];
}
