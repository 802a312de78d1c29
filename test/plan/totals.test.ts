import { expect, test } from "vitest";
import { assertAllCounted, describeTotals, fileCount, NO_TOTALS } from "../../src/plan/totals.js";
import { settleTotals } from "../../src/write/settle-totals.js";

test("a file that got lost is noticed", () => {
  expect(() => assertAllCounted(2, { ...NO_TOTALS, changed: 1 })).toThrow(
    "2 files went in, 1 came out",
  );
  expect(() => assertAllCounted(1, { ...NO_TOTALS, failed: 1 })).not.toThrow();
});

test("what was not written is taken back", () => {
  const one = {
    ...NO_TOTALS,
    changed: 1,
    testsMigrated: 3,
    testsNew: 1,
    suites: 1,
    commentsKept: 2,
    blocksMigrated: 2,
    blocksLeft: 1,
    suppressed: 0,
  };
  const planned = new Map(["a", "b", "c", "module"].map((path) => [path, one]));
  const totals = {
    ...NO_TOTALS,
    changed: 4,
    unchanged: 5,
    testsMigrated: 12,
    testsNew: 4,
    suites: 4,
    edits: 6,
    commentsKept: 8,
    blocksMigrated: 8,
    blocksLeft: 4,
    suppressed: 0,
  };
  const settled = settleTotals(totals, planned, {
    written: ["a", "module"],
    failed: [
      {
        path: "b",
        problem: { code: "write-failed", message: "no", hint: "" },
      },
    ],
    skipped: ["c", "module"],
    interrupted: false,
  });
  expect(settled).toEqual({
    changed: 2,
    edits: 6,
    unchanged: 6,
    notWritten: 1,
    blocked: 0,
    failed: 1,
    testsMigrated: 6,
    testsLeft: 6,
    testsNew: 4,
    testsUnreadable: 0,
    suites: 2,
    commentsKept: 4,
    blocksMigrated: 4,
    blocksLeft: 8,
    suppressed: 0,
  });
  expect(describeTotals(settled)).toMatchObject({ notWritten: 1 });
  expect(describeTotals(totals)).not.toHaveProperty("notWritten");
  expect(fileCount(settled)).toBe(fileCount(totals));
});
