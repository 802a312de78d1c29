// Reads effects that are not top-level calls: helper functions, conditions, loops. One walk serves
// the old style, where an effect is a registration, and both new ones, where it is a value: it goes
// down value positions only and turns what it finds there into one canonical run of tokens. Two
// files agree where these runs do. An effect that the walk does not reach is a failure. Called by
// the readers of each style; knows nothing of the transform's own analysis.

import { findCaptured } from "./captured-tokens.js";
import type { EffectStyle } from "./effect-style.js";
import { followValue, isDropped, isLeftOut, standsForNode, type Walk } from "./follow-value.js";
import { ATOM, COMMENT, OPEN_BRACE, OPEN_PAREN, QUOTE, type ValkText } from "./reader.js";
import { openScopes, parametersIn } from "./scopes.js";
import { globalNames } from "./symbols.js";
import {
  childrenOf,
  headName,
  kindAt,
  lastOf,
  lineFeedsAfter,
  NONE,
  startOf,
  tokenText,
} from "./tokens.js";

/** The effects of a file's top-level forms. */
export interface EffectReading {
  /** Names that stand for effects: the style's own and the file's registering functions. */
  readonly names: ReadonlySet<string>;
  /** First tokens of `(do a b …)` forms whose parts are all effects, each of them by itself. */
  readonly groups: ReadonlySet<number>;
  /** First tokens of the forms that are effects by themselves, a group's parts among them. */
  readonly stages: ReadonlySet<number>;
  /** What stands for a token in the canonical run; the empty string leaves it out. */
  readonly canonical: ReadonlyMap<number, string>;
  /** The tokens of the effects that are accounted for. */
  readonly reached: ReadonlySet<number>;
  /** An effect whose value goes nowhere, by its token; undefined where there is none. */
  readonly lost: number | undefined;
  /** A name that the reading relies on and a function's own variable stands for, by its token. */
  readonly captured: number | undefined;
}

const NO_NAMES: ReadonlySet<string> = new Set();

/**
 * Reads the effects of the forms given by their first tokens. `imported` are the registering functions
 * of loaded files. Linear in the forms' tokens.
 */
export function readEffects(
  text: ValkText,
  forms: readonly number[],
  style: EffectStyle,
  imported: ReadonlySet<string> = NO_NAMES,
): EffectReading {
  const base = new Set([...style.tests.keys(), ...style.flags, ...imported]);
  const codes = mentionsAny(text, forms, base) ? forms.map((form) => codeAtoms(text, form)) : [];
  if (!codes.some((atoms) => atoms.some((at) => base.has(tokenText(text, at))))) {
    return {
      names: base,
      groups: new Set(),
      stages: new Set(),
      canonical: new Map(),
      reached: new Set(),
      lost: undefined,
      captured: undefined,
    };
  }
  const names = findNames(text, forms, codes, base);
  const definitions = forms.flatMap((form) => readDefinition(text, form) ?? []);
  let bound: ReadonlySet<string> | undefined;
  const walk: Walk = {
    text,
    style,
    names,
    nullary: nullaryNames(text, definitions),
    bound: () => {
      bound ??= new Set(globalNames(text));
      return bound;
    },
    words: new Set(),
    canonical: new Map(),
    reached: new Set(),
    heads: new Set(),
  };
  const stages = new Set<number>();
  let lost: number | undefined;
  let captured: number | undefined;
  // Only what has effects can be taken apart; values stay the one value that they are.
  const groups = new Set(
    style.hasEffects ? forms.filter((form) => isGroup(text, form, names)) : [],
  );
  for (const form of forms.flatMap((each) => (groups.has(each) ? partsOf(text, each) : [each]))) {
    const atoms = codeAtoms(text, form).filter((at) => names.has(tokenText(text, at)));
    const definition = readDefinition(text, form);
    const own = definition !== undefined && names.has(tokenText(text, definition.name));
    const effects = atoms.filter((at) => at !== definition?.name);
    if (effects.length === 0) continue;
    if (!own) stages.add(form);
    const place = own
      ? { node: definition.body, isBody: true, locals: definition.parameters }
      : { node: form, isBody: false, locals: [] };
    walk.words.clear();
    const isRead = followValue(walk, { ...place, isPart: false }, effects);
    const isMeant = isRead && !bindsWord(walk);
    lost ??= isMeant ? effects.find((at) => !walk.reached.has(at)) : effects[0];
    captured ??= findCaptured(text, form, (token) => isReliedOn(walk, token));
  }
  const { canonical, reached } = walk;
  return { names, groups, stages, canonical, reached, lost, captured };
}

/** Whether the text gives a word that the style's values are made with a meaning of its own. */
function bindsWord({ words, bound }: Walk): boolean {
  return [...words].some((name) => bound().has(name));
}

/** The first of the forms' atoms that stands in code and has one of the names; undefined for none. */
export function findMention(
  text: ValkText,
  forms: readonly number[],
  names: ReadonlySet<string>,
): number | undefined {
  if (names.size === 0 || !mentionsAny(text, forms, names)) return undefined;
  for (const form of forms) {
    const found = codeAtoms(text, form).find((at) => names.has(tokenText(text, at)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A cheap first look: nearly no file has effects in other places than its top-level calls. */
export function mentionsAny(
  text: ValkText,
  forms: readonly number[],
  names: ReadonlySet<string>,
): boolean {
  const initials = new Set([...names].map((name) => name.charCodeAt(0)));
  return forms.some((form) => {
    const last = lastOf(text, form);
    for (let at = form; at <= last; at += 1) {
      if (kindAt(text, at) !== ATOM) continue;
      if (!initials.has(text.source.charCodeAt(startOf(text, at)))) continue;
      if (names.has(tokenText(text, at))) return true;
    }
    return false;
  });
}

/** Whether each part of a `(do a b …)` is an effect, and no comment would lose its place without it. */
function isGroup(text: ValkText, form: number, names: ReadonlySet<string>): boolean {
  const parts = headName(text, form) === "do" ? partsOf(text, form) : [];
  return (
    parts.length > 0 &&
    parts.every(
      (part) =>
        kindAt(text, part) === OPEN_PAREN &&
        codeAtoms(text, part).some((at) => names.has(tokenText(text, at))),
    ) &&
    !hasLooseComment(text, form, parts)
  );
}

/** A comment before the first part, or behind the last one but on its line, or behind the bracket below that. */
function hasLooseComment(text: ValkText, form: number, parts: readonly number[]): boolean {
  const [first = NONE] = parts;
  const end = lastOf(text, parts.at(-1) ?? form);
  const close = lastOf(text, form);
  const inside = close - end - 1;
  const closesLine = lineFeedsAfter(text, close) === 0 && kindAt(text, close + 1) === COMMENT;
  const closesBelow = inside > 0 || lineFeedsAfter(text, end) > 0;
  return (
    first !== form + 2 ||
    inside > 1 ||
    (inside === 1 && lineFeedsAfter(text, end) > 0) ||
    (closesLine && closesBelow)
  );
}

function partsOf(text: ValkText, form: number): readonly number[] {
  return childrenOf(text, form).slice(1);
}

/** The canonical run of a node: what stands for its tokens, comments among them. */
export function canonicalRun(
  text: ValkText,
  node: number,
  canonical: ReadonlyMap<number, string>,
): readonly string[] {
  const tokens = canonicalTokens(text, node, canonical);
  return tokens.map((at) => canonical.get(at) ?? tokenText(text, at));
}

/** The tokens of a node for which something stands in its canonical run, in order. */
export function canonicalTokens(
  text: ValkText,
  node: number,
  canonical: ReadonlyMap<number, string>,
): readonly number[] {
  const tokens: number[] = [];
  for (let at = node; at <= lastOf(text, node); at += 1) {
    const stand = canonical.get(at);
    if (!isLeftOut(stand)) tokens.push(at);
    if (standsForNode(stand)) at = lastOf(text, at);
  }
  return tokens;
}

/** Whether the reading takes the meaning of a token for granted. */
function isReliedOn({ canonical, reached, heads }: Walk, token: number): boolean {
  const stand = canonical.get(token);
  return reached.has(token) || heads.has(token) || (stand !== undefined && !isDropped(stand));
}

/**
 * The atoms of a form that stand in code: not below a quote, not in a value that is bound to a name,
 * and no parameter of the functions that they stand in.
 */
function codeAtoms(text: ValkText, form: number): readonly number[] {
  const atoms: number[] = [];
  // A quoted list that stands by itself is data.
  if (kindAt(text, form) === OPEN_BRACE) return atoms;
  const data = new Set<number>();
  const scopes = openScopes(text);
  for (let at = form; at <= lastOf(text, form); at += 1) {
    const kind = kindAt(text, at);
    if (kind === QUOTE || data.has(at)) {
      at = lastOf(text, at);
    } else if (kind === ATOM) {
      if (!scopes.isParameter(at)) atoms.push(at);
    } else if (kind === OPEN_PAREN || kind === OPEN_BRACE) {
      scopes.enter(at);
      for (const value of boundData(text, at)) data.add(value);
    }
  }
  return atoms;
}

/** The quoted lists that a `def` or `=` binds, by their first tokens. */
function boundData(text: ValkText, open: number): readonly number[] {
  const [head = -1, , ...values] = childrenOf(text, open);
  const name = head >= 0 && kindAt(text, head) === ATOM ? tokenText(text, head) : "";
  return name === "def" || name === "="
    ? values.filter((value) => kindAt(text, value) === OPEN_BRACE)
    : [];
}

interface Definition {
  readonly name: number;
  readonly body: number;
  readonly parameters: readonly string[];
  /** Whether it takes any number of arguments, none among them. */
  readonly isNullary: boolean;
}

/** The functions that each of their definitions lets run without an argument. */
function nullaryNames(text: ValkText, definitions: readonly Definition[]): ReadonlySet<string> {
  const names = new Set(
    definitions.flatMap(({ name, isNullary }) => (isNullary ? [tokenText(text, name)] : [])),
  );
  for (const { name, isNullary } of definitions) {
    if (!isNullary) names.delete(tokenText(text, name));
  }
  return names;
}

/** `(fun {f …} body)` or `(def {f} (\ {…} body))`. */
function readDefinition(text: ValkText, form: number): Definition | undefined {
  const kind = headName(text, form);
  const [, list = NONE, value = NONE, surplus] = childrenOf(text, form);
  if ((kind !== "fun" && kind !== "def") || value === NONE || surplus !== undefined) {
    return undefined;
  }
  const [name = NONE, second = NONE] = childrenOf(text, list);
  if (name === NONE) return undefined;
  if (kind === "fun") {
    const parameters = parametersIn(text, list).slice(1);
    return { name, body: value, parameters, isNullary: isRest(text, second) };
  }
  const [, own = NONE, body = NONE] = headName(text, value) === "\\" ? childrenOf(text, value) : [];
  if (second !== NONE || body === NONE) return undefined;
  const [first = NONE] = childrenOf(text, own);
  return { name, body, parameters: parametersIn(text, own), isNullary: isRest(text, first) };
}

function isRest(text: ValkText, token: number): boolean {
  return token !== NONE && tokenText(text, token) === "&";
}

/** The base names and every function whose body mentions one of them, or a function that does. */
function findNames(
  text: ValkText,
  forms: readonly number[],
  codes: readonly (readonly number[])[],
  base: ReadonlySet<string>,
): ReadonlySet<string> {
  const callers = new Map<string, string[]>();
  for (const [index, form] of forms.entries()) {
    const definition = readDefinition(text, form);
    if (definition === undefined) continue;
    const name = tokenText(text, definition.name);
    for (const at of codes[index] ?? []) {
      if (at === definition.name) continue;
      const used = tokenText(text, at);
      const known = callers.get(used);
      if (known === undefined) callers.set(used, [name]);
      else known.push(name);
    }
  }
  const names = new Set(base);
  // What is added while the set is walked is walked, too.
  for (const used of names) for (const name of callers.get(used) ?? []) names.add(name);
  return names;
}
