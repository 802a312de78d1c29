// A file that could change, but not without another that must stay as it is.

import { type Finding, type FindingKind, finding } from "../finding/finding.js";

export const graphBlocked: FindingKind = {
  code: "graph-blocked",
  severity: "refuse",
  summary: "another file that has to change together with this one stays as it is",
  hint: "see to the file that is named; then both can change",
  explanation: `Files that load tests or registering functions from one another change together or not at all: a
migrated file that loads an old one would lose the tests of that file, and the other way round. One
file of this group has a finding of its own, or its change failed its proof. The message names it.`,
  example: `(load "test/wrong_cases.valk")
(test/suite "Waits for its cases")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
`,
  otherFiles: {
    "test/wrong_cases.valk": '(test/define "has no body")\n',
  },
};

/** Where a file stands in the way of those that change together with it. */
export interface Obstruction {
  readonly path: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** What is the matter there, as a verb with its object: "has no-run". */
  readonly what: string;
}

/** Says of a file, as a whole, that another one keeps it as it is. */
export function blockedBy({ path, line, column, what }: Obstruction): Finding {
  return blockedFor(`${path}:${line}:${column}, which changes together with it, ${what}`);
}

/** The same for a reason that is no single place. */
export function blockedFor(message: string): Finding {
  return finding(graphBlocked, { start: 0, end: 0 }, message);
}
