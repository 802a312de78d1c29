// The rename of a global, as the command `rename` makes it: in all files that loads connect, or in none.

import { refusalOfNames } from "../../transforms/rename/rename-names.js";
import { renameTransform } from "../../transforms/rename/rename-transform.js";
import type { PlannedChange } from "../outcome/planned-file.js";
import { plan } from "../plan/plan.js";
import { nameUses } from "../program/name-uses.js";
import { readNoSuite } from "../program/suite-facts.js";
import { SyntaxKind } from "../syntax/kinds.js";
import type { Span } from "../syntax/span.js";
import { treeOf } from "../syntax/tree-of.js";
import { changesOf, Refusal } from "./change.js";
import type { View } from "./view.js";

/** The global that stands at an offset; undefined where there is none, or only a local. */
export function globalAt(text: string, offset: number): { name: string; span: Span } | undefined {
  const tree = treeOf(text);
  // A cursor behind the last character of a name means it, too.
  const symbols = [offset, offset - 1]
    .filter((at) => at >= 0 && at < text.length)
    .map((at) => tree.node(tree.tokenAt(at)));
  const node = symbols.find(({ kind }) => kind === SyntaxKind.Symbol);
  const isGlobal =
    node !== undefined &&
    nameUses(tree, node.text).some(
      ({ role, node: use }) =>
        use.index === node.index && (role === "definition" || role === "global"),
    );
  return isGlobal ? { name: node.text, span: node.span } : undefined;
}

/** The files that change, each with its proof. Throws Refusal. */
export function planRename(
  from: string,
  to: string,
  path: string,
  view: View,
): readonly PlannedChange[] {
  const refusal = refusalOfNames(from, to);
  if (refusal !== undefined) {
    throw new Refusal(refusal.message);
  }
  const planned = plan({
    ...view.plain,
    transform: renameTransform(from, to),
    marks: [from],
    readSuite: readNoSuite,
  });
  return changesOf(planned, path, new Set(planned.results.map((file) => file.path)));
}
