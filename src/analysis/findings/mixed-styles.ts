// Old registrations beside a pipeline that cannot be finished for certain.

import { finding } from "../finding.js";
import type { FindingRule } from "../reading.js";
import { readUnfinished } from "../unfinished.js";

export const mixedStyles: FindingRule = {
  code: "mixed-styles",
  severity: "refuse",
  summary: "the file has a pipeline of the new API beside calls of the old one",
  hint: "finish the file by hand: move the old registrations into the pipeline",
  explanation: `A pipeline runs its own suite and ends the process, so that what the old calls register may
never run, or run as a suite of its own on the compat module. Registrations that stand among the
stages or above the pipeline are made stages of it. Which suite any other call belongs to, and which
of two versions of a test counts, is for the file's author to say.`,
  example: `(test/suite "Another one")
(test/define "left over" {== (+ 1 2) 3})
(-> (test/suite "Half done")
    (test/add "adds" {== (+ 1 2) 3})
    (test/run))
`,
  check: ({ script }) => {
    const unfinished = readUnfinished(script);
    return unfinished?.kind === "unfinishable"
      ? [finding(mixedStyles, unfinished.node.span, `cannot be finished: ${unfinished.reason}`)]
      : [];
  },
};
