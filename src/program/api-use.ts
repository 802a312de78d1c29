// Every occurrence of a framework name that is not itself a top-level call: in bodies, in
// helper functions, as data, as something bound. What that means is for the findings to say.

import {
  ASSERTIONS,
  isOldInternalName,
  PUBLIC_NAMES,
  TARGET_NAMES,
} from "../framework/framework-api.js";
import { isNameList } from "../syntax/bindings.js";
import { SyntaxKind } from "../syntax/kinds.js";
import { isSymbol, type SyntaxNode, type SyntaxTree } from "../syntax/tree.js";
import type { Item } from "./item.js";

/** Where a name occurs. */
export interface ApiUse {
  /** The symbol. */
  readonly node: SyntaxNode;
  readonly name: string;
  /**
   * `call`: head of a form; `binding`: a name that `def`, `fun` or `=` binds; `parameter`;
   * `value`: anything else.
   */
  readonly role: "call" | "binding" | "parameter" | "value";
  /** Whether it stands in data that nothing evaluates where it stands: `'(…)`, `(def {x} {…})`. */
  readonly quoted: boolean;
  /** The top-level item around it. */
  readonly item: Item;
  /** Whether it stands in the body of a registration. */
  readonly inBody: boolean;
}

const WATCHED: ReadonlySet<string> = new Set([
  ...PUBLIC_NAMES,
  ...TARGET_NAMES.builder,
  ...TARGET_NAMES.list,
]);

/** Reads the uses off the items, in document order. Linear in the size of the file. */
export function readApiUses(items: readonly Item[]): readonly ApiUse[] {
  return items.flatMap((item) => readUsesOf(item));
}

function readUsesOf(item: Item): readonly ApiUse[] {
  const { tree, index } = item.node;
  const head = "form" in item ? item.form.head.index : -1;
  const found: SyntaxNode[] = [];
  for (const at of tree.allOfKind(SyntaxKind.Symbol, index, tree.after(index))) {
    if (at !== head && isWatched(tree, at)) {
      found.push(tree.node(at));
    }
  }
  return found.length === 0 ? NO_USES : withQuoting(found, item);
}

const NO_USES: readonly ApiUse[] = [];

function withQuoting(found: readonly SyntaxNode[], item: Item): readonly ApiUse[] {
  const quoted = [...quotedRanges(item.node)];
  let range = 0;
  return found.map((node) => {
    while (range < quoted.length && (quoted[range]?.[1] as number) <= node.index) {
      range++;
    }
    const isQuoted = range < quoted.length && (quoted[range]?.[0] as number) <= node.index;
    return readUse(node, item, isQuoted);
  });
}

/** Cheap looks at the first characters before a string is cut out. */
function isWatched(tree: SyntaxTree, index: number): boolean {
  const { source } = tree;
  const start = tree.start(index);
  const second = source.charCodeAt(start + 1);
  switch (source.charCodeAt(start)) {
    case 116: // te…
      return second === 101 && isWatchedName(tree.node(index));
    case 42: // *t…
      return second === 116 && isOldInternalName(tree.text(index));
    case 45: // ->
      return second === 62 && WATCHED.has(tree.text(index));
    default:
      return false;
  }
}

/** Bodies call assertions all the time; what matters is only who else defines them. */
function isWatchedName(node: SyntaxNode): boolean {
  const name = node.text;
  return WATCHED.has(name) && !(ASSERTIONS.has(name) && !isBound(node));
}

function isBound(node: SyntaxNode): boolean {
  const role = roleOf(node);
  return role === "binding" || role === "parameter";
}

function readUse(node: SyntaxNode, item: Item, quoted: boolean): ApiUse {
  return {
    node,
    name: node.text,
    role: roleOf(node),
    quoted,
    item,
    inBody: item.kind === "registration" && contains(item.body, node),
  };
}

function contains(outer: SyntaxNode, inner: SyntaxNode): boolean {
  return outer.index <= inner.index && inner.index < outer.tree.after(outer.index);
}

// The questions below look at first elements only: a form may have any number of others.

/** What the symbol is to the form around it. */
export function roleOf(node: SyntaxNode): ApiUse["role"] {
  const { parent } = node;
  const isFirst = parent?.firstElement?.is(node) === true;
  if (parent !== undefined && isNameList(parent)) {
    const role = roleInBindingList(parent, isFirst);
    if (role !== undefined) {
      return role;
    }
  }
  const bracketed = parent?.kind === SyntaxKind.List || parent?.kind === SyntaxKind.QExpr;
  return bracketed && isFirst ? "call" : "value";
}

/** The role of a symbol of the first argument of `def`, `=`, `fun` or `\\`. */
function roleInBindingList(list: SyntaxNode, isFirst: boolean): ApiUse["role"] | undefined {
  const head = list.parent?.firstElement;
  if (head === undefined || head.nextElement?.is(list) !== true) {
    return undefined;
  }
  if (isSymbol(head, "def") || isSymbol(head, "=")) {
    return "binding";
  }
  if (isSymbol(head, "fun")) {
    return isFirst ? "binding" : "parameter";
  }
  return isSymbol(head, "\\") ? "parameter" : undefined;
}

/**
 * The outermost data inside an element: number of each such element to the number of the
 * first element after it. Linear in the size of the element.
 */
export function quotedRanges(node: SyntaxNode): ReadonlyMap<number, number> {
  const { tree } = node;
  const end = tree.after(node.index);
  const ranges = new Map<number, number>();
  for (let at = node.index; at < end; ) {
    const kind = tree.kind(at);
    const data = (kind === SyntaxKind.QExpr || kind === SyntaxKind.Prefixed) && isData(tree, at);
    const next = data ? tree.after(at) : at + 1;
    if (data) {
      ranges.set(at, next);
    }
    at = next;
  }
  return ranges;
}

/**
 * Whether a prefixed datum is quoted with `'` and no name to bind, or a q-expression is one that nothing
 * evaluates: one that `def` or `=` binds to a name, or one that stands at top level.
 */
function isData(tree: SyntaxTree, index: number): boolean {
  const kind = tree.kind(index);
  if (kind === SyntaxKind.Prefixed) {
    const isQuoted = tree.kind(index + 1) === SyntaxKind.QuoteMark;
    return isQuoted && roleInBindingList(tree.node(index), true) === undefined;
  }
  if (tree.parent(index) === 0) {
    return true;
  }
  const node = tree.node(index);
  const head = node.parent?.firstElement;
  const binds = isSymbol(head, "def") || isSymbol(head, "=");
  return binds && head?.is(node) === false && head.nextElement?.is(node) === false;
}
