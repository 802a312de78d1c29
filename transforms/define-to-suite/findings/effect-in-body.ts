// A test body that registers tests, renames the suite or runs it.

import { finding } from "../../../src/finding/finding.js";
import { EFFECT_NAMES, REGISTRATIONS, STAGES } from "../../../src/framework/framework-api.js";
import type { ApiUse } from "../../../src/program/api-use.js";
import { readForm } from "../../../src/syntax/form.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";
import type { FindingRule } from "../judge/reading.js";

export const effectInBody: FindingRule = {
  code: "effect-in-body",
  severity: "refuse",
  summary: "a test body calls the test API",
  hint: "test the framework's behaviour in a file of its own, kept on the compat module",
  explanation: `The body of a test runs while the suite runs. A call of test/define, test/suite or the like in
it changed the global registry under the runner. In the new framework the same call would return
a value that nobody uses, and the test would mean something else. test/assert and test/assert-eq
are what bodies may call. A body that a condition, a loop or a function registers must not call
test/add either, with which its own test is written.`,
  example: `(test/suite "Renames itself")
(test/define "renames" {do (test/suite "Other") true})
(test/run)
`,
  check: ({ script, target }) =>
    script.uses
      .filter((use) => !use.quoted && (isEffect(use) || (target === "builder" && isStage(use))))
      .map(({ node, name }) => finding(effectInBody, node.span, `${name} in a test body`)),
};

function isEffect({ name, inBody }: ApiUse): boolean {
  return inBody && EFFECT_NAMES.has(name);
}

/** Below a form that registers in its own way a body is not told from what makes its test. */
function isStage({ name, role, item, node }: ApiUse): boolean {
  const isCall = role === "call" && Object.values(STAGES).includes(name);
  return isCall && item.kind !== "registration" && isInBody(node);
}

function isInBody(node: SyntaxNode): boolean {
  for (let inner = node; inner.parent !== undefined; inner = inner.parent) {
    const form = readForm(inner.parent);
    const isRegistration = form !== undefined && form.name in REGISTRATIONS;
    if (isRegistration && form.args[1]?.is(inner) === true) {
      return true;
    }
  }
  return false;
}
