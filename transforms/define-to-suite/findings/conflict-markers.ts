// Merge conflict markers are valid symbols for the reader, so that nothing else notices them.

import { finding } from "../../../src/finding/finding.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { FindingRule } from "../judge/reading.js";
import { withStop } from "../judge/reading-stop.js";

const MARKER = /^(?:<{7}|={7}|>{7})$/;

export const conflictMarkers: FindingRule = {
  code: "conflict-markers",
  severity: "refuse",
  summary: "the file holds the markers of an unresolved merge",
  hint: "resolve the merge, then migrate again",
  explanation: `Both sides of an unresolved merge stand in the file, between lines of <<<<<<<, ======= and
>>>>>>>. To the reader these are ordinary symbols, so that every test of both sides would be
migrated, twice over. To the interpreter they are names that nothing binds: the script stops at the
first of them, prints an error and exits with status 0. It stays as it is.`,
  example: `(test/suite "Merged")
<<<<<<< ours
(test/define "adds" {== (+ 1 2) 3})
=======
(test/define "adds" {== 3 (+ 1 2)})
>>>>>>> theirs
(test/run)
`,
  check: ({ script, dialect }) =>
    script.tree.source.includes("<<<<<<<")
      ? script.items
          .filter(({ node }) => node.kind === SyntaxKind.Symbol && MARKER.test(node.text))
          .map(({ node }, index) => {
            const { summary } = conflictMarkers;
            const isFirst = index === 0;
            const message = isFirst ? withStop(summary, { script, dialect }, node.start) : summary;
            return finding(conflictMarkers, node.span, message);
          })
      : [],
};
