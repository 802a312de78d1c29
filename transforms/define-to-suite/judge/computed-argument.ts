// An argument of the test API that is not a literal, with what is known of moving its evaluation. Made
// by `computed.ts`, read by the findings.

import type { SyntaxNode } from "../../../src/syntax/tree.js";

/** A computed argument and, where its evaluation could be noticed to move, by what. */
export interface ComputedArgument {
  readonly node: SyntaxNode;
  /** Why its value might change; undefined where nothing was found that could change it. */
  readonly conflict: string | undefined;
  /** Whether somebody should look: the analysis does not know all that the value depends on. */
  readonly isDoubtful: boolean;
}
