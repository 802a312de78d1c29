// Reads effects that are not top-level calls: helper functions, conditions, loops. One walk serves
// the old style, where an effect is a registration, and both new ones, where it is a value: it goes
// down value positions only and turns what it finds there into one canonical run of tokens. Two
// files agree where these runs do. An effect that the walk does not reach is a failure. Called by
// the readers of each style; knows nothing of the transform's own analysis.

import type { TestMode } from "./framework-names.js";
import { ATOM, COMMENT, OPEN_BRACE, OPEN_PAREN, QUOTE, type ValkText } from "./reader.js";
import {
  childrenOf,
  headName,
  headOf,
  kindAt,
  lastOf,
  nodeText,
  startOf,
  tokenText,
} from "./tokens.js";

/** How a style writes effects. */
export interface EffectStyle {
  readonly tests: ReadonlyMap<string, TestMode>;
  readonly flags: ReadonlySet<string>;
  /** Whether a test is a value only with something around it. */
  readonly wrapsTests: boolean;
  /** The tokens of `node` that only make a value of the test inside it; the test's own call. */
  readonly unwrapTest: (text: ValkText, node: number) => Unwrapped | undefined;
  /** The same for a loop: the `map` call inside it. */
  readonly unwrapLoop: (text: ValkText, node: number) => Unwrapped | undefined;
  /** Whether a branch does nothing that holds one node with this source text; empty for no node. */
  readonly isNothing: (only: string) => boolean;
  /** The element that ends a branch which does something else first; empty where none is needed. */
  readonly neutral: string;
}

/** A node without the tokens around it that the style adds. */
export interface Unwrapped {
  readonly node: number;
  readonly added: readonly number[];
}

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
    };
  }
  const names = findNames(text, forms, codes, base);
  const walk: Walk = { text, style, names, canonical: new Map(), reached: new Set() };
  const stages = new Set<number>();
  let lost: number | undefined;
  const groups = new Set(forms.filter((form) => isGroup(text, form, names)));
  for (const form of forms.flatMap((each) => (groups.has(each) ? partsOf(text, each) : [each]))) {
    const atoms = codeAtoms(text, form).filter((at) => names.has(tokenText(text, at)));
    const definition = readDefinition(text, form);
    const own = definition !== undefined && names.has(tokenText(text, definition.name));
    const effects = atoms.filter((at) => at !== definition?.name);
    if (effects.length === 0) continue;
    if (!own) stages.add(form);
    followValue(walk, own ? definition.body : form, effects);
    lost ??= effects.find((at) => !walk.reached.has(at));
  }
  const { canonical, reached } = walk;
  return { names, groups, stages, canonical, reached, lost };
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

function isGroup(text: ValkText, form: number, names: ReadonlySet<string>): boolean {
  const parts = headName(text, form) === "do" ? partsOf(text, form) : [];
  return (
    parts.length > 0 &&
    parts.every((part) => codeAtoms(text, part).some((at) => names.has(tokenText(text, at))))
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
  const run: string[] = [];
  for (let at = node; at <= lastOf(text, node); at += 1) {
    const stand = canonical.get(at);
    if (stand === NOTHING) at = lastOf(text, at);
    if (stand !== "") run.push(stand ?? tokenText(text, at));
  }
  return run;
}

// No token can look like these: their brackets are not in the grammar.
const NOTHING = "<nothing>";
/** A branch without an effect, in which the new style adds what it answers. */
export const PLAIN = "<plain>";
const LOOP = "<loop>";

interface Walk {
  readonly text: ValkText;
  readonly style: EffectStyle;
  readonly names: ReadonlySet<string>;
  readonly canonical: Map<number, string>;
  readonly reached: Set<number>;
}

/** The atoms of a form that stand in code: not below a quote, not in a value that is bound to a name. */
function codeAtoms(text: ValkText, form: number): readonly number[] {
  const atoms: number[] = [];
  // A quoted list that stands by itself is data.
  if (kindAt(text, form) === OPEN_BRACE) return atoms;
  const data = new Set<number>();
  for (let at = form; at <= lastOf(text, form); at += 1) {
    const kind = kindAt(text, at);
    if (kind === QUOTE || data.has(at)) {
      at = lastOf(text, at);
    } else if (kind === ATOM) {
      atoms.push(at);
    } else if (kind === OPEN_PAREN || kind === OPEN_BRACE) {
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
}

/** `(fun {f …} body)` or `(def {f} (\ {…} body))`. */
function readDefinition(text: ValkText, form: number): Definition | undefined {
  const kind = headName(text, form);
  const [, list = -1, value = -1, surplus] = childrenOf(text, form);
  if ((kind !== "fun" && kind !== "def") || value === -1 || surplus !== undefined) return undefined;
  const [name = -1, second] = childrenOf(text, list);
  if (name === -1) return undefined;
  if (kind === "fun") return { name, body: value };
  const [, , body = -1] = headName(text, value) === "\\" ? childrenOf(text, value) : [];
  return second === undefined && body !== -1 ? { name, body } : undefined;
}

/** The base names and every function whose body mentions one of them, until none is added. */
function findNames(
  text: ValkText,
  forms: readonly number[],
  codes: readonly (readonly number[])[],
  base: ReadonlySet<string>,
): ReadonlySet<string> {
  const names = new Set(base);
  const definitions = forms.flatMap((form, index) => {
    const definition = readDefinition(text, form);
    const atoms = (codes[index] ?? []).filter((at) => at !== definition?.name);
    return definition === undefined
      ? []
      : [{ name: tokenText(text, definition.name), uses: atoms.map((at) => tokenText(text, at)) }];
  });
  for (let before = -1; before !== names.size; ) {
    before = names.size;
    for (const { name, uses } of definitions) {
      if (uses.some((use) => names.has(use))) names.add(name);
    }
  }
  return names;
}

/** Goes down value positions from a node; `effects` are the tokens that have to be reached. */
function followValue(walk: Walk, start: number, effects: readonly number[]): void {
  const waiting = [start];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (holds(walk.text, node, effects)) waiting.push(...step(walk, node, effects));
    else markBranch(walk, node);
  }
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

function step(walk: Walk, node: number, effects: readonly number[]): readonly number[] {
  const { text, style, canonical } = walk;
  const test = style.unwrapTest(text, node);
  const loop = test === undefined ? style.unwrapLoop(text, node) : undefined;
  for (const added of (test ?? loop)?.added ?? []) canonical.set(added, "");
  if (loop !== undefined) return stepIntoLoop(walk, loop.node);
  const call = test?.node ?? node;
  const [head = -1, ...args] = childrenOf(text, call);
  if (head === -1) return [];
  if (args.length === 0 && kindAt(text, head) === OPEN_PAREN) return [head];
  const name = kindAt(text, head) === ATOM ? tokenText(text, head) : "";
  const clean = (parts: readonly number[]): boolean =>
    parts.every((part) => !holds(text, part, effects));
  if (name === "do") return clean(args.slice(0, -1)) ? args.slice(-1) : [];
  if (name === "let") return args.length === 1 ? args : [];
  if (name === "if") return args.length === 3 && clean(args.slice(0, 1)) ? args.slice(1) : [];
  const mode = style.wrapsTests && test === undefined ? undefined : style.tests.get(name);
  const isHelper = walk.names.has(name) && !style.tests.has(name);
  const isCall = mode === undefined ? isHelper : args.length === 2;
  if (isCall && clean(args) && args.length > 0) {
    walk.reached.add(head);
    if (mode !== undefined) canonical.set(head, `<${mode}>`);
  }
  return [];
}

/** Inside `map f xs`: the body of the function, or the function's name. */
function stepIntoLoop(walk: Walk, call: number): readonly number[] {
  const { text, canonical } = walk;
  const [head = -1, callee = -1, items] = childrenOf(text, call);
  if (items === undefined) return [];
  canonical.set(head, LOOP);
  if (kindAt(text, callee) === ATOM) {
    if (walk.names.has(tokenText(text, callee))) walk.reached.add(callee);
    return [];
  }
  const [, , body] = headName(text, callee) === "\\" ? childrenOf(text, callee) : [];
  return body === undefined ? [] : [body];
}

/** A branch without an effect: nothing, or something that has to answer the neutral value. */
function markBranch({ text, style, canonical }: Walk, node: number): void {
  const children = childrenOf(text, node);
  const [only] = children;
  const inside = only === undefined ? "" : nodeText(text, only);
  const hasComment = commentIn(text, node);
  if (!hasComment && children.length <= 1 && style.isNothing(inside)) {
    canonical.set(node, NOTHING);
    return;
  }
  if (style.neutral === "") {
    canonical.set(node, PLAIN);
    return;
  }
  const [head = -1, inner = -1, end = -1, surplus] = children;
  const isWrapped =
    surplus === undefined &&
    end !== -1 &&
    tokenText(text, head) === "do" &&
    kindAt(text, inner) === OPEN_PAREN &&
    text.source.startsWith(style.neutral, text.starts[end]);
  if (isWrapped) {
    canonical.set(node, PLAIN);
    for (const added of [head, inner, lastOf(text, inner)]) canonical.set(added, "");
    for (let at = end; at <= lastOf(text, end); at += 1) canonical.set(at, "");
  }
}

function commentIn(text: ValkText, node: number): boolean {
  for (let at = node; at <= lastOf(text, node); at += 1) {
    if (kindAt(text, at) === COMMENT) return true;
  }
  return false;
}

/** A wrapper's tokens around the one form in it, which stands in brackets of its own. */
export function unwrapAround(text: ValkText, node: number, inner: number): Unwrapped {
  const added: number[] = [];
  for (let at = node + 1; at <= inner; at += 1) {
    if (kindAt(text, at) !== COMMENT) added.push(at);
  }
  added.push(lastOf(text, inner));
  return { node: inner, added };
}

/** The head of a call, or of a q-expression that is one. */
export function headOfForm(text: ValkText, node: number): string {
  if (kindAt(text, node) === OPEN_PAREN) {
    return headOf(text, node) === -1 ? "" : headName(text, node);
  }
  const [head] = kindAt(text, node) === OPEN_BRACE ? childrenOf(text, node) : [];
  return head !== undefined && kindAt(text, head) === ATOM ? tokenText(text, head) : "";
}
