// The name or the run of a suite inside another form, where neither can become part of a pipeline.

import { finding } from "../../../src/finding/finding.js";
import { EFFECT_NAMES, isFlagName, REGISTRATIONS } from "../../../src/framework/framework-api.js";
import type { ApiUse } from "../../../src/program/api-use.js";
import type { Script } from "../../../src/program/script.js";
import { isDatumKind } from "../../../src/syntax/kinds.js";
import { isSymbol } from "../../../src/syntax/tree.js";
import type { FindingRule } from "../judge/reading.js";

export const nestedCall: FindingRule = {
  code: "nested-call",
  severity: "refuse",
  summary: "a suite is named or run inside another form",
  hint: "name and run the suite with top-level forms",
  explanation: `The name of a suite becomes the head of the pipeline and its run the end: both have to be top-level
forms. Inside a function or a condition, whether and when they happen cannot be told from the text.
The same goes for calls of the test API in quoted data of a file that evaluates data.`,
  example: `(test/define "adds" {== (+ 1 2) 3})
(fun {main args} {do (test/suite "Late") (test/run)})
(main {})
`,
  check: ({ script }) =>
    misplacedCalls(script).map(({ node, name }) =>
      finding(nestedCall, node.span, `${name} is not a top-level form here`),
    ),
};

/** The calls that name or run a suite inside another form, in the order of the text. */
export function misplacedCalls(script: Script): readonly ApiUse[] {
  const evaluates = evaluatesData(script);
  return script.uses.filter((use) => isMisplaced(use, evaluates));
}

function isMisplaced({ name, role, item, inBody, quoted }: ApiUse, evaluates: boolean): boolean {
  const isMeant = (role === "call" || role === "value") && EFFECT_NAMES.has(name) && !inBody;
  if (quoted) {
    return isMeant && evaluates;
  }
  // What the effects of a form are is told by itself, and so is what a pipeline holds.
  const isEffect = name in REGISTRATIONS || isFlagName(name);
  return isMeant && item.kind !== "pipeline" && !isEffect;
}

/** Whether data that names the test API may become code outside the test bodies. */
export function evaluatesData({ items, uses }: Script): boolean {
  // Nearly no file quotes such a name; then it need not be searched.
  return (
    uses.some(({ quoted }) => quoted) &&
    items.some((item) => {
      const { tree, index } = item.node;
      const body = item.kind === "registration" ? item.body.index : -1;
      for (let at = index; at < tree.after(index); ) {
        if (at === body) {
          at = tree.after(at);
          continue;
        }
        if (isDatumKind(tree.kind(at)) && isSymbol(tree.node(at), "eval")) {
          return true;
        }
        at++;
      }
      return false;
    })
  );
}
