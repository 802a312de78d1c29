// A helper module that changes while some of its callers stay old.

import { type Finding, type FindingKind, finding } from "../../../src/finding/finding.js";

export const oldCallers: FindingKind = {
  code: "old-callers",
  severity: "review",
  summary: "files that stay old call functions of this module, which will make stages",
  hint: "keep the module for both APIs (framework compat) until these files are migrated",
  explanation: `The functions of this file registered tests and will answer stages. Its callers that stay old still
register by them, in the same order: on the module for both APIs a stage is an entry of the registry
as well, which a run of the old style runs. On the final module these callers would lose tests, so
that it is not installed before they are migrated, one by one or together.`,
  example: `(fun {case name body} {test/define name body})
`,
  otherFiles: {
    "test/test_stays_old.valk": `(load "test/example.valk")
(test/suite "Stays old")
(case "adds" {== (+ 1 2) 3})
(test/define "has no body")
(test/run {})
`,
  },
};

/** The finding of a module, with the callers that stay old. */
export function oldCallersOf(paths: readonly string[]): Finding {
  const others = paths.length > 1 ? ` and ${paths.length - 1} more` : "";
  const verb = paths.length > 1 ? "call" : "calls";
  return finding(
    oldCallers,
    { start: 0, end: 0 },
    `${paths[0]}${others} still ${verb} it from an old file`,
  );
}
