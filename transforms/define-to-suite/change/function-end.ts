// The end of the function that a file of tests becomes, for both layouts. Invariant: its closing
// brackets never stand behind a comment; they get a line of their own where one would be in the way.

import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxTree } from "../../../src/syntax/tree.js";
import type { ElementRange } from "./blocks.js";
import { endsInComment } from "./group-end.js";
import { type FunctionPlan, isPartStage } from "./suite-plan.js";
import type { SuiteWriter } from "./suite-writer.js";

/** Writes `closers` behind the last stage, then everything below the function. */
export function writeFunctionEnd(
  writer: SuiteWriter,
  { stages, trailing, rest }: FunctionPlan,
  tree: SyntaxTree,
  closers: string,
): void {
  const last = stages.at(-1);
  const endsLine = trailing.start < trailing.end && isKind(tree, trailing.end - 1, "Newline");
  if (last === undefined || isPartStage(last)) {
    // The line of the load stands above with the load itself; blanks that end the file still do.
    writer.add(closers);
    writer.add(endsLine ? writer.style.lineEnd : blanksIn(tree, trailing));
  } else if (hasComment(tree, trailing) || endsInComment(tree, last.block.node.index)) {
    writer.keep(trailing);
    writer.startLine();
    writer.add(closers);
    writer.add(endsLine ? writer.style.lineEnd : "");
  } else {
    writer.add(closers);
    writer.keep(trailing);
  }
  writer.rewrite(rest);
}

function isKind(tree: SyntaxTree, index: number, kind: "Newline" | "Comment"): boolean {
  return tree.kind(index) === SyntaxKind[kind];
}

/** The blanks of a line that no line end ends; none where a comment does. */
function blanksIn(tree: SyntaxTree, range: ElementRange): string {
  const isBlank = range.start < range.end && !hasComment(tree, range);
  return isBlank ? tree.source.slice(tree.start(range.start), tree.end(range.end - 1)) : "";
}

function hasComment(tree: SyntaxTree, { start, end }: ElementRange): boolean {
  for (let index = start; index < end; index++) {
    if (isKind(tree, index, "Comment")) {
      return true;
    }
  }
  return false;
}
