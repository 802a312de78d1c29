// The end of a `(do a b …)` whose parts are written without its brackets: a comment may then be the last
// of it. Invariant: nothing is written behind that comment, and it stays as long as it was. Called by
// both layouts.

import type { Item } from "../../../src/program/item.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxTree } from "../../../src/syntax/tree.js";
import type { Placed } from "./place-comments.js";
import type { SuiteWriter } from "./suite-writer.js";

/** Whether the stage is a group that leaves a comment as the last of it. */
export function leavesComment({ item, block }: Placed, tree: SyntaxTree): boolean {
  return isGroup(item) && endsInComment(tree, block.node.index);
}

/** Writes the rest of a stage's last line; behind a comment that is only its line end. */
export function writeTrailing(writer: SuiteWriter, placed: Placed): void {
  const { tree } = writer;
  const { start, end } = placed.block.trailing;
  if (!leavesComment(placed, tree)) {
    writer.keep({ start, end });
  } else if (start < end && tree.kind(end - 1) === SyntaxKind.Newline) {
    writer.keep({ start: end - 1, end });
  } else {
    writer.startLine();
  }
}

function isGroup(item: Item): boolean {
  return item.kind === "stage" && item.sites.some(({ kind }) => kind === "group");
}

/** Whether the last element before the form's closing bracket, blanks aside, is a comment. */
export function endsInComment(tree: SyntaxTree, index: number): boolean {
  let at = tree.after(index) - 2;
  while (tree.kind(at) === SyntaxKind.Whitespace || tree.kind(at) === SyntaxKind.Newline) {
    at--;
  }
  return at > index && tree.kind(at) === SyntaxKind.Comment;
}
