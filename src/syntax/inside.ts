// Whether an element stands inside one of many: answered by a search, however many there are.

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
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sorted[middle] as SyntaxNode).index < index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return index < (reach[low - 1] ?? -1);
  };
}
