// Finds symbols in a text, whatever they mean there, and the names that it binds globally. Used for
// groups of files, in which a name must mean the same in all of them.

import { ATOM, COMMENT, OPEN_BRACE, OPEN_PAREN, type ValkText } from "./reader.js";
import { childrenOf, endOf, kindAt, lastOf, NONE, startOf, tokenText } from "./tokens.js";

/** How many tokens of a text are each of these symbols; names that do not occur are left out. */
export function countSymbols(
  text: ValkText,
  names: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  if (names.size === 0) return counts;
  const lengths = new Set([...names].map(({ length }) => length));
  for (let at = 0; at < text.count; at += 1) {
    if (kindAt(text, at) !== ATOM || !lengths.has(endOf(text, at) - startOf(text, at))) continue;
    const name = tokenText(text, at);
    if (names.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
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
    if (mayBind(text, at)) names.push(...boundNames(text, at, isTop));
  }
  return names;
}

/** The lists in braces that these calls evaluate where they stand, from this argument on. */
const EVALUATES: ReadonlyMap<string, number> = new Map([
  ["if", 2],
  ["eval", 1],
  ["select", 1],
]);

/** Whether evaluating a form binds a name by `=` in the scope that the form stands in. */
export function bindsInPlace(text: ValkText, form: number): boolean {
  const waiting = [form];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const kind = kindAt(text, node);
    if (kind !== OPEN_PAREN && kind !== OPEN_BRACE) continue;
    const [head = NONE, ...args] = childrenOf(text, node);
    const name = head === NONE || kindAt(text, head) !== ATOM ? "" : tokenText(text, head);
    if (name === "=") return true;
    const from = EVALUATES.get(name) ?? Number.POSITIVE_INFINITY;
    if (head !== NONE) waiting.push(head);
    for (const [index, arg] of args.entries()) {
      const isEvaluated = kindAt(text, arg) === OPEN_PAREN || index + 1 >= from;
      if (isEvaluated) waiting.push(arg);
    }
  }
  return false;
}

/** The names that the bracket at `open` binds globally, if it is such a call. */
export function boundNames(text: ValkText, open: number, isTop: boolean): readonly string[] {
  if (!mayBind(text, open)) return [];
  const [head = NONE, list = NONE] = childrenOf(text, open);
  if (list === NONE || kindAt(text, list) !== OPEN_BRACE) return [];
  const name = tokenText(text, head);
  if (name !== "fun" && name !== "def" && (name !== "=" || !isTop)) return [];
  const bound = childrenOf(text, list).map((each) => tokenText(text, each));
  return name === "fun" ? bound.slice(0, 1) : bound;
}

/** Nearly every bracket holds something else than `fun`, `def` or `=`, which its first token's length tells. */
function mayBind(text: ValkText, open: number): boolean {
  const kind = kindAt(text, open);
  if (kind !== OPEN_PAREN && kind !== OPEN_BRACE) return false;
  const next = open + 1;
  return kindAt(text, next) !== ATOM || endOf(text, next) - startOf(text, next) <= 3;
}

/** Whether a file binds the name, for another meaning of its own, and nothing more. */
export function isOnlyBound(text: ValkText, name: string): boolean {
  const count = countSymbols(text, new Set([name])).get(name) ?? 0;
  return count > 0 && globalNames(text).filter((bound) => bound === name).length === count;
}
