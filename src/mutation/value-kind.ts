// What can be read off a value as it stands, without knowing what its names mean. Asked by the walk
// in `read-file.ts` wherever something is bound or called.

import { SyntaxKind } from "../syntax/kinds.js";
import { isSymbol, type SyntaxNode } from "../syntax/tree.js";
import type { ValueKind } from "./file-model.js";

/** `(aio/pure x)` and `(aio/fail x)`. */
export function isCompleteHandle(value: SyntaxNode | undefined): boolean {
  const head = value?.kind === SyntaxKind.List ? value.firstElement : undefined;
  return isSymbol(head, "aio/pure") || isSymbol(head, "aio/fail");
}

/** Whether a body's last expression is a `\`. */
export function endsInLambda(body: SyntaxNode): boolean {
  const first = body.firstElement;
  if (isSymbol(first, "\\")) {
    return body.elements.length === 3;
  }
  const last = first?.kind === SyntaxKind.List ? body.elements.at(-1) : undefined;
  return last?.kind === SyntaxKind.List && isSymbol(last.firstElement, "\\");
}

/** The names of a parameter list. */
export function namesIn(formals: readonly SyntaxNode[]): readonly string[] {
  return formals.map(({ text }) => text).filter((name) => name !== "&");
}

/** What can be read off the value that a name is bound to. */
export function valueKindOf(value: SyntaxNode | undefined): ValueKind {
  switch (value?.kind) {
    case SyntaxKind.Number:
      return "number";
    case SyntaxKind.String:
    case SyntaxKind.QExpr:
      return "data";
    case SyntaxKind.Symbol:
      return symbolKind(value.text);
    case SyntaxKind.List:
      return isSymbol(value.firstElement, "\\")
        ? "function"
        : isSymbol(value.firstElement, "atom")
          ? "atom"
          : "other";
    default:
      return "other";
  }
}

function symbolKind(name: string): ValueKind {
  if (name === "true" || name === "false") {
    return "number";
  }
  return name === "nil" || name.startsWith(":") ? "data" : "other";
}
