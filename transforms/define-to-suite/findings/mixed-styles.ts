// Old registrations beside a pipeline that cannot be finished for certain.

import { finding } from "../../../src/finding/finding.js";
import { itemsOf } from "../../../src/program/script.js";
import type { FindingRule } from "../judge/reading.js";
import { readUnfinished } from "../judge/unfinished.js";

export const mixedStyles: FindingRule = {
  code: "mixed-styles",
  severity: "refuse",
  summary: "the file has a pipeline of the new API beside calls of the old one",
  hint: "finish the file by hand: move the old registrations into the pipeline",
  explanation: `A pipeline runs its own suite, and in 2026-01 ends the process, so that what the old calls register
may never run, or run as a suite of its own on the compat module. Registrations that stand among the
stages or above the pipeline are made stages of it. Which suite any other call belongs to is for the
file's author to say.`,
  example: `(test/suite "Another one")
(test/define "left over" {== (+ 1 2) 3})
(-> (test/suite "Half done")
    (test/add "adds" {== (+ 1 2) 3})
    (test/run))
`,
  check: ({ script, member }) => {
    const unfinished = readUnfinished(script);
    if (unfinished?.kind === "unfinishable") {
      const message = `cannot be finished: ${unfinished.reason}`;
      return [finding(mixedStyles, unfinished.node.span, message)];
    }
    const [pipeline] = itemsOf(script, "pipeline");
    const loadsParts = itemsOf(script, "load").some(({ part }) => part !== undefined);
    const isShared = loadsParts || (member !== undefined && unfinished !== undefined);
    return pipeline !== undefined && isShared
      ? [finding(mixedStyles, pipeline.node.span, SHARED)]
      : [];
  },
};

const SHARED = "cannot be finished: it shares tests with other files";
