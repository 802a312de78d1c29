// A call of the test API that is not a top-level form: its value does not reach a pipeline.

import { isDatumKind } from "../../syntax/kinds.js";
import { isSymbol } from "../../syntax/tree.js";
import type { ApiUse } from "../api-use.js";
import { finding } from "../finding.js";
import { EFFECT_NAMES, REGISTRATIONS } from "../framework-api.js";
import type { FindingRule } from "../reading.js";
import type { Script } from "../script.js";

export const nestedCall: FindingRule = {
  code: "nested-call",
  severity: "refuse",
  summary: "the test API is used inside a function, condition, loop or other form",
  hint: "register this test with a top-level form",
  explanation: `A registration is an effect on the old framework and a value in the new one. As a top-level form
it becomes a stage of the pipeline. Inside a helper function, a condition, a loop or a callback
its value has to travel to the pipeline, and where it cannot, the test would silently vanish.`,
  example: `(test/suite "Nested")
(fun {case name body} {test/define name body})
(case "adds" {== (+ 1 2) 3})
(test/run)
`,
  check: ({ script }) => {
    const evaluates = evaluatesData(script);
    return script.uses
      .filter((use) => isEffect(use) && !use.inBody && (!use.quoted || evaluates))
      .map(({ node, name }) =>
        finding(nestedCall, node.span, `${name} is not a top-level form here`),
      );
  },
};

/** Whether the name means the call; in a pipeline all but the old registrations belong there. */
function isEffect({ name, role, item }: ApiUse): boolean {
  const isMeant = role === "call" || role === "value";
  return isMeant && EFFECT_NAMES.has(name) && (item.kind !== "pipeline" || name in REGISTRATIONS);
}

/** Whether data of the file may become code outside the test bodies. */
export function evaluatesData({ items }: Script): boolean {
  return items.some((item) => {
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
  });
}
