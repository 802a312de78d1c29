// An old file beside a file of its group that is migrated already, as after a merge.

import { finding } from "../../../src/finding/finding.js";
import { itemsOf } from "../../../src/program/script.js";
import { findSuiteFunction } from "../../../src/program/suite-functions.js";
import type { FindingRule } from "../judge/reading.js";

export const loadsMigrated: FindingRule = {
  code: "loads-migrated",
  severity: "refuse",
  summary:
    "the tests of a loaded file are a function of the suite already, which nothing here calls",
  hint: "restore the migrated one, by git restore or by valk-codemod undo with the run that wrote it (valk-codemod runs), then migrate both in one run",
  explanation: `A file of tests that is migrated registers nothing when it is loaded: its loader names its
function among the stages. This file is still of the old style, so that those tests do not run with
it, and as a pipeline of its own it would go on without them. A merge leaves such files, and so does
a run that was killed while it wrote, if one of them was edited since; if none was, the same command
goes on from there.`,
  example: `(load "test/migrated_cases.valk")
(test/suite "Left behind")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
`,
  otherFiles: {
    "test/migrated_cases.valk":
      '(fun {migrated-cases-tests suite} {-> suite\n    (test/add "is migrated" {true})})\n',
  },
  check: ({ script, loads, member, target }) => {
    if (itemsOf(script, "pipeline").length > 0) {
      return [];
    }
    const own = member?.part === undefined ? undefined : findSuiteFunction(script);
    const found = loads.flatMap(({ item, files }) =>
      files
        .filter(({ makesStages, callsStages, runs }) => {
          // Helpers that answer stages are no parts of a list.
          const isMigrated = makesStages || (target === "list" && callsStages);
          return isMigrated && !runs;
        })
        .map(({ path }) =>
          finding(loadsMigrated, item.node.span, `${path} is migrated, this file is not`),
        ),
    );
    return own === undefined
      ? found
      : [...found, finding(loadsMigrated, own.span, "this part of the file is migrated already")];
  },
};
