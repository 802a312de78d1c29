// Finds framework names where an old file certainly evaluates or globally binds them, other than as
// the head of a top-level call: there a registration could hide that no pipeline would hold. Quoted
// data is not evaluated and passes; a body, a function's code and a branch count as code.

import { OLD_NAMES } from "./framework-names.js";
import {
  ATOM,
  COMMENT,
  isPrefix,
  OPEN_BRACE,
  OPEN_PAREN,
  QUASIQUOTE,
  QUOTE,
  type ValkText,
} from "./reader.js";
import { globalNames } from "./symbols.js";
import { endOf, isCloser, kindAt, NONE, startOf, tokenText } from "./tokens.js";

/** What a bracket's contents are. */
type Meaning = "code" | "data" | "global-names" | "function-name";

/** An open bracket: its meaning and kind, its head's text, how many nodes it has had so far. */
interface Frame {
  readonly meaning: Meaning;
  readonly open: number;
  head: string;
  seen: number;
}

/** From which child on the quoted lists of a call are code. */
const CODE_FROM: ReadonlyMap<string, number> = new Map([
  ["fun", 2],
  ["\\", 2],
  ["if", 2],
  ["test/define", 2],
  ["test/async", 2],
  ["eval", 1],
]);

const NO_PREFIX = 0;

/**
 * Names to look out for, prepared once. No form may bind one of `reserved` or `language` globally;
 * those of `language` stand everywhere else, too.
 */
export interface WatchedNames {
  readonly reserved: ReadonlySet<string>;
  readonly language: ReadonlySet<string>;
  /** Both. */
  readonly unbindable: ReadonlySet<string>;
  /** What the names look like, see `shapeOf`. */
  readonly shapes: Uint8Array;
}

/** Watches the names of the old framework, the reserved ones, and bindings of the language's. */
export function watchNames(
  reserved: ReadonlySet<string>,
  language: ReadonlySet<string>,
): WatchedNames {
  const shapes = new Uint8Array(128 * 64);
  for (const name of [...OLD_NAMES, ...reserved]) {
    shapes[name.charCodeAt(0) * 64 + Math.min(name.length, 63)] = 1;
  }
  return { reserved, language, unbindable: new Set([...reserved, ...language]), shapes };
}

/**
 * The first token that evaluates a framework name below the head of a top-level call, or binds a
 * reserved name globally; `NONE` when there is none. `calls` is the number of top-level calls of the
 * framework, `accounted` are tokens that are known to be effects. Linear in the number of tokens.
 */
export function findDoubtfulName(
  text: ValkText,
  watched: WatchedNames,
  calls: number,
  accounted: ReadonlySet<number>,
): number {
  const { language, unbindable } = watched;
  // Nearly every file has such names only at the head of its calls; then counting them is enough.
  const isPlain =
    countNames(text, watched) === calls && !globalNames(text).some((name) => language.has(name));
  return isPlain ? NONE : searchCode(text, unbindable, accounted);
}

function countNames(text: ValkText, { reserved, shapes }: WatchedNames): number {
  let names = 0;
  for (let at = 0; at < text.count; at += 1) {
    if (text.kinds[at] !== ATOM || shapes[shapeOf(text, at)] !== 1) continue;
    const name = tokenText(text, at);
    if (OLD_NAMES.has(name) || reserved.has(name)) names += 1;
  }
  return names;
}

/** First character and length: enough to pass over nearly every token without cutting its text out. */
function shapeOf(text: ValkText, at: number): number {
  const start = startOf(text, at);
  return text.source.charCodeAt(start) * 64 + Math.min(endOf(text, at) - start, 63);
}

function searchCode(
  text: ValkText,
  reserved: ReadonlySet<string>,
  accounted: ReadonlySet<number>,
): number {
  const frames: Frame[] = [{ meaning: "code", open: NONE, head: "", seen: 0 }];
  let prefix = NO_PREFIX;
  for (let at = 0; at < text.count; at += 1) {
    const kind = kindAt(text, at);
    const frame = frames.at(-1);
    if (kind === COMMENT || frame === undefined) continue;
    if (isCloser(kind)) {
      frames.pop();
      continue;
    }
    if (isPrefix(kind)) {
      prefix = kind;
      continue;
    }
    if (kind === OPEN_PAREN || kind === OPEN_BRACE) {
      const meaning = meaningOf(frame, frames.length, kind, prefix);
      frames.push({ meaning, open: kind, head: "", seen: 0 });
    } else if (kind === ATOM) {
      const name = tokenText(text, at);
      const isTopCall = frames.length === 2 && frame.open === OPEN_PAREN && frame.seen === 0;
      const isKnown = (isTopCall && prefix === NO_PREFIX) || accounted.has(at);
      if (!isKnown && isDoubtful(name, frame, prefix, reserved)) {
        return at;
      }
      if (frame.seen === 0) frame.head = name;
    }
    frame.seen += 1;
    prefix = NO_PREFIX;
  }
  return NONE;
}

function meaningOf(parent: Frame, depth: number, kind: number, prefix: number): Meaning {
  if (prefix === QUOTE || prefix === QUASIQUOTE) return "data";
  if (kind === OPEN_PAREN) {
    return prefix !== NO_PREFIX || parent.meaning === "code" ? "code" : "data";
  }
  if (parent.meaning !== "code") return "data";
  if (parent.seen === 1) {
    if (parent.head === "fun") return "function-name";
    // Inside functions and bodies `=` binds locally; at top level the whole file sees it.
    if (parent.head === "def" || (parent.head === "=" && depth === 2)) return "global-names";
  }
  return parent.seen >= (CODE_FROM.get(parent.head) ?? Number.POSITIVE_INFINITY) ? "code" : "data";
}

function isDoubtful(
  name: string,
  { meaning, seen }: Frame,
  prefix: number,
  reserved: ReadonlySet<string>,
): boolean {
  if (meaning === "global-names") return reserved.has(name);
  if (meaning === "function-name") return seen === 0 && reserved.has(name);
  const isQuoted = prefix === QUOTE || prefix === QUASIQUOTE;
  const isUnquoted = prefix !== NO_PREFIX && !isQuoted;
  return (isUnquoted || (meaning === "code" && !isQuoted)) && OLD_NAMES.has(name);
}
