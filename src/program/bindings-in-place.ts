// Names that a top-level form binds by `=`: globals, as long as the form stands at top level. In a
// function they would be the function's own (valk-language.md, "Evaluation").

import { readForm } from "../syntax/form.js";
import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxNode } from "../syntax/tree.js";

/** Where evaluating the form binds a name in the scope that the form stands in. */
export function bindingsInPlace(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const waiting = [node];
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

/** Calls that evaluate code in braces where they stand, with the first argument that is one. */
const EVALUATES: ReadonlyMap<string, number> = new Map([
  ["if", 2],
  ["eval", 1],
  ["select", 1],
]);
