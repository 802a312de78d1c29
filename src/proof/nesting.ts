// Which bracket each token stands in, and what the brackets around it mean for a name: bodies of
// functions and tests, branches, binding lists. Read off tokens alone, for the proofs of repairs.

import {
  CLOSE_BRACE,
  CLOSE_PAREN,
  isPrefix,
  OPEN_BRACE,
  OPEN_PAREN,
  type ValkText,
} from "./reader.js";
import { isSameToken, kindAt, lastOf, NONE, skipComments, tokenText } from "./tokens.js";

export interface Nesting {
  /** The opener or prefix that each token stands in, or `NONE` at top level. */
  readonly parents: Int32Array;
  /** The innermost branch or body, as an opener, or the top-level form, that a token stands in. */
  readonly branchOf: (token: number) => number;
  /** Openers of the bodies around a token, the innermost first. */
  readonly bodiesAround: (token: number) => readonly number[];
  /** Whether a body between the token and `body` closes over nothing, or the token is quoted. */
  readonly isHidden: (token: number, body: number) => boolean;
  /** Whether the token stands in the list of a `def`, `=` or `fun`. */
  readonly isBinder: (token: number) => boolean;
  /** Whether the token is a parameter of a `\` or `fun`. */
  readonly isParameter: (token: number) => boolean;
  /** Whether a body around the token has a parameter of the token's name. */
  readonly isShadowed: (token: number) => boolean;
  /** The top-level form that the token stands in. */
  readonly topOf: (token: number) => number;
}

/** Calls whose last q-expression is evaluated elsewhere, where only globals are seen. */
const FOREIGN: ReadonlySet<string> = new Set(["fun", "let", "test/define", "test/add", "test"]);

const BRANCHING: ReadonlySet<string> = new Set(["if", "select"]);

/** Reads the nesting of a text. Every question costs the depth of the token at most. */
export function readNesting(text: ValkText): Nesting {
  const parents = parentsOf(text);
  const parentOf = (token: number): number => parents[token] as number;
  const headOf = (opener: number): string =>
    opener === NONE || isPrefix(kindAt(text, opener))
      ? ""
      : tokenText(text, skipComments(text, opener + 1));
  const isBody = (opener: number): boolean => {
    const around = parentOf(opener);
    const head = headOf(around);
    const isLast = skipComments(text, lastOf(text, opener) + 1) === closerOf(text, around);
    const isSecond = isArgument(text, around, opener, 2);
    return (
      kindAt(text, opener) === OPEN_BRACE &&
      (((head === "\\" || head === "fun") && isSecond && isLast) ||
        (head === "let" && isArgument(text, around, opener, 1)) ||
        (FOREIGN.has(head) && head !== "fun" && head !== "let" && isSecond))
    );
  };
  // The condition of an `if` runs before either branch, whichever that is.
  const isBranch = (opener: number): boolean => {
    const around = parentOf(opener);
    const head = headOf(around);
    return BRANCHING.has(head) && !(head === "if" && isArgument(text, around, opener, 1));
  };
  const listHead = (token: number): string => {
    const list = parentOf(token);
    const around = list === NONE ? NONE : parentOf(list);
    return around !== NONE && isArgument(text, around, list, 1) ? headOf(around) : "";
  };
  const isFirst = (token: number): boolean => skipComments(text, parentOf(token) + 1) === token;
  return {
    parents,
    branchOf: (token) => {
      let at = parentOf(token);
      while (parentOf(at) !== NONE && !isBody(at) && !isBranch(at)) {
        at = parentOf(at);
      }
      return at;
    },
    bodiesAround: (token) => {
      const bodies: number[] = [];
      for (let at = parentOf(token); at !== NONE; at = parentOf(at)) {
        if (isBody(at)) bodies.push(at);
      }
      return bodies;
    },
    isHidden: (token, body) => {
      for (let at = parentOf(token); at !== NONE && at !== body; at = parentOf(at)) {
        if (isPrefix(kindAt(text, at)) && tokenText(text, at) === "'") return true;
        if (isBody(at) && FOREIGN.has(headOf(parentOf(at)))) return true;
      }
      return false;
    },
    isBinder: (token) => {
      const head = listHead(token);
      return head === "def" || head === "=" || (head === "fun" && isFirst(token));
    },
    isParameter: (token) => {
      const head = listHead(token);
      return head === "\\" || (head === "fun" && !isFirst(token));
    },
    isShadowed: (token) => {
      for (let at = parentOf(token); at !== NONE; at = parentOf(at)) {
        const head = isBody(at) ? headOf(parentOf(at)) : "";
        if ((head === "\\" || head === "fun") && lists(text, parentOf(at), token)) return true;
      }
      return false;
    },
    topOf: (token) => {
      let at = token;
      while (parentOf(at) !== NONE) at = parentOf(at);
      return at;
    },
  };
}

/** Whether the first list of a form names what a token names. */
function lists(text: ValkText, form: number, token: number): boolean {
  const list = skipComments(text, lastOf(text, skipComments(text, form + 1)) + 1);
  for (let at = list + 1; at < lastOf(text, list); at += 1) {
    if (isSameToken(text, at, text, token)) return true;
  }
  return false;
}

function parentsOf(text: ValkText): Int32Array {
  const parents = new Int32Array(text.count + 1).fill(NONE);
  const open: number[] = [];
  for (let at = 0; at < text.count; at += 1) {
    while (open.length > 0 && lastOf(text, open.at(-1) as number) < at) open.pop();
    parents[at] = open.at(-1) ?? NONE;
    const kind = kindAt(text, at);
    const isOpener = kind === OPEN_PAREN || kind === OPEN_BRACE || isPrefix(kind);
    if (isOpener && kind !== CLOSE_PAREN && kind !== CLOSE_BRACE) open.push(at);
  }
  return parents;
}

function closerOf(text: ValkText, opener: number): number {
  return opener === NONE ? NONE : lastOf(text, opener);
}

/** Whether `node` is the argument with this number, counting from 1, of the form that it is in. */
function isArgument(text: ValkText, form: number, node: number, number: number): boolean {
  if (form === NONE || isPrefix(kindAt(text, form))) return false;
  let at = skipComments(text, form + 1);
  for (let passed = 0; passed < number && at < lastOf(text, form); passed += 1) {
    at = skipComments(text, lastOf(text, at) + 1);
  }
  return at === node;
}
