// Takes a match out of its text, with the blanks that were there for its sake: its lines where it has them for
// itself, else the blanks in front of it, or those behind it where it comes first. Comments stay.

import { removedWith } from "../edit/node-edits.js";
import { type Rewrite, rewriteOfEdits } from "../edit/rewrite.js";
import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxNode, SyntaxTree } from "../syntax/tree.js";
import type { Match } from "./match.js";
import type { Refusal } from "./refusal.js";

/** The text without these matches, which are in document order, and those that have to stay. */
export function removeMatches(
  tree: SyntaxTree,
  matches: readonly Match[],
): { readonly rewrite: Rewrite; readonly left: readonly Refusal[] } {
  const going = new Map<number, number>();
  for (const { node } of matches) {
    const parent = tree.parent(node.index);
    going.set(parent, (going.get(parent) ?? 0) + 1);
  }
  const spans: { start: number; end: number }[] = [];
  const left: Refusal[] = [];
  let after = 0;
  for (const match of matches) {
    const { node } = match;
    if (node.index < after) {
      continue;
    }
    after = tree.after(node.index);
    const parent = node.parent as SyntaxNode;
    const isEmptied = parent.isDatum && going.get(parent.index) === parent.elements.length;
    if (isEmptied && parent.children.some(({ kind }) => kind === SyntaxKind.Comment)) {
      const reason = "only a comment would be left between the brackets, which does not read";
      left.push({ match, span: node.span, reason });
      continue;
    }
    const span = isEmptied ? { start: parent.start + 1, end: parent.end - 1 } : removedWith(node);
    const last = spans.at(-1);
    if (last !== undefined && span.start <= last.end) {
      last.end = Math.max(last.end, span.end);
    } else {
      spans.push({ ...span });
    }
  }
  const edits = spans.map((span) => ({ span, newText: "" }));
  return { rewrite: rewriteOfEdits(tree.source, edits), left };
}
