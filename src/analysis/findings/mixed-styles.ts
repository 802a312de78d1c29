// Old registrations beside a pipeline: after a merge, or half way through a migration by hand.

import { finding } from "../finding.js";
import type { FindingRule } from "../reading.js";
import { itemsOf, usesOldApi } from "../script.js";

export const mixedStyles: FindingRule = {
  code: "mixed-styles",
  severity: "refuse",
  summary: "the file has a pipeline of the new API beside calls of the old one",
  hint: "finish the file by hand: move the old registrations into the pipeline",
  explanation: `A pipeline runs its own suite and ends the process, so that what the old calls register may
never run, or run as a suite of its own on the compat module. Which suite a test belongs to is for
its author to say.`,
  example: `(test/define "left over" {== (+ 1 2) 3})
(-> (test/suite "Half done")
    (test/add "adds" {== (+ 1 2) 3})
    (test/run))
`,
  check: ({ script }) => {
    const [pipeline] = itemsOf(script, "pipeline");
    const loadsParts = itemsOf(script, "load").some(({ part }) => part !== undefined);
    return pipeline !== undefined && (usesOldApi(script) || loadsParts)
      ? [finding(mixedStyles, pipeline.node.span)]
      : [];
  },
};
