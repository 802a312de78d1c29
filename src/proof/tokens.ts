// Walking and comparing tokens of a `ValkText`: children of a form, the text of a token, whether two
// stretches of two texts hold the same tokens. Reads nothing but tokens; used by everything above.

import {
  ATOM,
  CLOSE_BRACE,
  CLOSE_PAREN,
  COMMENT,
  OPEN_PAREN,
  STRING,
  type ValkText,
} from "./reader.js";

/** Stands for "no such token". */
export const NONE = -1;

/** The kind of token `index`; `END` behind the last one. */
export function kindAt(text: ValkText, index: number): number {
  return text.kinds[index] as number;
}

/** Start of token `index`, as a UTF-16 offset. */
export function startOf(text: ValkText, index: number): number {
  return text.starts[index] as number;
}

/** End of token `index`, exclusive, as a UTF-16 offset. */
export function endOf(text: ValkText, index: number): number {
  return text.ends[index] as number;
}

/** The last token of the node that begins with token `index`. */
export function lastOf(text: ValkText, index: number): number {
  return text.lasts[index] as number;
}

/** The text of token `index`. */
export function tokenText(text: ValkText, index: number): string {
  return text.source.slice(startOf(text, index), endOf(text, index));
}

/** The source text of the node that begins with token `index`, trivia inside it included. */
export function nodeText(text: ValkText, index: number): string {
  return text.source.slice(startOf(text, index), endOf(text, lastOf(text, index)));
}

/** The first token from `index` on that is not a comment. */
export function skipComments(text: ValkText, index: number): number {
  let at = index;
  while (kindAt(text, at) === COMMENT) at += 1;
  return at;
}

/** First tokens of the nodes directly inside the bracket `open`, in order, without comments. */
export function childrenOf(text: ValkText, open: number): number[] {
  const children: number[] = [];
  const close = lastOf(text, open);
  let at = skipComments(text, open + 1);
  while (at < close) {
    children.push(at);
    at = skipComments(text, lastOf(text, at) + 1);
  }
  return children;
}

/** The symbol at the head of the call `(symbol …)` that begins at `index`, or `NONE`. */
export function headOf(text: ValkText, index: number): number {
  if (kindAt(text, index) !== OPEN_PAREN) return NONE;
  const head = skipComments(text, index + 1);
  return kindAt(text, head) === ATOM ? head : NONE;
}

/** The name at the head of a call, or the empty string for anything else. */
export function headName(text: ValkText, index: number): string {
  const head = headOf(text, index);
  return head === NONE ? "" : tokenText(text, head);
}

/** Whether the node at `index` is a number or a string, so that quoting it changes nothing. */
export function isLiteral(text: ValkText, index: number): boolean {
  const kind = kindAt(text, index);
  return kind === STRING || (kind === ATOM && /^-?\d+$/.test(tokenText(text, index)));
}

/** Start of the blanks and line ends in front of token `index`, as a UTF-16 offset. */
export function gapStart(text: ValkText, index: number): number {
  return index === 0 ? 0 : endOf(text, index - 1);
}

/** The blanks and line ends in front of token `index`. */
export function gapBefore(text: ValkText, index: number): string {
  return text.source.slice(gapStart(text, index), startOf(text, index));
}

/** Where the line of a token starts that begins it, as a UTF-16 offset; the gap's start for any other. */
export function lineStartOf(text: ValkText, index: number): number {
  const start = gapStart(text, index);
  if (text.feeds[index] === 0) return start;
  let at = startOf(text, index);
  while (text.source.charCodeAt(at - 1) !== LF) at -= 1;
  return at;
}

const LF = 10;

/** The blanks that begin the line of a token that begins it; all of the gap in front of any other. */
export function indentOf(text: ValkText, index: number): string {
  return text.source.slice(lineStartOf(text, index), startOf(text, index));
}

/** Whether the same blanks and line ends stand in front of two tokens. */
export function isSameGap(a: ValkText, at: number, b: ValkText, other: number): boolean {
  const from = gapStart(a, at);
  const otherFrom = gapStart(b, other);
  return isSameText(a.source, from, startOf(a, at), b.source, otherFrom, startOf(b, other));
}

/** Line feeds between the end of token `before` and the start of the one behind it. */
export function lineFeedsAfter(text: ValkText, before: number): number {
  return text.feeds[before + 1] as number;
}

/** Whether token `index` is the first of its line. */
export function beginsLine(text: ValkText, index: number): boolean {
  return index === 0 || text.feeds[index] !== 0;
}

/** From this length on, cutting two strings out and comparing them beats comparing characters. */
const LONG = 32;

/** Whether two stretches (half-open offsets) of two texts are the same characters. */
export function isSameText(
  a: string,
  aStart: number,
  aEnd: number,
  b: string,
  bStart: number,
  bEnd: number,
): boolean {
  const length = aEnd - aStart;
  if (length !== bEnd - bStart) return false;
  if (length >= LONG) return a.slice(aStart, aEnd) === b.slice(bStart, bEnd);
  for (let at = 0; at < length; at += 1) {
    if (a.charCodeAt(aStart + at) !== b.charCodeAt(bStart + at)) return false;
  }
  return true;
}

/** Whether two tokens have the same kind and text. */
export function isSameToken(a: ValkText, at: number, b: ValkText, other: number): boolean {
  const kind = kindAt(a, at);
  if (kind !== kindAt(b, other)) return false;
  // A bracket's kind says all about its text, and a third of all tokens are brackets.
  if (kind <= CLOSE_BRACE) return true;
  return isSameText(
    a.source,
    startOf(a, at),
    endOf(a, at),
    b.source,
    startOf(b, other),
    endOf(b, other),
  );
}

/** A stretch of tokens to compare, from token `from` to token `to` inclusive. */
export interface TokenRun {
  readonly text: ValkText;
  readonly from: number;
  readonly to: number;
  /** A token that its counterpart in the other run may replace, such as a renamed head. */
  readonly free: number;
  /** A node that the other run leaves out, by its first token; or `NONE`. */
  readonly omitted: number;
}

/** The stretch that one node covers, with nothing free or omitted. */
export function nodeRun(text: ValkText, index: number): TokenRun {
  return { text, from: index, to: lastOf(text, index), free: NONE, omitted: NONE };
}

/** Where two stretches first differ; a token index behind a stretch's end means that it is over. */
export interface Difference {
  readonly old: number;
  readonly new: number;
  readonly kind: "token" | "string" | "comment";
}

/**
 * Compares two stretches token for token, comments included: a comment must stand between the same
 * tokens and, if it shared a line with what precedes it, still do. Undefined when they agree.
 */
export function firstDifference(oldRun: TokenRun, newRun: TokenRun): Difference | undefined {
  const a = oldRun.text;
  const b = newRun.text;
  let at = oldRun.from;
  let other = newRun.from;
  for (;;) {
    // Behind a node that is left out, a comment may begin the line that the node began.
    const isBehindOmitted = at === oldRun.omitted;
    if (isBehindOmitted) at = lastOf(a, at) + 1;
    if (at > oldRun.to || other > newRun.to) break;
    const isFree = at === oldRun.free && other === newRun.free;
    if (!isFree && !isSameToken(a, at, b, other)) {
      return { old: at, new: other, kind: differenceKind(kindAt(a, at), kindAt(b, other)) };
    }
    const isComment = kindAt(a, at) === COMMENT && !isBehindOmitted;
    if (isComment && beginsLine(a, at) !== beginsLine(b, other)) {
      return { old: at, new: other, kind: "comment" };
    }
    at += 1;
    other += 1;
  }
  if (at > oldRun.to && other > newRun.to) return undefined;
  const surplus = at > oldRun.to ? kindAt(b, other) : kindAt(a, at);
  return { old: at, new: other, kind: differenceKind(surplus, surplus) };
}

function differenceKind(a: number, b: number): Difference["kind"] {
  if (a === COMMENT || b === COMMENT) return "comment";
  return a === STRING && b === STRING ? "string" : "token";
}

/** The texts of a node's tokens without its comments, joined so that no other node gives the same. */
export function nodeKey(text: ValkText, index: number): string {
  const parts: string[] = [];
  const last = lastOf(text, index);
  for (let at = index; at <= last; at += 1) {
    if (kindAt(text, at) !== COMMENT) parts.push(tokenText(text, at));
  }
  // No token holds a NUL: the reader rejects it.
  return parts.join("\0");
}

/** Whether a token is a closing bracket. */
export function isCloser(kind: number): boolean {
  return kind === CLOSE_PAREN || kind === CLOSE_BRACE;
}
