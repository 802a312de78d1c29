// What can be wrong with a suppression comment itself.

import type { LintKind } from "../lint-finding.js";

export const unreasonedSuppression: LintKind = {
  code: "unreasoned-suppression",
  severity: "error",
  summary: "a suppression comment without a reason suppresses nothing",
  hint: "write the code and then the reason: ; valk-codemod-disable-next-line leak shown on purpose",
  explanation: `A suppression is an exception to a rule, and the next reader has to know why it is one. A comment
that names no code, or gives no reason, is reported and has no effect.`,
  example: `; valk-codemod-disable-next-line redefinition
(def {x} 1)
`,
};

export const unusedSuppression: LintKind = {
  code: "unused-suppression",
  severity: "warning",
  summary: "a suppression comment that suppresses nothing",
  hint: "remove the comment",
  explanation: `Nothing with this code is found where the comment looks: the reason is gone, or the comment stands
in the wrong place. A comment that stays would hide the next mistake there.`,
  example: `; valk-codemod-disable-next-line leak it used to be one
(def {x} 1)
`,
};
