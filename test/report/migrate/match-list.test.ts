// What a search prints of each kind of file.

import { expect, test } from "vitest";
import { createTextReport } from "../../../src/report/migrate/text.js";
import { someFiles, writeReport } from "./run-reports.js";

test("a search lists places as it goes, and files that cannot be read like any run", () => {
  const text = writeReport(createTextReport, someFiles, { run: { isSearch: true } });
  expect(text).toContain("test/e\\x1b[2Jvil\\x0a.valk:1:12: (test/old) REVIEW INFO\n");
  expect(text).toContain("test/blocked.valk: blocked, left as it is\n");
  expect(text).toMatch(/\n\n\d+ matches in \d+ files?\n$/);
  expect(text).not.toContain("Summary");
});
