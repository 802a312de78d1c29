// One test in both styles: what a merge leaves when one side migrated it and the other changed it.

import { type Finding, finding } from "../../../src/finding/finding.js";
import { readLedger, type TestEntry } from "../../../src/program/ledger.js";
import { itemsOf } from "../../../src/program/script.js";
import type { FindingRule } from "../judge/reading.js";

export const testInBoth: FindingRule = {
  code: "test-in-both",
  severity: "refuse",
  dependsOnRun: true,
  summary: "the test stands in the old style and in the new one",
  hint: "keep the one that is meant, most often the new one with the other side's change",
  explanation: `Every test is written once: as a registration, or in a suite. A test that stands in both
was doubled, most often by a merge in which one side had migrated it while the other had edited it.
Migrating the old one would add it a second time, and whether the two still say the same, or which
of them counts, is for a person to see. Within a file two tests are one when their names are the
same; in two files of a repository, which valk-codemod check compares, when suite, name and body
are.`,
  example: `(test/define "adds" {== (+ 1 2) 3})
(-> (test/suite "Merged")
    (test/add "adds" {== (+ 1 2) 3})
    (test/run))
`,
  check: ({ script }) =>
    itemsOf(script, "pipeline").length > 0 ? inOneFile(readLedger(script)) : [],
};

function inOneFile(entries: readonly TestEntry[]): readonly Finding[] {
  const added = new Map(
    entries.filter(({ style }) => style !== "old").map((entry) => [entry.name, entry]),
  );
  return entries.flatMap((entry) => {
    const twin = entry.name === undefined ? undefined : added.get(entry.name);
    if (entry.style !== "old" || twin === undefined) {
      return [];
    }
    const { node } = twin;
    const { line } = node.tree.lines.position(node.start);
    const bodies = twin.body === entry.body ? "the same body" : "another body";
    const message = `"${entry.name}" stands at line ${line} in the new style, with ${bodies}`;
    return [finding(testInBoth, entry.node.span, message)];
  });
}
