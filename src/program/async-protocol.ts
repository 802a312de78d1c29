// Which protocol the async tests of a framework module speak.

import { readForm } from "../syntax/form.js";
import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxTree } from "../syntax/tree.js";
import { treeOf } from "../syntax/tree-of.js";

const AWAITING: ReadonlySet<string> = new Set(["aio/await", "aio/within"]);

// Asked for with every file that the same runner runs.
const known = new WeakMap<SyntaxTree, boolean>();

/** Whether the runner of a module awaits a handle of each async test in place of calling done. */
export function awaitsHandles(moduleText: string): boolean {
  const tree = treeOf(moduleText);
  const answer = known.get(tree) ?? hasAwaiting(tree);
  known.set(tree, answer);
  return answer;
}

function hasAwaiting(tree: SyntaxTree): boolean {
  return tree.allOfKind(SyntaxKind.Symbol).some((at) => {
    const form = AWAITING.has(tree.text(at)) ? tree.node(at).parent : undefined;
    return form !== undefined && AWAITING.has(readForm(form)?.name ?? "");
  });
}
