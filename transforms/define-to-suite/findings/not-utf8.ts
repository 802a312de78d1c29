// Text that is not UTF-8 cannot be read and written back without a change. Reported by the
// runner, which sees the bytes.

import type { FindingKind } from "../../../src/finding/finding.js";

/** The way out for those who run a transform by this command. */
export function convertFor(command: string): string {
  return `convert the file to UTF-8, then ${command} again`;
}

export const notUtf8: FindingKind = {
  code: "not-utf8",
  severity: "refuse",
  summary: "the file mentions the test API but is not UTF-8",
  hint: convertFor("migrate"),
  explanation: `The file holds bytes that are not UTF-8. Reading and writing it as text would replace them, and
nothing outside the migrated forms may change. It stays as it is.`,
  example: `; the encoding of this comment would be Latin-1
(test/suite "Encoded")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
`,
};
