// Structural equality that ignores trivia: the same tokens in the same order. Since the
// grammar is deterministic, equal tokens mean equal trees.

import { isTokenKind, isTriviaKind } from "./kinds.js";
import type { SyntaxNode, SyntaxTree } from "./tree.js";

/**
 * Whether two elements, of one tree or of two, differ in nothing but blanks, line ends and
 * comments. Atoms compare by their text: `"\t"` and a string with a real tab are different.
 */
export function equalElements(a: SyntaxNode, b: SyntaxNode): boolean {
  const endA = a.tree.after(a.index);
  const endB = b.tree.after(b.index);
  let atA = nextToken(a.tree, a.index, endA);
  let atB = nextToken(b.tree, b.index, endB);
  while (atA < endA && atB < endB) {
    if (a.tree.kind(atA) !== b.tree.kind(atB) || a.tree.text(atA) !== b.tree.text(atB)) {
      return false;
    }
    atA = nextToken(a.tree, atA + 1, endA);
    atB = nextToken(b.tree, atB + 1, endB);
  }
  return atA >= endA && atB >= endB;
}

function nextToken(tree: SyntaxTree, from: number, end: number): number {
  let index = from;
  while (index < end && (!isTokenKind(tree.kind(index)) || isTriviaKind(tree.kind(index)))) {
    index++;
  }
  return index;
}
