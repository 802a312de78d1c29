// Whether what a place evaluates to is what the function around it answers: the last form of its body, and
// from there on into `do`, `if` and the bodies that these take. What is not known to pass a value on does not.

import { readForm } from "../syntax/form.js";
import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxNode } from "../syntax/tree.js";

/** Whether the node stands in tail position of a function, `\` or `fun`. */
export function isInTailPosition(node: SyntaxNode): boolean {
  for (let at = node, parent = at.parent; parent !== undefined; at = parent, parent = at.parent) {
    const form = readForm(parent);
    if (form === undefined || (form.head.is(at) && form.args.length === 0)) {
      // A body of one form, or of several that are run in order.
      if (parent.kind !== SyntaxKind.QExpr || !isLast(at)) {
        return false;
      }
      continue;
    }
    const position = form.args.findIndex((argument) => argument.is(at));
    const passesOn = form.name === "if" ? position > 0 : isLast(at);
    switch (form.name) {
      case "\\":
      case "fun":
        return position === 1 && at.kind === SyntaxKind.QExpr;
      case "if":
      case "do":
        if (!passesOn || position === -1 || (form.name === "if" && at.kind !== SyntaxKind.QExpr)) {
          return false;
        }
        break;
      default:
        return false;
    }
  }
  return false;
}

function isLast(node: SyntaxNode): boolean {
  return node.nextElement === undefined;
}
