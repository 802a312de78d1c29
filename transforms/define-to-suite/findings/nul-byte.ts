// A NUL byte ends the input for the reference reader; what stands behind it never ran.

import { finding } from "../../../src/finding/finding.js";
import type { FindingRule } from "../judge/reading.js";
import { withStop } from "../judge/reading-stop.js";

export const nulByte: FindingRule = {
  code: "nul-byte",
  severity: "refuse",
  summary: "the file holds a NUL byte, which ends the input for the reader",
  hint: "remove the NUL byte, and look at what stands behind it",
  explanation: `The Valk reader takes a NUL byte for the end of the input: whatever follows it is never
evaluated, and no error is printed. Tests that stand behind it never ran, so that migrating
them would change what the file does.`,
  example: `(test/suite "Cut")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
\0(test/define "never registered" {true})
`,
  check: ({ script, dialect }) =>
    script.tree.diagnostics
      .filter(({ code }) => code === "read-nul-byte")
      .map(({ span }, index) => {
        const message = index === 0 ? withStop(SAID, { script, dialect }, span.start, true) : SAID;
        return finding(nulByte, span, message);
      }),
};

const SAID = "a NUL byte ends the input";
