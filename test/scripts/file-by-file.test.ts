// A small project goes through the walk that the script takes a whole tree through, with the
// evaluator in the interpreter's place; then through walks in which something goes wrong.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { main } from "../../scripts/file-by-file.mjs";
import { createResultComparison, createTestReader } from "../../scripts/file-by-file-results.mjs";
import { walkFileByFile } from "../../scripts/file-by-file-walk.mjs";
import { runInEvaluator } from "../../src/behaviour/run-in-evaluator.js";
import type { RunReport } from "../../src/behaviour/run-report.js";
import { makeFormCache } from "../../src/evaluator/script.js";
import { createProject } from "../../src/project/discovery-files.js";
import * as effects from "../../src/proof/effects.js";
import * as evaluatedNames from "../../src/proof/evaluated-names.js";
import * as frameworkNames from "../../src/proof/framework-names.js";
import * as readBuilder from "../../src/proof/read-builder.js";
import * as readOldStyle from "../../src/proof/read-old-style.js";
import * as reader from "../../src/proof/reader.js";
import * as suiteReading from "../../src/proof/suite-reading.js";
import * as tokens from "../../src/proof/tokens.js";
import { run } from "../cli/run-main.js";
import { repository } from "../docs/commands.js";
import { makeFolder } from "../temporary-folder.js";
import { createTestHost } from "./test-host.js";

const readTests = createTestReader({
  ...reader,
  ...readOldStyle,
  ...readBuilder,
  ...evaluatedNames,
  ...frameworkNames,
  ...suiteReading,
  ...effects,
  ...tokens,
});

function sourceOf(path: string): string {
  return readFileSync(join(repository, "examples/valk-project", path), "utf8");
}

/** Test files, each with one more test than the last, one of which fails; and a plain one. */
function generate(): Record<string, string> {
  const head = '(load "src/prelude.valk")\n(load "src/modules/test.valk")\n';
  const files: Record<string, string> = {
    "src/prelude.valk": sourceOf("src/prelude.valk"),
    "src/modules/test.valk": sourceOf("src/modules/test.valk"),
    "src/plain.valk": "(def {answer} 42)\n",
  };
  for (let number = 1; number <= 7; number++) {
    const tests = Array.from({ length: number }, (_, at) => {
      const sum = at === 5 ? "broken" : `${at + number}`;
      return `; adds ${at}\n(test/define "adds ${at}" {== (+ ${at} ${number}) ${sum}})\n`;
    });
    files[`test/test_${number}.valk`] =
      `${head}(test/suite "Part ${number}")\n${tests.join("\n")}(test/run {})\n`;
  }
  return files;
}

const runTool = async (args: readonly string[], cwd: string) => run(args, { cwd, guarded: true });

const evaluate = async (root: string, path: string): Promise<RunReport> =>
  runInEvaluator(path, createProject(root), makeFormCache());

interface Walked {
  readonly lines: readonly string[];
  readonly result: Awaited<ReturnType<typeof walkFileByFile>>;
}

async function walk(
  files: Record<string, string>,
  parts: Partial<Parameters<typeof walkFileByFile>[0]> = {},
  runFile = evaluate,
): Promise<Walked> {
  const lines: string[] = [];
  const log = (line: string): unknown => lines.push(line);
  const comparison = createResultComparison(log, 1);
  const result = await walkFileByFile({
    root: makeFolder(files),
    seed: 7,
    points: 3,
    runTool,
    readTests,
    runTests: (root, at) => comparison.run(root, at, runFile),
    log,
    ...parts,
  });
  return { lines, result };
}

describe("the tests of a text", () => {
  test("are read with suite, mode, name and body, values between them too", () => {
    const head = '(load "src/modules/test.valk")\n';
    const testsOf = (body: string) =>
      readTests(`${head}(test/define "a" {== 1 ${body}})\n(def {b} 2)\n(test/run {})\n`);
    expect(testsOf("1")?.length).toBeGreaterThan(0);
    expect(testsOf(" 1")).toEqual(testsOf("1"));
    expect(testsOf("2")).not.toEqual(testsOf("1"));
  });

  test.each([
    ["a text that does not read", "("],
    ["a suite that is not plain", "(test/run-all x) (test/define"],
  ])("are not told of %s", (_name, source) => {
    expect(readTests(source)).toBeUndefined();
  });
});

describe("a walk file by file", () => {
  test("keeps every test and its result, up to the final module", async () => {
    const { lines, result } = await walk(generate());
    expect(result).toEqual({
      files: 9,
      tests: 28,
      isFinal: true,
      changed: 7,
      unchanged: 2,
      blocked: 0,
    });
    const runs = lines.filter((line) => line.includes("as at the start"));
    expect(runs).toHaveLength(5);
    for (const line of runs) {
      expect(line).toContain("7 files, 28 results (26 pass, 2 fail, 0 skip), all as at the start");
    }
  });

  test("stays on the module for both APIs while a file is blocked", async () => {
    const blocked = { ...generate(), "test/test_8.valk": '(test/suite "S")\n(test/define "a")\n' };
    const { lines, result } = await walk(blocked);
    expect(result).toMatchObject({ isFinal: false, changed: 7, blocked: 1 });
    expect(lines).toContain("framework install --final: refused, as it has to be");
  });
});

/** The tool, and behind it something that spoils what it left. */
const spoiling = (path: string, spoil: (text: string) => string) => {
  return async (args: readonly string[], cwd: string) => {
    const ended = await runTool(args, cwd);
    if (args.includes("--write")) {
      const file = join(cwd, path);
      writeFileSync(file, spoil(readFileSync(file, "utf8")));
    }
    return ended;
  };
};

describe("a walk ends where", () => {
  test("another file changed", async () => {
    const spoilt = spoiling("src/plain.valk", (text) => `${text};`);
    await expect(walk(generate(), { runTool: spoilt })).rejects.toThrow("these files changed:");
  });

  test("the proof is of another text", async () => {
    const runSpoilt = async (args: readonly string[], cwd: string) => {
      const ended = await runTool(args, cwd);
      const path = args.includes("--write") ? (args[1] as string) : "";
      if (path.startsWith("test/")) {
        writeFileSync(join(cwd, path), `${readFileSync(join(cwd, path), "utf8")};`);
      }
      return ended;
    };
    await expect(walk(generate(), { runTool: runSpoilt })).rejects.toThrow(
      "the proof is of another new text",
    );
  });

  test("a test is not the same any more", async () => {
    let count = 0;
    const forgetful = (text: string): readonly string[] | undefined =>
      readTests(text)?.slice(text.includes("(->") ? 1 : 0);
    await expect(
      walk(generate(), { readTests: forgetful, runTests: async () => void count++ }),
    ).rejects.toThrow("the tests of all files are not the same any more");
    expect(count).toBeGreaterThan(0);
  });

  test.each([
    ["counts a file twice", /"changed":1/, '"changed":2', "the summary counts other files"],
    ["loses tests", /"testsMigrated":\d+/, '"testsMigrated":0', "old tests are not all accounted"],
    ["says nothing", /^.*$/s, "", "the tool did not answer in JSON"],
  ])("the tool %s", async (_name, pattern, replacement, message) => {
    const lying = async (args: readonly string[], cwd: string) => {
      const ended = await runTool(args, cwd);
      const stdout = args.includes("--write")
        ? ended.stdout.replace(pattern, replacement)
        : ended.stdout;
      return { ...ended, stdout };
    };
    await expect(walk(generate(), { runTool: lying })).rejects.toThrow(message);
  });

  test("the final module is let in beside a blocked file", async () => {
    const blocked = { ...generate(), "test/test_8.valk": '(test/suite "S")\n(test/define "a")\n' };
    const lax = async (args: readonly string[], cwd: string) =>
      args.includes("--final") ? { status: 0, stdout: "", stderr: "" } : runTool(args, cwd);
    await expect(walk(blocked, { runTool: lax })).rejects.toThrow("was not refused");
  });

  test("a result is not the start's, again and again", async () => {
    const failing = async (root: string, path: string): Promise<RunReport> => {
      const isMigrated = readFileSync(join(root, path), "utf8").includes("(->");
      const report = await evaluate(root, path);
      return isMigrated ? { ...report, suites: [] } : report;
    };
    await expect(walk(generate(), {}, failing)).rejects.toThrow(
      /of 9 files: .* gives\nend 0\nnot\n/,
    );
  });
});

test("what does not do the same twice is compared as a multiset", async () => {
  let turn = 0;
  const turning = async (root: string, path: string): Promise<RunReport> => {
    const report = await evaluate(root, path);
    turn++;
    const suites = report.suites.map((suite) => ({
      ...suite,
      tests: turn % 2 === 0 ? suite.tests.toReversed() : suite.tests,
    }));
    return { ...report, suites };
  };
  const { lines } = await walk(generate(), { points: 1 }, turning);
  expect(lines[0]).toMatch(/vary: test\/test_2.valk, /);
});

describe("the script", () => {
  const small = (): string =>
    makeFolder(
      Object.fromEntries(Object.entries(generate()).filter(([path]) => !/test_[2-7]/.test(path))),
    );

  test("says that it is skipped where no project is named", async () => {
    const host = createTestHost();
    expect(await main([], host)).toBe(0);
    expect(host.said).toEqual(["skipped: VALK_REPO does not name a project"]);
  });

  test("walks through a copy, and runs its tests where there is an interpreter", async () => {
    const folder = small();
    const test1 = join(folder, "test/test_1.valk");
    const before = readFileSync(test1, "utf8");
    const valk = join(makeFolder(), "valk");
    writeFileSync(valk, "#!/bin/sh\nexit 0\n", { mode: 0o755 });
    const env = { PATH: process.env.PATH, VALK_REPO: folder, VALK_BIN: valk };
    const host = createTestHost({ env: { ...env, FILE_BY_FILE_POINTS: "1" } });
    expect(await main([], host, runTool)).toBe(0);
    expect(host.said[0]).toContain("the start: 1 files, 0 results");
    expect(host.said.at(-1)).toMatch(
      /^every step held: \{"files":3,"tests":1,"isFinal":true,"changed":1,.*, \d+ s$/,
    );
    expect(readFileSync(test1, "utf8")).toBe(before);
  });

  test("runs what was built, and fails with the step that did not hold", async () => {
    const host = createTestHost({
      env: { VALK_REPO: small() },
      run: () => ({ status: 1, stderr: "not built" }),
    });
    expect(await main([], host)).toBe(1);
    expect(host.said).toEqual(["the tool did not answer in JSON: not built"]);
    expect(host.ran[0]?.words[1]).toMatch(/dist[/\\]cli[/\\]bin\.cjs$/);
  });
});

test("a run that prints no result, or ends otherwise, is compared by what it says", async () => {
  const root = makeFolder({ "a.valk": "(test/run {})\n", "b.valk": "(fun {test/run x} {x})\n" });
  const lines: string[] = [];
  const comparison = createResultComparison((line) => lines.push(line));
  const report = (suite: object, kind: string) =>
    ({ suites: [{ suite: "S", mode: "async", tests: [], ...suite }], exit: { kind } }) as unknown;
  const given =
    (suite: object, kind = "timeout") =>
    async () =>
      report(suite, kind) as RunReport;
  await comparison.run(root, "first", given({ problem: "torn" }));
  await comparison.run(root, "again", given({ problem: "torn" }));
  expect(lines).toEqual([
    "first: 1 files, 0 results (0 pass, 0 fail, 0 skip), all as at the start; 0 runs again; vary: none",
    "again: 1 files, 0 results (0 pass, 0 fail, 0 skip), all as at the start; 0 runs again",
  ]);
  await expect(comparison.run(root, "later", given({}))).rejects.toThrow("suite S async null");
  await expect(comparison.run(root, "end", given({ problem: "torn" }, "signal"))).rejects.toThrow(
    "end signal",
  );
});
