// Effect to value: which functions and expressions of a file register tests, and how each
// registration's value can travel from where it is made to the pipeline (migration.md,
// "Mapping"). Registrations, flags and calls of registering functions are effects of the old
// framework; an effect in value position becomes a stage. Whatever occurrence of an effect
// is not reached on the way down from a top-level form or a function's body is lost, and
// reported as such. Nothing is rewritten here; `src/rewrite` writes the sites out.

import {
  BUILDER_STAGES,
  isFlagName,
  type Mode,
  REGISTRATIONS,
} from "../framework/framework-api.js";
import { bindsGlobal, readBinding } from "../syntax/bindings.js";
import { type Form, readCall, readForm } from "../syntax/form.js";
import { SyntaxKind } from "../syntax/kinds.js";
import { lowerBound } from "../syntax/lower-bound.js";
import { isSymbol, type SyntaxNode } from "../syntax/tree.js";
import { type ApiUse, quotedRanges, roleOf } from "./api-use.js";
import { isChain } from "./chain.js";
import { readClauses } from "./clauses.js";
import type { Item } from "./item.js";
import { isConstant, readSequence, type SequencePart } from "./sequence.js";
import type { Site } from "./site.js";

/** A function whose call registers tests, so that it will answer a stage. */
export interface EffectFunction {
  readonly name: string;
  /** Number of parameters, the one behind `&` left out. */
  readonly arity: number;
  readonly isVariadic: boolean;
  /** How the tests run that it registers; empty where it only sets flags. */
  readonly modes: ReadonlySet<Mode>;
}

/** An occurrence of an effect whose value goes nowhere. */
export interface LostEffect {
  /** The symbol. */
  readonly node: SyntaxNode;
  /** The top-level form around it. */
  readonly item: Item;
}

export interface Effects {
  /** Functions that this file defines. */
  readonly functions: ReadonlyMap<string, Definition>;
  /** Top-level forms, by the number of their element, that become stages. */
  readonly stages: ReadonlyMap<number, readonly Site[]>;
  /** Sites inside the definitions of registering functions. */
  readonly definitionSites: readonly Site[];
  readonly lost: readonly LostEffect[];
}

/** A file's items, those that turned out to be stages among them, and its effects. */
export interface EffectReading {
  readonly items: readonly Item[];
  readonly effects: Effects;
}

/** Functions of loaded files, by name. */
export type ImportedFunctions = ReadonlyMap<string, EffectFunction>;

const NO_EFFECTS: Effects = {
  functions: new Map(),
  stages: new Map(),
  definitionSites: [],
  lost: [],
};

/** Reads the effects of a file's top-level forms. Linear in its size, times the depth of helpers. */
export function readEffects(
  items: readonly Item[],
  uses: readonly ApiUse[],
  imported: ImportedFunctions,
): EffectReading {
  if (!hasNestedEffects(uses, imported)) {
    return { items, effects: NO_EFFECTS };
  }
  const makers = stageMakers(items, uses);
  const functions = findFunctions(items, imported, makers);
  const effects = new EffectReader(items, functions, imported, makers).read();
  const withStages = items.map((item) => {
    const sites = effects.stages.get(item.node.index);
    return sites === undefined
      ? item
      : {
          kind: "stage" as const,
          node: item.node,
          sites,
          modes: modesOf(sites, functions, imported),
        };
  });
  return { items: withStages, effects };
}

/** Whether some effect is called elsewhere than as a top-level form; most files have none. */
function hasNestedEffects(uses: readonly ApiUse[], imported: ImportedFunctions): boolean {
  return (
    imported.size > 0 ||
    uses.some(({ name, item }) => {
      const isEffect = name in REGISTRATIONS || isFlagName(name);
      return isEffect && item.kind !== "pipeline";
    })
  );
}

/**
 * The functions of a file in the new style that make stages: a flag in one of them is a stage, too, and
 * no effect, although its call looks the same.
 */
function stageMakers(items: readonly Item[], uses: readonly ApiUse[]): ReadonlySet<number> {
  const isOld =
    items.some(({ kind }) => kind !== "other" && kind !== "load" && kind !== "pipeline") ||
    uses.some(({ name }) => name in REGISTRATIONS);
  const makers = uses.filter(
    ({ name, quoted, item }) =>
      BUILDER_STAGES.has(name) && !quoted && readDefinition(item.node) !== undefined,
  );
  return new Set(isOld ? [] : makers.map(({ item }) => item.node.index));
}

/** The modes of the tests that an effect expression with these sites registers. */
function modesOf(
  sites: readonly Site[],
  functions: ImportedFunctions,
  imported: ImportedFunctions,
): ReadonlySet<Mode> {
  const names = sites.flatMap((site) => ("form" in site ? [site.form.name] : loopCallee(site)));
  return new Set(names.flatMap((name) => [...(effectModes(name, functions, imported) ?? [])]));
}

/** The function that a loop maps, where it is named. */
function loopCallee(site: Site): readonly string[] {
  const callee = site.kind === "loop" ? readForm(site.node)?.args[0] : undefined;
  return callee?.kind === SyntaxKind.Symbol ? [callee.text] : [];
}

/** The definition that a top-level form makes: `(fun {f …} body)` or `(def {f} (\ {…} body))`. */
export interface Definition extends EffectFunction {
  readonly body: SyntaxNode;
  /** The symbol that names it. */
  readonly symbol: SyntaxNode;
}

/** Reads a top-level form as the definition of a function. */
export function readDefinition(node: SyntaxNode): Definition | undefined {
  const form = readCall(node);
  const binding = form && readBinding(form);
  const symbol = binding?.names[0];
  if (form === undefined || binding === undefined || symbol === undefined) {
    return undefined;
  }
  if (binding.form === "fun" && form.args.length === 2) {
    return define(symbol, binding.parameters, form.args[0], form.args[1] as SyntaxNode);
  }
  const value = form.args[1];
  const lambda = value && readCall(value);
  const parameters = lambda && readBinding(lambda);
  const isDefinition =
    binding.form === "def" && form.args.length === 2 && lambda?.args.length === 2;
  return isDefinition && parameters?.form === "\\"
    ? define(symbol, parameters.parameters, lambda.args[0], lambda.args[1] as SyntaxNode)
    : undefined;
}

function define(
  symbol: SyntaxNode,
  parameters: readonly SyntaxNode[],
  list: SyntaxNode | undefined,
  body: SyntaxNode,
): Definition {
  const isVariadic = list?.elements.some((node) => isSymbol(node, "&")) === true;
  const arity = parameters.length - (isVariadic ? 1 : 0);
  return { name: symbol.text, arity, isVariadic, modes: new Set(), body, symbol };
}

/** The file's registering functions: those that mention an effect, until nothing is added. */
function findFunctions(
  items: readonly Item[],
  imported: ImportedFunctions,
  makers: ReadonlySet<number>,
): ReadonlyMap<string, Definition> {
  const read = items.flatMap(({ node }) => {
    const definition = isChain(node) ? undefined : readDefinition(node);
    return definition === undefined ? [] : [{ definition, isMaker: makers.has(node.index) }];
  });
  const mentioned = read.map(({ definition }) => [
    ...new Set(codeSymbols(definition.body).map((node) => node.text)),
  ]);
  const callers = new Map<string, number[]>();
  for (const [position, names] of mentioned.entries()) {
    for (const name of names) {
      const known = callers.get(name) ?? [];
      known.push(position);
      callers.set(name, known);
    }
  }
  const found = new Map<string, Definition>();
  // From top to bottom, again and again, but only where a function that is mentioned has changed.
  const waits = read.map(() => true);
  let round = [...read.keys()];
  while (round.length > 0) {
    const next: number[] = [];
    for (let at = 0; at < round.length; at++) {
      const position = round[at] as number;
      const { definition, isMaker } = read[position] as (typeof read)[number];
      waits[position] = false;
      const effects = (mentioned[position] ?? [])
        .flatMap((name) => effectModes(name, found, imported) ?? [])
        .filter(({ size }) => !isMaker || size > 0);
      const modes = new Set(effects.flatMap((known) => [...known]));
      const known = found.get(definition.name);
      if (effects.length > 0 && (known === undefined || known.modes.size < modes.size)) {
        found.set(definition.name, { ...definition, modes });
        for (const caller of (callers.get(definition.name) ?? []).filter((one) => !waits[one])) {
          waits[caller] = true;
          if (caller > position) {
            insertSorted(round, caller, at + 1);
          } else {
            next.push(caller);
          }
        }
      }
    }
    round = next.sort((a, b) => a - b);
  }
  return found;
}

/** Inserts a number where it belongs among those from index `from` on. */
function insertSorted(numbers: number[], number: number, from: number): void {
  let at = from;
  while (at < numbers.length && (numbers[at] as number) < number) {
    at++;
  }
  numbers.splice(at, 0, number);
}

/** The modes of what a name registers; undefined for a name that is no effect. */
function effectModes(
  name: string,
  functions: ImportedFunctions,
  imported: ImportedFunctions,
): ReadonlySet<Mode> | undefined {
  const mode = REGISTRATIONS[name];
  if (mode !== undefined) {
    return new Set([mode]);
  }
  return isFlagName(name) ? new Set() : (functions.get(name) ?? imported.get(name))?.modes;
}

/** The symbols of an expression that stand in code, outside quoted data. */
export function codeSymbols(node: SyntaxNode): readonly SyntaxNode[] {
  const { tree } = node;
  const end = tree.after(node.index);
  const quoted = quotedRanges(node);
  const symbols: SyntaxNode[] = [];
  for (let at = node.index; at < end; at++) {
    const skip = quoted.get(at);
    if (skip !== undefined) {
      at = skip - 1;
    } else if (tree.kind(at) === SyntaxKind.Symbol) {
      symbols.push(tree.node(at));
    }
  }
  return symbols;
}

class EffectReader {
  readonly #stages = new Map<number, readonly Site[]>();
  readonly #definitionSites: Site[] = [];
  /** Numbers of the symbols that some site or definition accounts for. */
  readonly #accounted = new Set<number>();
  /** Numbers of functions' bodies, in which several lists follow on one another. */
  readonly #bodies = new Set<number>();
  #own: ReadonlySet<string> | undefined;

  constructor(
    private readonly items: readonly Item[],
    private readonly functions: ReadonlyMap<string, Definition>,
    private readonly imported: ImportedFunctions,
    private readonly makers: ReadonlySet<number>,
  ) {}

  read(): Effects {
    const occurrences = this.items.map((item) => this.#occurrencesIn(item));
    for (const [position, item] of this.items.entries()) {
      const found = occurrences[position] as readonly SyntaxNode[];
      if (item.kind === "other" && found.length > 0) {
        this.#readOther(item.node, found);
      }
    }
    const lost = occurrences.flatMap((found, position) =>
      found
        .filter(({ index }) => !this.#accounted.has(index))
        .map((node) => ({ node, item: this.items[position] as Item })),
    );
    const { functions } = this;
    return { functions, stages: this.#stages, definitionSites: this.#definitionSites, lost };
  }

  /** Symbols that name effects, in code, the head of a top-level call of the API left out. */
  #occurrencesIn(item: Item): readonly SyntaxNode[] {
    const head = "form" in item ? item.form.head.index : -1;
    return item.kind === "pipeline" || isChain(item.node)
      ? []
      : codeSymbols(item.node).filter(
          (node) =>
            node.index !== head && this.#isEffect(node.text, item) && !this.#isDefinition(node),
        );
  }

  /** Whether the symbol is a function's name where it is defined; what rebinds one counts as lost. */
  #isDefinition(node: SyntaxNode): boolean {
    const role = roleOf(node);
    const own = this.functions.get(node.text);
    return role === "binding" && (own === undefined || own.symbol.is(node));
  }

  #isEffect(name: string, { node }: Item): boolean {
    const modes = effectModes(name, this.functions, this.imported);
    return modes !== undefined && (modes.size > 0 || !this.makers.has(node.index));
  }

  #readOther(node: SyntaxNode, occurrences: readonly SyntaxNode[]): void {
    const symbol = readDefinition(node)?.symbol;
    const own = symbol && this.functions.get(symbol.text);
    if (own?.symbol.is(symbol as SyntaxNode) === true) {
      this.#bodies.add(own.body.index);
      this.#definitionSites.push(...this.#readValue(own.body, occurrences));
    } else {
      const group = readGroup(node, occurrences);
      const parts = group?.parts ?? [node];
      const sites = parts.flatMap((part) => this.#readValue(part, occurrences));
      this.#stages.set(node.index, group === undefined ? sites : [group, ...sites]);
    }
  }

  /** Follows the value of an expression down to what makes it. */
  #readValue(start: SyntaxNode, occurrences: readonly SyntaxNode[]): readonly Site[] {
    const sites: Site[] = [];
    const waiting = [start];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (!mentions(node, occurrences)) {
        sites.push({ kind: isNothing(node) ? "empty" : "plain", node });
        continue;
      }
      waiting.push(...this.#step(node, occurrences, sites).toReversed());
    }
    return sites;
  }

  /** One step down: the site that the node is, or the nodes that its value comes from. */
  #step(
    node: SyntaxNode,
    occurrences: readonly SyntaxNode[],
    sites: Site[],
  ): readonly SyntaxNode[] {
    const only = soleList(node);
    if (only !== undefined) {
      return [only];
    }
    const form = readForm(node);
    if (form === undefined) {
      const isSequence =
        this.#bodies.has(node.index) && node.firstElement?.kind === SyntaxKind.List;
      return isSequence ? this.#sequence(node, node.elements, occurrences, sites) : [];
    }
    const { name, args } = form;
    const clean = (parts: readonly SyntaxNode[]): boolean =>
      parts.every((part) => !mentions(part, occurrences));
    const [first, second, third] = args;
    if (name === "do") {
      const last = args.at(-1);
      return clean(args.slice(0, -1)) && last?.kind === SyntaxKind.List
        ? [last]
        : this.#sequence(node, args, occurrences, sites);
    }
    if (name === "if" && args.length === 3 && clean(args.slice(0, 1))) {
      const branches = [second as SyntaxNode, third as SyntaxNode];
      return branches.every(({ kind }) => kind === SyntaxKind.QExpr) ? branches : [];
    }
    if (name === "select" && !this.#isOwn(name)) {
      const clauses = readClauses(args, (other) => this.#isOwn(other)) ?? [];
      return clean(clauses.map(({ condition }) => condition))
        ? clauses.map(({ value }) => value)
        : [];
    }
    if (name === "let" && args.length === 1 && first?.kind === SyntaxKind.QExpr) {
      this.#bodies.add(first.index);
      return [first];
    }
    if (name === "map" && args.length === 2 && clean(args.slice(1))) {
      return this.#loop(node, first as SyntaxNode, sites);
    }
    if (clean(args) && this.#isFullCall(form)) {
      this.#accounted.add(form.head.index);
      sites.push(siteOf(form));
    }
    return [];
  }

  /** Several parts one after the other, of which some are effects: those are gone down into. */
  #sequence(
    node: SyntaxNode,
    elements: readonly SyntaxNode[],
    occurrences: readonly SyntaxNode[],
    sites: Site[],
  ): readonly SyntaxNode[] {
    const parts = readSequence(elements, {
      isEffect: (part) => mentions(part, occurrences) && !this.#isFunctionName(part),
      isBound: (part) => this.#isFunctionName(part) || isParameter(part),
      isOwn: (name) => this.#isOwn(name),
    });
    if (parts === undefined) {
      return [];
    }
    for (const { node: part, role } of parts) {
      if (role === "dropped") {
        this.#accounted.add(part.index);
      }
    }
    sites.push({ kind: "sequence", node, parts });
    return effectsOf(parts);
  }

  /** Whether the element only names a function of the file's own: reading it does nothing. */
  #isFunctionName({ kind, text }: SyntaxNode): boolean {
    return kind === SyntaxKind.Symbol && this.functions.has(text);
  }

  /** Whether the file itself gives the name a meaning, wherever that happens. */
  #isOwn(name: string): boolean {
    this.#own ??= new Set(this.items.flatMap(({ node }) => globalsBoundIn(node)));
    return this.#own.has(name);
  }

  /** `(map f xs)`: the function's value is a stage, the whole a list of stages. */
  #loop(node: SyntaxNode, callee: SyntaxNode, sites: Site[]): readonly SyntaxNode[] {
    const lambda = readCall(callee);
    const body = lambda?.args[1];
    if (lambda?.name === "\\" && lambda.args.length === 2 && body?.kind === SyntaxKind.QExpr) {
      sites.push({ kind: "loop", node });
      this.#bodies.add(body.index);
      return [body];
    }
    const known = this.#functionNamed(callee);
    if (known?.arity === 1 && !known.isVariadic) {
      this.#accounted.add(callee.index);
      sites.push({ kind: "loop", node });
    }
    return [];
  }

  #functionNamed(node: SyntaxNode): EffectFunction | undefined {
    const name = node.kind === SyntaxKind.Symbol ? node.text : "";
    return this.functions.get(name) ?? this.imported.get(name);
  }

  /** Whether the call has all its arguments: with fewer it would register nothing. */
  #isFullCall({ name, args, head }: Form): boolean {
    if (name in REGISTRATIONS) {
      return args.length === 2;
    }
    if (isFlagName(name)) {
      return args.length === 1;
    }
    const known = this.#functionNamed(head);
    if (known === undefined) {
      return false;
    }
    // Valk answers a function itself when it is called with none of its arguments, unless it takes none.
    return known.isVariadic
      ? args.length >= known.arity && (args.length > 0 || this.functions.has(head.text))
      : args.length === known.arity && args.length > 0;
  }
}

/**
 * Whether a comment stands where no part is left to keep it once the brackets are gone: before
 * the first part, or behind the last but on its line. A comment behind the closing bracket has
 * to find that bracket on the last part's line, and no other comment there.
 */
function hasLooseComment({ node, head, args }: Form): boolean {
  const { tree } = node;
  const close = tree.after(node.index) - 1;
  const last = tree.after((args.at(-1) as SyntaxNode).index);
  const kinds = (start: number, end: number): readonly SyntaxKind[] =>
    Array.from({ length: end - start }, (_, offset) => tree.kind(start + offset));
  const before = [
    ...kinds(node.index + 1, head.index),
    ...kinds(head.index + 1, (args[0] as SyntaxNode).index),
  ];
  const inside = kinds(last, close).filter((kind) => kind !== SyntaxKind.Whitespace);
  const behind = kinds(close + 1, Math.min(close + 3, tree.size));
  const [first, ...others] = inside;
  const { Comment, Newline } = SyntaxKind;
  const isCommented = behind.find((kind) => kind !== SyntaxKind.Whitespace) === Comment;
  return (
    before.includes(Comment) ||
    others.includes(Comment) ||
    (isCommented && (first === Comment || inside.includes(Newline)))
  );
}

/** The names that a top-level form binds globally: by `def` and `fun` at any depth, by `=` itself. */
function globalsBoundIn(item: SyntaxNode): readonly string[] {
  const { tree, index } = item;
  const names: string[] = [];
  for (let at = index; at < tree.after(index); at++) {
    const kind = tree.kind(at);
    const form =
      kind === SyntaxKind.List || kind === SyntaxKind.QExpr ? readForm(tree.node(at)) : undefined;
    const binding = form && readBinding(form);
    if (binding !== undefined && (bindsGlobal(binding) || at === index)) {
      names.push(...binding.names.map(({ text }) => text));
    }
  }
  return names;
}

/** `(do a b …)` with nothing but effects in it. */
function readGroup(
  node: SyntaxNode,
  occurrences: readonly SyntaxNode[],
): Extract<Site, { kind: "group" }> | undefined {
  const form = readCall(node);
  const isGroup =
    form?.name === "do" &&
    form.args.length > 0 &&
    form.args.every((part) => mentions(part, occurrences) && part.kind === SyntaxKind.List) &&
    !hasLooseComment(form);
  return isGroup ? { kind: "group", node, parts: form.args } : undefined;
}

function effectsOf(parts: readonly SequencePart[]): readonly SyntaxNode[] {
  return parts.flatMap(({ node, role }) => (role === "effect" ? [node] : []));
}

/** Whether the element is a parameter of a function that it stands in. */
function isParameter(node: SyntaxNode): boolean {
  if (node.kind !== SyntaxKind.Symbol) {
    return false;
  }
  for (let around = node.parent; around !== undefined; around = around.parent) {
    const form = readForm(around);
    const parameters = (form && readBinding(form)?.parameters) ?? [];
    if (parameters.some(({ text }) => text === node.text)) {
      return true;
    }
  }
  return false;
}

function siteOf(form: Form): Site {
  const mode = REGISTRATIONS[form.name];
  if (mode !== undefined) {
    return { kind: "registration", form, mode };
  }
  return { kind: isFlagName(form.name) ? "flag" : "call", form };
}

/** Whether one of the occurrences, which are sorted, stands in the element. */
function mentions(node: SyntaxNode, occurrences: readonly SyntaxNode[]): boolean {
  const end = node.tree.after(node.index);
  const low = lowerBound(
    occurrences.length,
    (at) => (occurrences[at] as SyntaxNode).index < node.index,
  );
  const next = occurrences[low];
  return next !== undefined && next.index < end;
}

/** The list that is the only element of brackets: its value is theirs. */
function soleList(node: SyntaxNode): SyntaxNode | undefined {
  const only = node.firstElement;
  const isSole = only?.kind === SyntaxKind.List && only.nextElement === undefined;
  return isSole && node.kind !== SyntaxKind.Prefixed ? only : undefined;
}

/** Whether a branch does nothing: `{}`, or one constant, in braces or not. */
function isNothing(node: SyntaxNode): boolean {
  if (isConstant(node)) {
    return true;
  }
  const [only, ...others] = node.children.filter(
    ({ isDatum, kind }) => isDatum || kind === SyntaxKind.Comment,
  );
  return (
    only !== undefined && others.length === 0 && node.kind === SyntaxKind.QExpr && isConstant(only)
  );
}
