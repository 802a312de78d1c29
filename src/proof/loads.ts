// Reads which files a text loads: `(load "path")` at top level, the same anywhere else, and loads whose
// path nobody can tell from the text. Used for groups of files, whose loads decide what registers.

import { ATOM, COMMENT, OPEN_BRACE, OPEN_PAREN, QUOTE, STRING, type ValkText } from "./reader.js";
import { childrenOf, endOf, kindAt, lastOf, NONE, startOf, tokenText } from "./tokens.js";

/** One load; `token` is the first of its call. */
export interface Load {
  readonly token: number;
  /** Relative to the root, `.` and `..` resolved. */
  readonly path: string;
}

export interface Loads {
  /** The top-level calls, in order. */
  readonly top: readonly Load[];
  /** Calls in functions, bodies and branches. */
  readonly nested: readonly Load[];
  /** The first `load` that is not called with a path as it stands, or `NONE`. */
  readonly computed: number;
}

const LOAD = "load";

/** Reads the loads of a text. Linear in its tokens. */
export function readLoads(text: ValkText): Loads {
  const top: Load[] = [];
  const nested: Load[] = [];
  let computed = NONE;
  let formEnd = NONE;
  let form = NONE;
  for (let at = 0; at < text.count; at += 1) {
    if (at > formEnd) {
      form = at;
      formEnd = lastOf(text, at);
    }
    if (!isLoadName(text, at)) continue;
    const open = tokenBefore(text, at);
    const path = open === NONE ? undefined : loadedPath(text, open);
    if (path === undefined) {
      const isQuoted = open !== NONE && kindAt(text, open) === QUOTE;
      if (computed === NONE && !isQuoted) computed = at;
    } else if (open === form && kindAt(text, open) === OPEN_PAREN) {
      top.push({ token: open, path });
    } else {
      nested.push({ token: open, path });
    }
  }
  return { top, nested, computed };
}

/** A path as the graph knows it: `a/./b/../c` is `a/c`. One that leaves the root keeps its `..`. */
export function normalizePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") {
      if (parts.length > 0 && parts.at(-1) !== "..") parts.pop();
      else parts.push(part);
    } else if (part !== "" && part !== ".") {
      parts.push(part);
    }
  }
  return (path.startsWith("/") ? "/" : "") + parts.join("/");
}

function isLoadName(text: ValkText, at: number): boolean {
  return (
    kindAt(text, at) === ATOM &&
    endOf(text, at) - startOf(text, at) === LOAD.length &&
    tokenText(text, at) === LOAD
  );
}

/** The token before a token, comments set aside; or `NONE`. */
function tokenBefore(text: ValkText, at: number): number {
  let before = at - 1;
  while (before >= 0 && kindAt(text, before) === COMMENT) before -= 1;
  return before;
}

/** The path of a call that begins at `open` and has nothing but a plain string as its argument. */
function loadedPath(text: ValkText, open: number): string | undefined {
  const kind = kindAt(text, open);
  if (kind !== OPEN_PAREN && kind !== OPEN_BRACE) return undefined;
  const [head, path, surplus] = childrenOf(text, open);
  if (
    head === undefined ||
    tokenText(text, head) !== LOAD ||
    path === undefined ||
    surplus !== undefined ||
    kindAt(text, path) !== STRING
  ) {
    return undefined;
  }
  const inside = tokenText(text, path).slice(1, -1);
  return inside.includes("\\") ? undefined : normalizePath(inside);
}
