// What can be wrong with a suppression comment itself. A comment that names no code at all is told of
// by the migration and by the linter, each in words and severities of its own, which scripts know.

import type { FindingKind } from "./finding.js";

const unacceptable = "mend or remove the comment that it speaks of";

export const suppressionNoReason: FindingKind = {
  code: "suppression-no-reason",
  severity: "review",
  summary: "a suppression comment without a code or without a reason suppresses nothing",
  hint: "write the code, then the reason: ; valk-codemod-disable-next-line CODE why it is all right",
  explanation: `A suppression is an exception, and the next reader has to know why it is one. A comment that
names no code, or gives no reason, is reported and has no effect.`,
  example: `; valk-codemod-disable-next-line forms-after-run
(test/suite "Excused")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
`,
  unacceptable,
};

export const suppressionUnknown: FindingKind = {
  code: "suppression-unknown",
  severity: "review",
  summary: "a suppression comment names a code that no finding has",
  hint: "valk-codemod explain lists all codes",
  explanation: `Nothing is ever reported under this code, or no comment may accept it, so that the comment
suppresses nothing. Most often the code, or the word behind valk-codemod-disable, is misspelled, and
what the comment was meant for is reported all the same.`,
  example: `; valk-codemod-disable-next-line form-after-run printed on purpose
(test/suite "Misspelled")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
`,
  unacceptable,
};

export const suppressionUnused: FindingKind = {
  code: "suppression-unused",
  severity: "info",
  summary: "a suppression comment suppresses nothing",
  hint: "remove the comment",
  explanation: `Nothing with this code is found where the comment looks: the file was migrated or mended since,
or the comment stands in the wrong place. It speaks of the next line alone, behind code of its
own line, or of the whole file as valk-codemod-disable-file. A comment that stays would hide the
next mistake there; valk-codemod check --prune-suppressions takes it out.`,
  example: `; valk-codemod-disable-next-line several-runs there used to be two
(test/suite "Mended")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
`,
  unacceptable,
};

export const unreasonedSuppression: FindingKind = {
  code: "unreasoned-suppression",
  severity: "refuse",
  summary: "a suppression comment without a reason suppresses nothing",
  hint: "write the code and then the reason: ; valk-codemod-disable-next-line leak shown on purpose",
  explanation: `A suppression is an exception to a rule, and the next reader has to know why it is one. A comment
that names no code, or gives no reason, is reported and has no effect.`,
  example: `; valk-codemod-disable-next-line redefinition
(def {x} 1)
`,
  unacceptable,
};

export const unusedSuppression: FindingKind = {
  code: "unused-suppression",
  severity: "review",
  summary: "a suppression comment that suppresses nothing",
  hint: "remove the comment",
  explanation: `Nothing with this code is found where the comment looks: the reason is gone, or the comment stands
in the wrong place. A comment that stays would hide the next mistake there.`,
  example: `; valk-codemod-disable-next-line leak it used to be one
(def {x} 1)
`,
  unacceptable,
};
