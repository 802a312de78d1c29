// The names that a file binds for everybody: by `def` and `fun` at any depth, by `=` where it stands
// at top level. Quoted data binds nothing. Called for every file of tests and for all that it loads,
// so that it looks at characters before it looks at nodes.

import { quotedRanges } from "../../../src/program/api-use.js";
import { bindingsInPlace } from "../../../src/program/bindings-in-place.js";
import type { Item } from "../../../src/program/item.js";
import { namesBoundBy } from "../../../src/program/load-graph.js";
import { insideOf } from "../../../src/syntax/inside.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxNode, SyntaxTree } from "../../../src/syntax/tree.js";

// Several findings ask the same of one file.
const known = new WeakMap<readonly Item[], readonly SyntaxNode[]>();

/** The symbols that the forms bind globally, in no particular order. Linear in the forms. */
export function globalBindings(items: readonly Item[]): readonly SyntaxNode[] {
  const found = known.get(items) ?? findBindings(items);
  known.set(items, found);
  return found;
}

function findBindings(items: readonly Item[]): readonly SyntaxNode[] {
  return items.flatMap(({ node }) => {
    const binders = bindersIn(node);
    return binders.length === 0 ? [] : boundIn(node, binders);
  });
}

function boundIn(item: SyntaxNode, binders: readonly SyntaxNode[]): readonly SyntaxNode[] {
  const { tree } = item;
  const global = binders.filter(({ text }) => text !== "=");
  const quoted = global.length === 0 ? [] : [...quotedRanges(item).keys()];
  const isData = insideOf(quoted.map((index) => tree.node(index)));
  const forms = [
    ...global.filter((binder) => !isData(binder)),
    ...(global.length < binders.length ? bindingsInPlace(item) : []).flatMap(
      (form) => form.firstElement ?? [],
    ),
  ];
  return forms.flatMap(({ parent }) => (parent === undefined ? [] : namesBoundBy(parent)));
}

/** The symbols `def`, `fun` and `=` that head a form. */
function bindersIn({ tree, index }: SyntaxNode): readonly SyntaxNode[] {
  return tree
    .allOfKind(SyntaxKind.Symbol, index, tree.after(index))
    .filter((at) => isBinder(tree, at))
    .map((at) => tree.node(at))
    .filter((node) => node.parent?.firstElement?.is(node) === true);
}

function isBinder(tree: SyntaxTree, index: number): boolean {
  const start = tree.start(index);
  switch (tree.source.charCodeAt(start)) {
    case 61: // =
      return tree.end(index) === start + 1;
    case 100: // def
    case 102: // fun
      return tree.end(index) === start + 3 && BINDERS.has(tree.text(index));
    default:
      return false;
  }
}

const BINDERS: ReadonlySet<string> = new Set(["def", "fun"]);
