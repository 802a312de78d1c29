// The clauses of a `(select {condition value} …)`, read as code: the value of the whole is that of
// the first clause whose condition holds. Called by the reading of effects.

import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxNode } from "../syntax/tree.js";

export interface Clause {
  readonly condition: SyntaxNode;
  readonly value: SyntaxNode;
}

/**
 * The clauses; undefined where one is not a condition and a value in braces, or the last one does not
 * always hold: where none does, the call is an error.
 */
export function readClauses(
  args: readonly SyntaxNode[],
  isOwn: (name: string) => boolean,
): readonly Clause[] | undefined {
  const clauses = args.flatMap((clause): readonly Clause[] => {
    const [condition, value, surplus] = clause.elements;
    const isClause = clause.kind === SyntaxKind.QExpr && surplus === undefined;
    return isClause && condition !== undefined && value !== undefined ? [{ condition, value }] : [];
  });
  const last = clauses.at(-1)?.condition.text ?? "";
  const holds = ["otherwise", "true", "1"].includes(last) && !isOwn(last);
  return clauses.length === args.length && holds ? clauses : undefined;
}
