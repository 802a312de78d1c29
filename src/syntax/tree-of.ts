// The tree of a text, parsed once for all who ask while it is kept. A text has one tree, and trees
// are readonly, so that nobody can tell whether it was parsed anew. Invariant: what is kept is
// bounded, however many files a run reads; the tree asked for last is always kept.

import { parse } from "./parser.js";
import type { SyntaxTree } from "./tree.js";

/** How much source is kept with its trees, in UTF-16 code units: the old and new texts of a project of some hundred files. */
const KEPT = 1 << 22;

// In the order in which they were last asked for.
const trees = new Map<string, SyntaxTree>();
let size = 0;

/** The tree of a text, as `parse` answers it. */
export function treeOf(source: string): SyntaxTree {
  const tree = trees.get(source) ?? parse(source);
  size += trees.delete(source) ? 0 : source.length;
  trees.set(source, tree);
  for (const oldest of trees.keys()) {
    if (size <= KEPT || oldest === source) {
      break;
    }
    trees.delete(oldest);
    size -= oldest.length;
  }
  return tree;
}
