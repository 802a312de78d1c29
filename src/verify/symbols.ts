// Finds symbols in a text, whatever they mean there, and the names that it binds globally. Used for
// groups of files, in which a name must mean the same in all of them.

import { ATOM, COMMENT, OPEN_BRACE, OPEN_PAREN, type ValkText } from "./reader.js";
import { childrenOf, endOf, kindAt, lastOf, NONE, startOf, tokenText } from "./tokens.js";

/** How many tokens of a text are this symbol. */
export function countSymbol(text: ValkText, name: string): number {
  const { source } = text;
  let count = 0;
  for (let at = 0; at < text.count; at += 1) {
    if (kindAt(text, at) !== ATOM) continue;
    const start = startOf(text, at);
    if (endOf(text, at) - start === name.length && source.startsWith(name, start)) count += 1;
  }
  return count;
}

/** Whether a token of a text is one of these symbols. */
export function hasSymbol(text: ValkText, names: ReadonlySet<string>): boolean {
  return [...names].some((name) => countSymbol(text, name) > 0);
}

/** First tokens of all top-level forms. */
export function topForms(text: ValkText): readonly number[] {
  const forms: number[] = [];
  for (let token = 0; token < text.count; token = lastOf(text, token) + 1) {
    if (kindAt(text, token) !== COMMENT) forms.push(token);
  }
  return forms;
}

/**
 * The names that a text binds globally, as often as it does: by `fun` and `def` wherever they stand,
 * and by `=` at top level.
 */
export function globalNames(text: ValkText): readonly string[] {
  const names: string[] = [];
  let end = NONE;
  for (let at = 0; at < text.count; at += 1) {
    const isTop = at > end;
    if (isTop) end = lastOf(text, at);
    const kind = kindAt(text, at);
    if (kind === OPEN_PAREN || kind === OPEN_BRACE) names.push(...boundNames(text, at, isTop));
  }
  return names;
}

function boundNames(text: ValkText, open: number, isTop: boolean): readonly string[] {
  const next = open + 1;
  // Nearly every bracket holds something else, which its first token's length tells.
  if (kindAt(text, next) === ATOM && endOf(text, next) - startOf(text, next) > 3) return [];
  const [head = NONE, list = NONE] = childrenOf(text, open);
  if (list === NONE || kindAt(text, list) !== OPEN_BRACE) return [];
  const name = tokenText(text, head);
  if (name !== "fun" && name !== "def" && (name !== "=" || !isTop)) return [];
  const bound = childrenOf(text, list).map((each) => tokenText(text, each));
  return name === "fun" ? bound.slice(0, 1) : bound;
}
