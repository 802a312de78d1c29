// What a run of all tests shows, on a terminal and in a file.

import { expect, test } from "vitest";
import {
  describeDuration,
  describeProgress,
  describeSkipped,
  TestProgress,
} from "../../scripts/test-progress.mjs";

test.each([
  [1, "1 s"],
  [90_000, "90 s"],
  [150_000, "3 min"],
])("%d milliseconds are %s", (milliseconds, text) => {
  expect(describeDuration(milliseconds)).toBe(text);
});

test.each([
  [{ done: 0, all: 4, tests: 0, failed: 0, elapsed: 0 }, "0 of 4 files, 0 tests"],
  [
    { done: 1, all: 4, tests: 9, failed: 0, elapsed: 10_000 },
    "1 of 4 files, 9 tests, about 30 s left",
  ],
  [{ done: 4, all: 4, tests: 20, failed: 2, elapsed: 10_000 }, "4 of 4 files, 20 tests, 2 failed"],
])("%j", (progress, line) => {
  expect(describeProgress(progress)).toBe(line);
});

test("skipped tests are told by file, with the first one's name", () => {
  const files = [
    { path: "a.test.ts", skipped: [] },
    { path: "b.test.ts", skipped: ["fish is not installed", "more"] },
  ];
  expect(describeSkipped(files)).toEqual(["skipped 2 in b.test.ts: fish is not installed"]);
});

/** Runs so many files of two tests each, the last one failing and skipping. */
function runFiles(count: number, isTTY: boolean): string {
  let written = "";
  let time = 0;
  const reporter = new TestProgress({
    output: {
      isTTY,
      write: (text) => {
        written += text;
      },
    },
    now: () => {
      time += 1000;
      return time;
    },
  });
  reporter.onTestRunStart(Array.from({ length: count }));
  for (let at = 1; at <= count; at++) {
    const states = at === count ? ["failed", "skipped"] : ["passed", "passed"];
    const tests = states.map((state, index) => ({
      fullName: `test ${index}`,
      result: () => ({ state }),
    }));
    reporter.onTestModuleEnd({
      relativeModuleId: `test/${at}.test.ts`,
      children: { allTests: () => tests },
    });
  }
  reporter.onTestRunEnd();
  return written;
}

test("a terminal has one line, a file a line for every tenth", () => {
  const shown = runFiles(2, true);
  expect(shown).toContain("\r\u001b[K1 of 2 files, 2 tests, about 1 s left");
  expect(shown.split("\r\u001b[K").at(-2)).toBe("2 of 2 files, 4 tests, 1 failed");
  expect(shown.split("\r\u001b[K").at(-1)).toBe("skipped 1 in test/2.test.ts: test 1\n");
  const lines = runFiles(40, false).split("\n");
  expect(lines).toHaveLength(12);
  expect(lines[0]).toBe("4 of 40 files, 8 tests, about 36 s left");
  expect(lines.at(-2)).toBe("skipped 1 in test/40.test.ts: test 1");
});
