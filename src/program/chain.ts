// The function of the suite that a migrated file of tests is, by its shape alone. What stands in it are
// stages already: nothing of it has an effect.

import { readForm } from "../syntax/form.js";
import { isSymbol, type SyntaxNode } from "../syntax/tree.js";

/** `(fun {name suite} {-> suite …})`, which may set nothing but flags. */
export function isChain(node: SyntaxNode): boolean {
  const form = readForm(node);
  const [head, body] = form?.args ?? [];
  const parameter = head?.firstElement?.nextElement;
  const first = body?.firstElement;
  return (
    form?.name === "fun" &&
    parameter !== undefined &&
    isSymbol(first, "->") &&
    isSymbol(first?.nextElement, parameter.text)
  );
}
