import { existsSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { main as runProjects } from "../../scripts/projects.mjs";
import { closingLine, main } from "../../scripts/run-tests.mjs";
import { fc } from "../properties.js";
import { createTestHost } from "./test-host.js";

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

test.each([
  [[], "--project quick"],
  [["--all"], "--coverage"],
])("with %j the tests run as %s; the status is theirs, the line is last", (argv, words) => {
  let resultFile = "";
  const host = createTestHost({
    run(_words, options) {
      resultFile = options?.env?.TEST_RESULT ?? "";
      expect(options?.env?.NO_COLOR).toBe("1");
      writeFileSync(resultFile, JSON.stringify({ testResults: [file("failed", "passed")] }));
      return { status: 1 };
    },
  });
  expect(main(argv, host)).toBe(1);
  expect(host.ran[0]?.words.join(" ")).toContain(words);
  expect(host.said).toEqual(["1 passed, 1 failed"]);
  expect(existsSync(dirname(resultFile))).toBe(false);
});

test("a run without a result is an error", () => {
  expect(() => main([], createTestHost())).toThrow("ENOENT");
});

test("projects are generated as told, by one seed that is named", () => {
  const environmentOf = (env: Record<string, string>) => {
    const host = createTestHost({ env, run: () => ({ status: 4 }) });
    expect(runProjects([], host)).toBe(4);
    const given = host.ran[0]?.options?.env;
    expect(host.said[0]).toBe(
      `seed ${given?.PROJECTS_SEED}, ${given?.PROJECTS_COUNT} projects a target, findings go into ${given?.PROJECTS_FOLDER}`,
    );
    return given;
  };
  expect(environmentOf({ HOME: "here" })).toMatchObject({
    HOME: "here",
    PROJECTS_COUNT: "2000",
    PROJECTS_SAMPLE: "100",
    PROJECTS_SEED: expect.stringMatching(/^\d+$/),
  });
  const told = { PROJECTS_COUNT: "5", PROJECTS_SAMPLE: "1", PROJECTS_SEED: "7" };
  expect(environmentOf(told)).toMatchObject(told);
});
