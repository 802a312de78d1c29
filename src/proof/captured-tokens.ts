// Finds names that a function's own variables stand for at their place. What a reading takes to be a
// call of the framework or of the language must be one there: parameters and locals are nearer than
// any global. Called where effects inside forms are read.

import { ATOM, OPEN_BRACE, OPEN_PAREN, type ValkText } from "./reader.js";
import { childrenOf, kindAt, lastOf, NONE, tokenText } from "./tokens.js";

interface Scope {
  /** Last token of the function. */
  readonly end: number;
  readonly names: ReadonlySet<string>;
}

/**
 * The first of the watched tokens of a form that a function around it in the form has a parameter or a local
 * for; undefined for none. Linear in the form, times the depth of its functions.
 */
export function findCaptured(
  text: ValkText,
  form: number,
  isWatched: (token: number) => boolean,
): number | undefined {
  const scopes: Scope[] = [];
  for (let at = form; at <= lastOf(text, form); at += 1) {
    while (at > (scopes.at(-1)?.end ?? at)) scopes.pop();
    const kind = kindAt(text, at);
    if (kind === ATOM && isWatched(at)) {
      const name = tokenText(text, at);
      if (scopes.some(({ names }) => names.has(name))) return at;
    } else if (kind === OPEN_PAREN || kind === OPEN_BRACE) {
      const names = variablesOf(text, at);
      if (names !== undefined) scopes.push({ end: lastOf(text, at), names });
    }
  }
  return undefined;
}

/** The parameters and locals of a `fun` or `\`; undefined for any other form. */
function variablesOf(text: ValkText, open: number): ReadonlySet<string> | undefined {
  const [head = NONE, list = NONE] = childrenOf(text, open);
  const name = head === NONE || kindAt(text, head) !== ATOM ? "" : tokenText(text, head);
  if ((name !== "fun" && name !== "\\") || list === NONE) return undefined;
  const parameters = namesIn(text, list).slice(name === "fun" ? 1 : 0);
  const locals: string[] = [];
  for (let at = open + 1; at < lastOf(text, open); at += 1) {
    const kind = kindAt(text, at);
    if (kind === OPEN_PAREN || kind === OPEN_BRACE) locals.push(...localsOf(text, at));
  }
  return new Set([...parameters, ...locals]);
}

/** What `(= {a b} …)` binds. */
function localsOf(text: ValkText, open: number): readonly string[] {
  const [head = NONE, list = NONE] = childrenOf(text, open);
  const isBinding = head !== NONE && list !== NONE && tokenText(text, head) === "=";
  return isBinding ? namesIn(text, list) : [];
}

function namesIn(text: ValkText, list: number): readonly string[] {
  return kindAt(text, list) === OPEN_BRACE
    ? childrenOf(text, list).map((each) => tokenText(text, each))
    : [];
}
