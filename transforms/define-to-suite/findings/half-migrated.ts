// Old registrations beside a finished pipeline that were meant for it, as a merge leaves them.

import { finding } from "../../../src/finding/finding.js";
import type { FindingRule } from "../judge/reading.js";
import { readUnfinished } from "../judge/unfinished.js";

export const halfMigrated: FindingRule = {
  code: "half-migrated",
  severity: "review",
  summary: "a registration of the old API beside a pipeline becomes a stage of it",
  hint: "check that the test belongs to this suite",
  explanation: `Somebody migrated this file while somebody else added a test to it in the old style, and a merge
kept both. On its own the old call does not run with the suite: a pipeline runs its own tests, and
on the module for both APIs the old registration makes the old registry run instead. So the file is
finished: what stands among the stages becomes a stage where it stands, what stands above the
pipeline becomes its first stages. These tests have not run with this suite before.`,
  example: `(-> (test/suite "Half done")
    (test/add "adds" {== (+ 1 2) 3})
(test/define "left over by a merge" {== (+ 2 2) 4})
    (test/run))
`,
  check: ({ script }) => {
    const unfinished = readUnfinished(script);
    if (unfinished?.kind !== "unfinished") {
      return [];
    }
    const forms = [...unfinished.above.map(({ form }) => form), ...unfinished.inside];
    return forms.map(({ node, args }) =>
      finding(halfMigrated, node.span, `${args[0]?.text} becomes a stage of the pipeline`),
    );
  },
};
