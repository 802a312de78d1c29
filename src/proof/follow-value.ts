// The walk down the value positions of an effect, one for all styles: it turns what it finds there into
// a canonical run of tokens and says which effects it has reached. Parts that follow on one another are
// read as one run, however a style makes one value of them; their order is that of the tokens. Whatever
// it does not understand it does not reach, so that its caller fails. Called by `effects.ts`.

import type { EffectStyle } from "./effect-style.js";
import { ATOM, COMMENT, OPEN_BRACE, OPEN_PAREN, STRING, type ValkText } from "./reader.js";
import { parametersIn } from "./scopes.js";
import { childrenOf, headName, kindAt, lastOf, NONE, nodeText, tokenText } from "./tokens.js";

// No token can look like these: their brackets are not in the grammar.
const NOTHING = "<nothing>";
/** A branch without an effect, in which the new style adds what it answers. */
export const PLAIN = "<plain>";
const LOOP = "<loop>";
/** For a node of which nothing is left. */
const DROPPED = "<dropped>";

/** What one text's effects are read with, and what is found. */
export interface Walk {
  readonly text: ValkText;
  readonly style: EffectStyle;
  /** Names that stand for effects. */
  readonly names: ReadonlySet<string>;
  /** Functions of the text that run when they are called without arguments. */
  readonly nullary: ReadonlySet<string>;
  /** Names that the text binds globally: they may mean anything. */
  readonly bound: () => ReadonlySet<string>;
  /** The words that the style has made values with so far. */
  readonly words: Set<string>;
  readonly canonical: Map<number, string>;
  readonly reached: Set<number>;
  /** Heads of the calls of the language through which values travel. */
  readonly heads: Set<number>;
}

/** A node whose value is followed. */
export interface Place {
  readonly node: number;
  /** Whether several lists in it follow on one another, as in a function's body. */
  readonly isBody: boolean;
  /** Whether it is one of several parts, so that brackets around more of them say nothing. */
  readonly isPart: boolean;
  /** Names that are bound for certain where it stands. */
  readonly locals: readonly string[];
}

/**
 * Goes down from a place; `effects` are the tokens that have to be reached, in order. False for a value
 * that is none of the style's, beside which the reached ones say nothing.
 */
export function followValue(walk: Walk, start: Place, effects: readonly number[]): boolean {
  const waiting = [start];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (holds(walk.text, place.node, effects)) waiting.push(...step(walk, place, effects));
    else if (!place.isPart) markBranch(walk, place.node);
    else if (!markTail(walk, place.node)) return false;
  }
  return true;
}

/** Whether one of the effects, which are in order, stands in the node. */
function holds(text: ValkText, node: number, effects: readonly number[]): boolean {
  let low = 0;
  let high = effects.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((effects[middle] as number) < node) low = middle + 1;
    else high = middle;
  }
  return low < effects.length && (effects[low] as number) <= lastOf(text, node);
}

const NOWHERE: readonly Place[] = [];

function step(walk: Walk, place: Place, effects: readonly number[]): readonly Place[] {
  const { text, style, canonical } = walk;
  const { node } = place;
  const test = style.unwrapTest(text, node);
  const loop = test === undefined ? style.unwrapLoop(text, node) : undefined;
  addAdded(walk, (test ?? loop)?.added);
  if (test !== undefined) walk.words.add(headName(text, test.node));
  if (loop !== undefined) return stepIntoLoop(walk, place, loop.node);
  const all = test === undefined ? style.unwrapAll(text, node) : undefined;
  if (all !== undefined) {
    addAdded(walk, all.added);
    omitBrackets(walk, place);
    return all.elements.map((element) => partOf(place, element));
  }
  const [head = NONE, ...args] = childrenOf(text, test?.node ?? node);
  if (head === NONE) return NOWHERE;
  if (kindAt(text, head) === OPEN_PAREN) {
    if (args.length === 0) return [{ ...place, node: head, isBody: false }];
    return place.isBody ? stepIntoParts(walk, place, [head, ...args], effects) : NOWHERE;
  }
  const name = kindAt(text, head) === ATOM ? tokenText(text, head) : "";
  if (LANGUAGE.has(name)) walk.heads.add(head);
  if (name === "do") {
    canonical.set(head, "");
    omitBrackets(walk, place);
    return stepIntoParts(walk, place, args, effects);
  }
  const inside = valuesOf(walk, name, args, effects);
  if (inside !== undefined) {
    const isBody = name === "let";
    return inside.map((each) => ({ ...place, node: each, isPart: false, isBody }));
  }
  const mode = style.wrapsTests && test === undefined ? undefined : style.tests.get(name);
  const isHelper = walk.names.has(name) && !style.tests.has(name);
  const isCall = mode === undefined ? isHelper : args.length === 2;
  const isClean = args.every((arg) => !holds(text, arg, effects));
  if (isCall && isClean && (args.length > 0 || walk.nullary.has(name))) {
    walk.reached.add(head);
    if (mode !== undefined) canonical.set(head, `<${mode}>`);
  }
  return NOWHERE;
}

/** Calls through which the value of an effect travels. */
const LANGUAGE: ReadonlySet<string> = new Set(["do", "let", "select"]);

/** Leaves out what the style has added, and notes the words in it. */
function addAdded({ text, words, canonical }: Walk, added: readonly number[] = []): void {
  omit(canonical, added);
  for (const token of added) if (kindAt(text, token) === ATOM) words.add(tokenText(text, token));
}

function omit(canonical: Map<number, string>, tokens: readonly number[]): void {
  for (const token of tokens) canonical.set(token, "");
}

/** Of parts among parts nothing is left but the parts. */
function omitBrackets({ text, canonical }: Walk, { node, isPart }: Place): void {
  if (isPart) omit(canonical, [node, lastOf(text, node)]);
}

function partOf(place: Place, node: number): Place {
  return { ...place, node, isPart: true, isBody: false };
}

/** The nodes whose values are the value of a call of `let`, `if` or `select`; undefined for another. */
function valuesOf(
  { text, bound }: Walk,
  name: string,
  args: readonly number[],
  effects: readonly number[],
): readonly number[] | undefined {
  const isClean = (node: number): boolean => !holds(text, node, effects);
  if (name === "let") return args.length === 1 ? args : [];
  if (name === "if") {
    const isWhole = args.length === 3 && args.slice(0, 1).every(isClean);
    return isWhole && args.slice(1).every((arg) => isBraces(text, arg)) ? args.slice(1) : [];
  }
  if (name !== "select" || bound().has(name)) return undefined;
  const clauses = args.map((arg) => (isBraces(text, arg) ? childrenOf(text, arg) : []));
  const [last = NONE] = clauses.at(-1) ?? [];
  const holding = last === NONE ? "" : nodeText(text, last);
  const isTotal = ALWAYS.has(holding) && !bound().has(holding);
  const isRead = clauses.every((clause) => clause.length === 2 && isClean(clause[0] ?? NONE));
  return isTotal && isRead ? clauses.map(([, value = NONE]) => value) : [];
}

function isBraces(text: ValkText, node: number): boolean {
  return kindAt(text, node) === OPEN_BRACE;
}

/** Conditions that hold: without one that does, a `select` may be an error. */
const ALWAYS: ReadonlySet<string> = new Set(["otherwise", "true", "1"]);

/** Parts that are evaluated one after the other; the last one's value is the value of all. */
function stepIntoParts(
  walk: Walk,
  place: Place,
  parts: readonly number[],
  effects: readonly number[],
): readonly Place[] {
  const { text, style } = walk;
  const isOnlyNamed = (part: number): boolean =>
    kindAt(text, part) === ATOM && walk.names.has(tokenText(text, part));
  const registers = (part: number): boolean => holds(text, part, effects) && !isOnlyNamed(part);
  const registering = parts.filter(registers);
  // In braces a part would be data: nothing evaluates it.
  if (registering.some((part) => kindAt(text, part) !== OPEN_PAREN)) return NOWHERE;
  const last = registering.at(-1) ?? NONE;
  if (registering.length === 1 && last === parts.at(-1)) return [partOf(place, last)];
  if (!style.hasEffects) return NOWHERE;
  const behind = parts.filter((part) => part > last);
  const isSafe = behind.every((part) => isHarmless(walk, place, part) || isPrint(walk, part));
  if (!isSafe || parts.some((part) => part < last && isOnlyNamed(part))) return NOWHERE;
  for (const part of behind) {
    if (!isHarmless(walk, place, part)) continue;
    if (isOnlyNamed(part)) walk.reached.add(part);
    // As the value of the whole it is lost, which nobody looks at.
    walk.canonical.set(part, DROPPED);
  }
  return registering.map((part) => partOf(place, part));
}

/** Whether evaluating the node does nothing and cannot fail. */
function isHarmless({ text, names, style }: Walk, { locals }: Place, node: number): boolean {
  const kind = kindAt(text, node);
  if (kind === STRING) return true;
  const source = nodeText(text, node);
  if (kind !== ATOM) return source === "()" || source === "{}";
  const isConstant = /^(?:-?\d+|:.*|nil|true|false)$/s.test(source);
  const isFunction = names.has(source) && !style.tests.has(source) && !style.flags.has(source);
  return isConstant || isFunction || locals.includes(source);
}

/** A call that prints and cannot fail: `print` takes errors, too; a format has to go without values. */
function isPrint({ text, bound }: Walk, node: number): boolean {
  const name = headName(text, node);
  if (bound().has(name)) return false;
  if (name === "print") return true;
  const [, format = NONE, surplus] = childrenOf(text, node);
  return (
    (name === "println" || name === "printf") &&
    surplus === undefined &&
    format !== NONE &&
    kindAt(text, format) === STRING &&
    !tokenText(text, format).includes("%")
  );
}

/** Inside `map f xs`: the body of the function, or the function's name. */
function stepIntoLoop(walk: Walk, place: Place, call: number): readonly Place[] {
  const { text, canonical } = walk;
  const [head = NONE, callee = NONE, items] = childrenOf(text, call);
  if (items === undefined) return NOWHERE;
  canonical.set(head, LOOP);
  if (kindAt(text, callee) === ATOM) {
    if (walk.names.has(tokenText(text, callee))) walk.reached.add(callee);
    return NOWHERE;
  }
  const [, list, body] = headName(text, callee) === "\\" ? childrenOf(text, callee) : [];
  if (list === undefined || body === undefined) return NOWHERE;
  const locals = [...place.locals, ...parametersIn(text, list)];
  return [{ node: body, isBody: true, isPart: false, locals }];
}

/** A branch without an effect: nothing, or something that has to answer the neutral value. */
function markBranch({ text, style, canonical }: Walk, node: number): void {
  const isAtom = kindAt(text, node) === ATOM || kindAt(text, node) === STRING;
  const children = isAtom ? [node] : childrenOf(text, node);
  const [only] = children;
  const inside = only === undefined ? "" : nodeText(text, only);
  const isAlone =
    children.length === 0 || isAtom || (children.length === 1 && isBraces(text, node));
  if (isAlone && !commentIn(text, node) && style.isNothing(inside)) {
    canonical.set(node, NOTHING);
    return;
  }
  if (style.neutral === "") {
    if (!isAtom) canonical.set(node, PLAIN);
    return;
  }
  const [head = NONE, inner = NONE, end = NONE, surplus] = children;
  const isWrapped =
    surplus === undefined &&
    end !== NONE &&
    tokenText(text, head) === "do" &&
    nodeText(text, end) === style.neutral;
  if (!isWrapped) return;
  omit(canonical, [head, ...tokensOf(text, end)]);
  if (kindAt(text, inner) === OPEN_PAREN) {
    canonical.set(node, PLAIN);
    omit(canonical, [inner, lastOf(text, inner)]);
  } else if (kindAt(text, inner) === ATOM) {
    omit(canonical, [node, lastOf(text, node)]);
  }
}

/** `(do a b … NEUTRAL)` behind the last of several values: what is done there, and nothing more. */
function markTail({ text, style, canonical }: Walk, node: number): boolean {
  const parts = headName(text, node) === "do" ? childrenOf(text, node) : [];
  const [head = NONE] = parts;
  const end = parts.at(-1) ?? NONE;
  if (parts.length < 3 || style.neutral === "" || nodeText(text, end) !== style.neutral) {
    return false;
  }
  omit(canonical, [node, head, ...tokensOf(text, end), lastOf(text, node)]);
  return true;
}

function tokensOf(text: ValkText, node: number): readonly number[] {
  return Array.from({ length: lastOf(text, node) - node + 1 }, (_, offset) => node + offset);
}

function commentIn(text: ValkText, node: number): boolean {
  return tokensOf(text, node).some((at) => kindAt(text, at) === COMMENT);
}

/** Whether what stands for a token stands for the whole node that it begins. */
export function standsForNode(stand: string | undefined): boolean {
  return stand === NOTHING || stand === DROPPED;
}

/** Whether the token begins a value that the new text leaves out, a variable for one. */
export function isDropped(stand: string): boolean {
  return stand === DROPPED;
}

/** Whether nothing stands for a token or node. */
export function isLeftOut(stand: string | undefined): boolean {
  return stand === "" || stand === DROPPED;
}
