// Whether an element stands inside one of many: answered by a search, however many there are.

import { lowerBound } from "./lower-bound.js";
import type { SyntaxNode } from "./tree.js";

/** Answers whether an element stands inside one of these of its tree, and is none of them. */
export function insideOf(nodes: readonly SyntaxNode[]): (node: SyntaxNode) => boolean {
  const sorted = nodes.toSorted((a, b) => a.index - b.index);
  // How far the nodes reach that start no later than each.
  const reach: number[] = [];
  for (const { tree, index } of sorted) {
    reach.push(Math.max(tree.after(index), reach.at(-1) ?? 0));
  }
  return ({ index }) => {
    const low = lowerBound(sorted.length, (at) => (sorted[at] as SyntaxNode).index < index);
    return index < (reach[low - 1] ?? -1);
  };
}
