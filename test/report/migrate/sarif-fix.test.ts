// Fixes in SARIF where a file begins with a byte order mark, which is no part of its text there.

import { expect, test } from "vitest";
import { sarifFix } from "../../../src/report/migrate/sarif-fix.js";

const fixOf = (source: string, end: number, newText: string) =>
  sarifFix(
    {
      path: "a.valk",
      status: "changed",
      source,
      newText,
      findings: [],
      tests: { old: 0, new: 0 },
      edits: [{ span: { start: 0, end }, newText }],
    },
    { uri: "a.valk" },
  ).artifactChanges[0]?.replacements[0];

test.each([
  ["(a)", 3, "(b)", 4, "(b)"],
  ["\ufeff(a)", 4, "\ufeff(b)", 4, "(b)"],
])("of %j", (source, end, newText, endColumn, text) => {
  expect(fixOf(source, end, newText)).toEqual({
    deletedRegion: { startLine: 1, startColumn: 1, endLine: 1, endColumn },
    insertedContent: { text },
  });
});
