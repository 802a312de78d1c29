// Walks in document order, in both forms: every element, or data only. Both are loops over
// element numbers, so no depth of nesting can overflow anything.

import { isDatumKind } from "./kinds.js";
import type { SyntaxNode } from "./tree.js";

/** What a visitor answers: `false` leaves out everything below the visited element. */
export type Visit = boolean | undefined;

/**
 * Visits `node` and everything below it, trivia, brackets and prefix marks included.
 * Cost: linear in the number of elements visited.
 */
export function walk(node: SyntaxNode, visit: (node: SyntaxNode) => Visit): void {
  walkWhere(node, () => true, visit);
}

/** Visits every datum from `node` down: atoms, lists, q-expressions, prefixed data. */
export function walkElements(node: SyntaxNode, visit: (node: SyntaxNode) => Visit): void {
  walkWhere(node, (child) => isDatumKind(child.kind), visit);
}

function walkWhere(
  node: SyntaxNode,
  accepts: (node: SyntaxNode) => boolean,
  visit: (node: SyntaxNode) => Visit,
): void {
  const { tree } = node;
  const end = tree.after(node.index);
  for (let index = node.index; index < end; ) {
    const current = tree.node(index);
    const enters = !(accepts(current) && visit(current) === false);
    index = enters ? index + 1 : tree.after(index);
  }
}

/** The innermost element whose span holds `offset` (UTF-16); the root at the end of the text. */
export function elementAt(root: SyntaxNode, offset: number): SyntaxNode {
  let found = root;
  for (;;) {
    const inner = found.children.find((child) => child.start <= offset && offset < child.end);
    if (inner === undefined) {
      return found;
    }
    found = inner;
  }
}
