// Which protocol the async tests of a framework module speak.

import { readForm } from "../syntax/form.js";
import { SyntaxKind } from "../syntax/kinds.js";
import { treeOf } from "../syntax/tree-of.js";

const AWAITING: ReadonlySet<string> = new Set(["aio/await", "aio/within"]);

/** Whether the runner of a module awaits a handle of each async test in place of calling done. */
export function awaitsHandles(moduleText: string): boolean {
  const tree = treeOf(moduleText);
  for (let at = 0; at < tree.size; at++) {
    const isName = tree.kind(at) === SyntaxKind.Symbol && AWAITING.has(tree.text(at));
    const form = isName ? tree.node(at).parent : undefined;
    if (form !== undefined && AWAITING.has(readForm(form)?.name ?? "")) {
      return true;
    }
  }
  return false;
}
