// Whether a file that does not read has to do with either test API at all: what is wrong with any
// other file is none of a migration's business. Asked of broken files only, so it may look closely.

import { isOldInternalName, LIST_ENTRY_NAMES, PUBLIC_NAMES } from "../framework/framework-api.js";
import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxTree } from "../syntax/tree.js";
import { roleOf } from "./api-use.js";
import type { Script } from "./script.js";
import { blankComments, countTests, hasOpenString } from "./test-calls.js";

/** Whether its code names something of either API. Linear in its size. */
export function mentionsApi(script: Script): boolean {
  const { tree } = script;
  if (tree.allOfKind(SyntaxKind.Symbol).some((index) => isApiName(tree, index))) {
    return true;
  }
  // With a quotation mark too few, code may seem to be a string.
  return hasOpenString(tree) && mentionsInText(script);
}

function mentionsInText(script: Script): boolean {
  const text = blankComments(script.tree.source);
  const tests = countTests(script);
  return tests.old + tests.new > 0 || [...PUBLIC_NAMES].some((name) => text.includes(name));
}

function isApiName(tree: SyntaxTree, index: number): boolean {
  const name = tree.text(index);
  if (PUBLIC_NAMES.has(name) || isOldInternalName(name)) {
    return true;
  }
  // `test` is a word that any program may use; an entry of a list has a name behind it.
  const node = LIST_ENTRY_NAMES.has(name) ? tree.node(index) : undefined;
  return node?.nextElement?.kind === SyntaxKind.String && roleOf(node) === "call";
}
