// A body that reads a local of the old runner, which every body used to see.

import { finding } from "../../../src/finding/finding.js";
import { bindingsInPlace } from "../../../src/program/bindings-in-place.js";
import { namesBoundBy } from "../../../src/program/load-graph.js";
import { dataIn, itemsOf } from "../../../src/program/script.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxNode, SyntaxTree } from "../../../src/syntax/tree.js";
import type { FindingRule } from "../judge/reading.js";
import { RUNNER_LOCALS } from "../judge/runner-names.js";

export const oldLocals: FindingRule = {
  code: "old-locals",
  severity: "refuse",
  summary: "a test body uses a name that the runner binds around it",
  hint: "rename the variable, or bind it in the body before it is read",
  explanation: `The old runner evaluated each body among its own locals, so that a body saw test, test-name,
test-body and start-time, and a global of the file with such a name was hidden from it. The new
framework shows a body nothing of its own. A body that reads one of these names without binding it
first would mean something else after the migration. One that binds test-name renamed its test on
the way. The list runner of the list target evaluates bodies among ctx, skip-suite and debug, too.`,
  example: `(test/suite "Sees the runner")
(def {start-time} 0)
(test/define "reads a hidden global" {== start-time 0})
(test/run)
`,
  check: ({ script, target }) => {
    const { visible, readAfter } = RUNNER_LOCALS[target];
    const bodies = itemsOf(script, "registration")
      .filter(({ mode, body }) => mode === "sync" && mentions(body, visible))
      .map(({ body }) => body);
    return [
      ...bodies
        .flatMap((body) => readsOfLocals(body, visible))
        .map((node) => finding(oldLocals, node.span, `reads ${node.text}, a local of the runner`)),
      ...bodies
        .flatMap((body) => bindingsInPlace(body).flatMap(namesBoundBy))
        .filter(({ text }) => readAfter.has(text))
        .map((node) => finding(oldLocals, node.span, `binds ${node.text}, a local of the runner`)),
    ];
  },
};

/** A cheap look at the tokens, since hardly any body has such a name. */
function mentions({ tree, index }: SyntaxNode, names: ReadonlySet<string>): boolean {
  return tree
    .allOfKind(SyntaxKind.Symbol, index, tree.after(index))
    .some((at) => isOneOf(tree, at, names));
}

function isOneOf(tree: SyntaxTree, index: number, names: ReadonlySet<string>): boolean {
  const first = tree.source.charCodeAt(tree.start(index));
  return INITIALS.has(first) && names.has(tree.text(index));
}

const INITIALS: ReadonlySet<number> = new Set(
  [...RUNNER_LOCALS.list.visible].map((name) => name.charCodeAt(0)),
);

/** The symbols that name such a local before the body binds the name itself. */
function readsOfLocals(body: SyntaxNode, locals: ReadonlySet<string>): readonly SyntaxNode[] {
  const bound = new Set<string>();
  return [...dataIn(body)].filter((datum) => {
    for (const { text } of namesBoundBy(datum)) {
      bound.add(text);
    }
    const isName = datum.kind === SyntaxKind.Symbol && locals.has(datum.text);
    return isName && !bound.has(datum.text);
  });
}
