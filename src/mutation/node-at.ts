// From a span in a model back to the element of the tree: models outlive trees, so the plans that
// look at values parse a file's text once more and find them again here.

import { lowerBound } from "../syntax/lower-bound.js";
import type { Span } from "../syntax/span.js";
import type { SyntaxNode, SyntaxTree } from "../syntax/tree.js";
import type { Write } from "./file-model.js";

/**
 * The datum that covers exactly this span, which some datum must. Elements' starts grow with their
 * numbers, and a datum comes before what begins where it begins.
 */
export function nodeAt(tree: SyntaxTree, span: Span): SyntaxNode {
  const low = lowerBound(tree.size, (at) => tree.start(at) < span.start, 1);
  return tree.node(low);
}

/** The value that a write binds; undefined for a form that gives its name none. */
export function valueNode(tree: SyntaxTree, { value }: Write): SyntaxNode | undefined {
  return value === undefined ? undefined : nodeAt(tree, value);
}
