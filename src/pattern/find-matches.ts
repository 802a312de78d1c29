// All places of a tree that a pattern matches, in document order, nested ones included.

import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxNode } from "../syntax/tree.js";
import { type Guard, passes, refuseUnknownHoles } from "./guard.js";
import { type Match, matchAt } from "./match.js";
import type { Pattern } from "./pattern.js";

/** What to look for. */
export interface Query {
  readonly pattern: Pattern;
  readonly guard?: Guard | undefined;
  /** Whether a call matches as the body of a function, too: `{f x}` where the pattern is `(f $x)`. */
  readonly matchesBodies?: boolean | undefined;
  /** Whether only matches inside no other match are wanted. */
  readonly outermost?: boolean | undefined;
}

/**
 * The matches below a node, itself included. Linear, but for what matching costs at each place. Throws
 * TypeError for a pattern that was not read, and PatternError for a guard with holes that the pattern lacks.
 */
export function findMatches(
  { pattern, guard, outermost = false, ...options }: Query,
  from: SyntaxNode,
): Match[] {
  if (typeof pattern !== "object") {
    throw new TypeError("findMatches takes a pattern as readPattern makes it");
  }
  if (guard !== undefined) {
    refuseUnknownHoles(guard, pattern);
  }
  const { tree } = from;
  if (pattern.mark !== undefined && !tree.source.includes(pattern.mark)) {
    return [];
  }
  const matches: Match[] = [];
  const end = tree.after(from.index);
  for (let index = from.index; index < end; index++) {
    if (!mayBegin(pattern, tree.kind(index))) {
      continue;
    }
    const match = matchAt(pattern.root, tree.node(index), options);
    if (match !== undefined && (guard === undefined || passes(guard, match))) {
      matches.push(match);
      index = outermost ? tree.after(index) - 1 : index;
    }
  }
  return matches;
}

function mayBegin({ root: { syntax } }: Pattern, kind: SyntaxKind): boolean {
  return kind === syntax || (syntax === SyntaxKind.List && kind === SyntaxKind.QExpr);
}
