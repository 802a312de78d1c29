// A body that reads a local of the old runner, which every body used to see.

import { SyntaxKind } from "../../syntax/kinds.js";
import type { SyntaxNode, SyntaxTree } from "../../syntax/tree.js";
import { finding } from "../finding.js";
import { namesBoundBy } from "../load-graph.js";
import type { FindingRule } from "../reading.js";
import { dataIn, itemsOf } from "../script.js";

/** What the old runner bound where it evaluated a body (djmittens/valkyria 755536a, src/modules/test.valk). */
const RUNNER_LOCALS: ReadonlySet<string> = new Set([
  "test",
  "test-name",
  "test-body",
  "start-time",
]);

export const oldLocals: FindingRule = {
  code: "old-locals",
  severity: "refuse",
  summary: "a test body reads a name that the old runner bound around it",
  hint: "rename the variable, or bind it in the body before it is read",
  explanation: `The old runner evaluated each body among its own locals, so that a body saw test, test-name,
test-body and start-time, and a global of the file with such a name was hidden from it. The new
framework shows a body nothing of its own. A body that reads one of these names without binding it
first would mean something else after the migration.`,
  example: `(test/suite "Sees the runner")
(def {start-time} 0)
(test/define "reads a hidden global" {== start-time 0})
(test/run)
`,
  check: ({ script }) =>
    itemsOf(script, "registration")
      .filter(({ mode, body }) => mode === "sync" && mentionsLocal(body))
      .flatMap(({ body }) => readsOfLocals(body))
      .map((node) =>
        finding(oldLocals, node.span, `reads ${node.text}, a local of the old runner`),
      ),
};

/** A cheap look at the tokens, since hardly any body has such a name. */
function mentionsLocal({ tree, index }: SyntaxNode): boolean {
  for (let at = index; at < tree.after(index); at++) {
    if (tree.kind(at) === SyntaxKind.Symbol && isLocalName(tree, at)) {
      return true;
    }
  }
  return false;
}

function isLocalName(tree: SyntaxTree, index: number): boolean {
  const first = tree.source.charCodeAt(tree.start(index));
  return (first === 116 || first === 115) && RUNNER_LOCALS.has(tree.text(index)); // t s
}

/** The symbols that name such a local before the body binds the name itself. */
function readsOfLocals(body: SyntaxNode): readonly SyntaxNode[] {
  const bound = new Set<string>();
  return [...dataIn(body)].filter((datum) => {
    for (const { text } of namesBoundBy(datum)) {
      bound.add(text);
    }
    const isName = datum.kind === SyntaxKind.Symbol && RUNNER_LOCALS.has(datum.text);
    return isName && !bound.has(datum.text);
  });
}
