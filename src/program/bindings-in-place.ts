// Names that a top-level form binds by `=`: globals, as long as the form stands at top level. In a
// function they would be the function's own (valk-language.md, "Evaluation").

import { readForm } from "../syntax/form.js";
import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxNode } from "../syntax/tree.js";

/** Where evaluating the form binds a name in the scope that the form stands in. */
export function bindingsInPlace(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const waiting = hasAssignment(node) ? [node] : [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const form = readForm(next);
    if (form?.name === "=") {
      found.push(next);
      continue;
    }
    const from = EVALUATES.get(form?.name ?? "") ?? Number.POSITIVE_INFINITY;
    for (const [index, element] of next.elements.entries()) {
      const { kind } = element;
      if (kind === SyntaxKind.List || (kind === SyntaxKind.QExpr && index >= from)) {
        waiting.push(element);
      }
    }
  }
  return found;
}

/** A cheap look at the tokens, since most forms bind nothing. */
function hasAssignment({ tree, index }: SyntaxNode): boolean {
  const end = tree.after(index);
  for (let at = index; at < end; at++) {
    const isShort = tree.kind(at) === SyntaxKind.Symbol && tree.end(at) === tree.start(at) + 1;
    if (isShort && tree.source.charCodeAt(tree.start(at)) === EQUALS) {
      return true;
    }
  }
  return false;
}

const EQUALS = 61;

/** Calls that evaluate code in braces where they stand, with the first argument that is one. */
const EVALUATES: ReadonlyMap<string, number> = new Map([
  ["if", 2],
  ["eval", 1],
  ["select", 1],
]);
