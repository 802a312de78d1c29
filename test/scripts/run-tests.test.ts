import { expect, test } from "vitest";
import { closingLine } from "../../scripts/run-tests.mjs";
import { fc } from "../properties.js";

function file(status: string, ...tests: string[]) {
  return { status, assertionResults: tests.map((test) => ({ status: test })) };
}

test.each([
  ["nothing", [], "0 passed, 0 failed"],
  [
    "all tests",
    [file("passed", "passed"), file("passed", "passed", "passed")],
    "3 passed, 0 failed",
  ],
  ["a failed test", [file("failed", "passed", "failed")], "1 passed, 1 failed"],
  ["a file that does not load", [file("passed", "passed"), file("failed")], "1 passed, 1 failed"],
  ["skipped tests", [file("passed", "passed", "pending", "todo")], "1 passed, 0 failed, 2 skipped"],
])("counts %s", (_name, testResults, line) => {
  expect(closingLine({ testResults })).toBe(line);
});

test("the figures add up to the tests that ran", () => {
  const status = fc.constantFrom("passed", "failed", "pending");
  fc.assert(
    fc.property(fc.array(status), (statuses) => {
      const line = closingLine({ testResults: [file("passed", ...statuses)] });
      const figures = line.match(/\d+/g)?.map(Number) ?? [];
      expect(figures.reduce((sum, figure) => sum + figure, 0)).toBe(statuses.length);
    }),
  );
});
