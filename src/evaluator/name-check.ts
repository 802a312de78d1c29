// What `load` of 2026-02 checks before it runs a file: that every name in evaluated position is
// defined, by the file, by what ran before, or by the language (src/lsp/lsp_walk.c, commit 1efe40c,
// `valk_validate_ast`). Quoted lists count as code where the file itself defines their head. The
// reference reports a name only where it finds it in the text behind the last one that it saw; so
// does this, since it decides whether the file runs.

import { SyntaxKind } from "../syntax/kinds.js";
import { lowerBound } from "../syntax/lower-bound.js";
import { treeOf } from "../syntax/tree-of.js";
import type { Cons, Source, Value } from "./model.js";
import { elements, isCons, isErr, isSym, NIL } from "./values.js";

/** Heads whose arguments are walked in a way of their own, or that are simply known. */
const LANGUAGE: ReadonlySet<string> = new Set(
  [
    ["=", "\\", "def", "fun", "if", "do", "select", "case", "quote", "load", "eval", "read", "let"],
    ["aio/let", "aio/do", "<-", "type", "match", "sig", "ctx/with", "ctx/with-deadline"],
  ].flat(),
);

const CONSTANTS: ReadonlySet<string> = new Set(["true", "false", "nil", "otherwise", "_"]);

/**
 * Whether the file may run: all its names are known, given those that the program has. Undefined for
 * a file whose forms nest too deep to look through.
 */
export function hasOnlyKnownNames(
  source: Source,
  isKnown: (name: string) => boolean,
): boolean | undefined {
  const walk: Walk = {
    places: placesIn(source),
    globals: definedIn(source),
    isKnown,
    cursor: 0,
    isFine: true,
    depth: 0,
  };
  const scope: Scope = { names: new Set(), outer: undefined };
  for (const [at, form] of source.forms.entries()) {
    if (isErr(form)) {
      break;
    }
    walk.cursor = source.starts[at] ?? walk.cursor;
    walkValue(walk, form, scope);
    if (walk.depth > DEEPEST) {
      return undefined;
    }
  }
  return walk.isFine;
}

const DEEPEST = 1_000;

interface Scope {
  readonly names: Set<string>;
  readonly outer: Scope | undefined;
}

interface Walk {
  readonly places: ReadonlyMap<string, readonly number[]>;
  /** What the file defines, and what the walk has met so far. */
  readonly globals: Set<string>;
  readonly isKnown: (name: string) => boolean;
  cursor: number;
  isFine: boolean;
  /** How deep the walk is; left as it was where it got too deep. */
  depth: number;
}

const placesOfSource = new WeakMap<Source, ReadonlyMap<string, readonly number[]>>();

/** Where each symbol stands in the text, outside strings and comments. */
function placesIn(source: Source): ReadonlyMap<string, readonly number[]> {
  const known = placesOfSource.get(source);
  if (known !== undefined) {
    return known;
  }
  const tree = treeOf(source.bytes);
  const places = new Map<string, number[]>();
  for (let index = 1; index < tree.size; index++) {
    if (tree.kind(index) === SyntaxKind.Symbol) {
      const name = tree.text(index);
      const own = places.get(name) ?? [];
      places.set(name, own);
      own.push(tree.start(index));
    }
  }
  placesOfSource.set(source, places);
  return places;
}

/** Names that the file's own top-level forms define or declare. */
function definedIn({ forms }: Source): Set<string> {
  const names = new Set<string>();
  for (const form of forms) {
    if (!isCons(form) || !isSym(form.head)) {
      continue;
    }
    const [first, ...variants] = elements(form.tail);
    switch (form.head.name) {
      case "def":
      case "fun":
      case "sig":
        addName(names, first !== undefined && isCons(first) ? first.head : first);
        break;
      case "type":
        addConstructors(names, first, variants);
        break;
    }
  }
  return names;
}

function addName(names: Set<string>, value: Value | undefined): void {
  if (value !== undefined && isSym(value)) {
    names.add(value.name);
  }
}

function addConstructors(
  names: Set<string>,
  named: Value | undefined,
  variants: readonly Value[],
): void {
  const type = named !== undefined && isCons(named) && isSym(named.head) ? named.head.name : "";
  for (const variant of variants) {
    if (isCons(variant) && isSym(variant.head)) {
      names.add(variant.head.name);
      if (type !== "" && !variant.head.keyword) {
        names.add(`${type}::${variant.head.name}`);
      }
    }
  }
}

function has(scope: Scope, name: string): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    if (at.names.has(name)) {
      return true;
    }
  }
  return false;
}

/** The first place of the name behind the cursor. */
function find({ places, cursor }: Walk, name: string): number | undefined {
  const own = places.get(name) ?? [];
  const low = lowerBound(own.length, (at) => (own[at] as number) < cursor);
  return own[low];
}

function pass(walk: Walk, name: string): void {
  const at = find(walk, name);
  if (at !== undefined) {
    walk.cursor = at + name.length;
  }
}

function passSymbol(walk: Walk, value: Value | undefined): void {
  if (value !== undefined && isSym(value)) {
    pass(walk, value.name);
  }
}

function report(walk: Walk, name: string): void {
  if (find(walk, name) !== undefined) {
    walk.isFine = false;
  }
}

/** `Name:key`, which the reader may rewrite. */
function isAccessor(name: string): boolean {
  return /^[A-Z][^:]*:[^:]/.test(name);
}

function walkAll(walk: Walk, rest: Value, scope: Scope): void {
  for (let at = rest; isCons(at) && walk.isFine; at = at.tail) {
    walkValue(walk, at.head, scope);
  }
}

function walkValue(walk: Walk, value: Value, scope: Scope): void {
  if (isSym(value)) {
    walkSymbol(walk, value.name, scope);
  } else if (
    isCons(value) &&
    walk.depth <= DEEPEST &&
    (!value.quoted || isCode(walk, value, scope))
  ) {
    walk.depth++;
    walkCall(walk, value, scope);
    if (walk.depth <= DEEPEST) {
      walk.depth--;
    }
  }
}

function walkSymbol(walk: Walk, name: string, scope: Scope): void {
  const isDefined =
    name.startsWith(":") ||
    CONSTANTS.has(name) ||
    has(scope, name) ||
    LANGUAGE.has(name) ||
    walk.globals.has(name) ||
    walk.isKnown(name) ||
    isAccessor(name);
  if (!isDefined) {
    report(walk, name);
  }
  pass(walk, name);
}

function isCode({ globals }: Walk, { head }: Cons, scope: Scope): boolean {
  return (
    isSym(head) && (LANGUAGE.has(head.name) || globals.has(head.name) || has(scope, head.name))
  );
}

function walkCall(walk: Walk, { head, tail }: Cons, scope: Scope): void {
  if (!isSym(head)) {
    walkValue(walk, head, scope);
    walkAll(walk, tail, scope);
    return;
  }
  const { name } = head;
  const isDefined =
    LANGUAGE.has(name) ||
    has(scope, name) ||
    walk.globals.has(name) ||
    walk.isKnown(name) ||
    isAccessor(name);
  if (!isDefined) {
    report(walk, name);
  }
  const [first, ...rest] = elements(tail);
  const own = OWN_WAYS[name];
  if (own === undefined) {
    walkAll(walk, tail, scope);
  } else if (first !== undefined) {
    own(walk, first, rest, scope);
  }
}

type Way = (walk: Walk, first: Value, rest: readonly Value[], scope: Scope) => void;

const OWN_WAYS: Readonly<Record<string, Way | undefined>> = {
  "\\": (walk, first, rest, scope) => {
    const inner = open(scope);
    walkFormals(walk, first, inner);
    walkEach(walk, rest, inner);
  },
  fun: (walk, first, rest, scope) => {
    if (isCons(first)) {
      addName(walk.globals, first.head);
      passSymbol(walk, first.head);
      const inner = open(scope);
      walkFormals(walk, first.tail, inner);
      walkEach(walk, rest, inner);
    }
  },
  def: (walk, first, rest, scope) => walkBinding(walk, first, rest, scope, walk.globals),
  "=": (walk, first, rest, scope) => walkBinding(walk, first, rest, scope, scope.names),
  type: walkType,
  sig: (walk, first, [type]) => {
    passSymbol(walk, isCons(first) ? first.head : first);
    passAll(walk, type !== undefined && isCons(type) && isCons(type.head) ? type.head : type);
  },
  quote: () => undefined,
  match: walkMatch,
  "aio/do": walkSteps,
  "aio/let": walkGroups,
};

function open(outer: Scope): Scope {
  return { names: new Set(), outer };
}

function walkEach(walk: Walk, values: readonly Value[], scope: Scope): void {
  for (const value of values) {
    walkValue(walk, value, scope);
  }
}

/** Parameters; `->` and `::` stand before a type. */
function walkFormals(walk: Walk, formals: Value, inner: Scope): void {
  const items = elements(formals);
  for (let at = 0; at < items.length; at++) {
    const item = items[at] as Value;
    if (!isSym(item)) {
      continue;
    }
    pass(walk, item.name);
    if (item.name === "->" || item.name === "::") {
      at++;
      passAll(walk, items[at]);
    } else if (!item.name.startsWith("&")) {
      inner.names.add(item.name);
    }
  }
}

/** Symbols of a type, which are passed over. */
function passAll(walk: Walk, type: Value | undefined): void {
  for (const each of type === undefined || !isCons(type) ? [type ?? NIL] : elements(type)) {
    if (isCons(each)) {
      passAll(walk, each);
    } else if (isSym(each) && (/^[:A-Z]/.test(each.name) || TYPE_SIGNS.has(each.name))) {
      pass(walk, each.name);
    }
  }
}

const TYPE_SIGNS: ReadonlySet<string> = new Set(["??", "->", "|", "&"]);

function walkBinding(
  walk: Walk,
  binding: Value,
  rest: readonly Value[],
  scope: Scope,
  names: Set<string>,
): void {
  for (const name of isCons(binding) ? elements(binding) : [binding]) {
    addName(names, name);
    passSymbol(walk, name);
  }
  walkEach(walk, rest, scope);
}

function walkType(walk: Walk, named: Value, variants: readonly Value[]): void {
  elements(named).forEach((each) => {
    passSymbol(walk, each);
  });
  addConstructors(walk.globals, named, variants);
  const [first] = variants;
  if (first !== undefined && isCons(first) && isSym(first.head) && first.head.keyword) {
    addName(walk.globals, isCons(named) ? named.head : undefined);
  }
  for (const variant of variants) {
    elements(variant).forEach((each) => {
      passSymbol(walk, each);
    });
  }
}

function walkMatch(walk: Walk, value: Value, clauses: readonly Value[], scope: Scope): void {
  walkValue(walk, value, scope);
  for (const clause of clauses) {
    if (!isCons(clause)) {
      continue;
    }
    const inner = open(scope);
    const pattern = clause.head;
    for (const [at, each] of (isCons(pattern) ? elements(pattern) : [pattern]).entries()) {
      passSymbol(walk, each);
      if (at > 0 && isSym(each) && !each.keyword) {
        inner.names.add(each.name);
      }
    }
    walkAll(walk, clause.tail, inner);
  }
}

/** `aio/do`: statements, of which `(name <- expression)` binds. */
function walkSteps(walk: Walk, steps: Value, _rest: readonly Value[], scope: Scope): void {
  const inner = open(scope);
  for (const step of elements(steps)) {
    const [name, arrow, ...expression] = elements(step);
    if (name !== undefined && isSym(name) && isArrow(arrow)) {
      if (name.name !== "_") {
        inner.names.add(name.name);
      }
      pass(walk, name.name);
      pass(walk, "<-");
      walkEach(walk, expression, inner);
    } else {
      walkValue(walk, step, inner);
    }
  }
}

function isArrow(value: Value | undefined): boolean {
  return value !== undefined && isSym(value) && value.name === "<-";
}

/** `aio/let`: groups of `(name expression)`, then the body. */
function walkGroups(walk: Walk, groups: Value, rest: readonly Value[], scope: Scope): void {
  if (!isCons(groups)) {
    return;
  }
  const inner = open(scope);
  for (const group of elements(groups)) {
    if (isSym(group) && group.keyword) {
      pass(walk, group.name);
    } else if (isCons(group)) {
      addName(inner.names, group.head);
      passSymbol(walk, group.head);
      walkAll(walk, group.tail, inner);
    }
  }
  walkEach(walk, rest, inner);
}
