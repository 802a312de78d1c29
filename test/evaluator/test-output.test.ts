// The reader of test runs: every kind of line, alone and among others, and the marks of unknown.

import { describe, expect, test } from "vitest";
import { toBytes, toText } from "../../src/evaluator/bytes.js";
import type { Chunk } from "../../src/evaluator/model.js";
import {
  formatUnknownTest,
  parseTestLine,
  parseTestOutput,
  readPrinted,
  unknownMark,
} from "../../src/evaluator/test-output.js";
import { toTranscript } from "../../src/evaluator/transcript.js";

const dots = (name: string) => ".".repeat(97 - name.length);

describe("parseTestLine", () => {
  test.each([
    [
      `✅ adds${dots("adds")}  PASS : in 12(µs)`,
      { name: "adds", verdict: "pass", microseconds: 12 },
    ],
    [
      `❌ subs${dots("subs")}  FAIL : in -3(µs)`,
      { name: "subs", verdict: "fail", microseconds: -3 },
    ],
    [`⏭️  other${dots("other")}  SKIP`, { name: "other", verdict: "skip" }],
    [`noise ✅ a${dots("a")}  PASS : in 1(µs)`, { name: "a", verdict: "pass", microseconds: 1 }],
    [
      `✅ ${"n".repeat(120)}  PASS : in 1(µs)`,
      { name: "n".repeat(120), verdict: "pass", microseconds: 1 },
    ],
    [`⏰ slow${dots("slow")}  TIMEOUT : after 50ms`, { name: "slow", verdict: "timeout" }],
    [formatUnknownTest("u", "why"), { name: "u", verdict: "unknown", reason: "why" }],
    ["✅ all fine", undefined],
    ["", undefined],
  ])("%s", (line, result) => {
    expect(parseTestLine(line)).toEqual(result);
  });

  test("the padding of an unknown test counts bytes", () => {
    expect(formatUnknownTest("é", "r")).toBe(`❔ é${".".repeat(95)}  UNKNOWN : r`);
  });
});

describe("the runner of 2026-02", () => {
  test("captured output is printed, whatever it looks like", () => {
    const output = [
      "🧪 [2/2] Mine",
      `❌ a${dots("a")}  FAIL : in 3(µs)`,
      "<<<CAPTURED name=a",
      "<<<STDOUT",
      `✅ b${dots("b")}  PASS : in 1(µs)`,
      ">>>STDOUT",
      ">>>CAPTURED",
      `❌ b${dots("b")}  FAIL : in 3(µs)`,
      "",
      "🏁 Test Results: ⏰ 1 timed out, ⏭️  2 skipped, ⚠️  0 passed, 3 failed",
    ].join("\n");
    const [run] = parseTestOutput(output).runs;
    expect(run?.tests.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
      "a fail",
      "b fail",
    ]);
    expect(run?.result).toEqual({ kind: "failed", passed: 0, failed: 3, skipped: 2, timedOut: 1 });
    expect(readPrinted(output).map(({ testsBefore }) => testsBefore)).toEqual([1, 1, 1, 1, 1, 2]);
  });

  test.each([
    ["Web (async, timeout: 5000ms/test, 60000ms/suite)", "async", "Web"],
    ["Web (timeout: 5000ms/test, 60000ms/suite)", "sync", "Web"],
    ["Web (async)", "async", "Web"],
    ["Web (timeout: none)", "sync", "Web (timeout: none)"],
  ])("%s", (title, mode, suite) => {
    expect(parseTestOutput(`🧪 [1/1] ${title}`).runs[0]).toMatchObject({ suite, mode });
  });

  test("a skipped suite", () => {
    const line = "🏁 Test Results: ⏭️  2 skipped, ✨ All 0 tests passed! ✨";
    const [run] = parseTestOutput(`🧪 [2/2] S (SKIPPED: later)\n${line}`).runs;
    expect(run?.result).toEqual({ kind: "passed", passed: 0, skipped: 2 });
  });
});

describe("parseTestOutput", () => {
  test("a run with logs around and inside its lines", () => {
    const output = [
      "server starts",
      "🧪 [2/2] My Suite",
      `✅ a[DEBUG] parser.c:12:f | x\n${dots("a")}  PASS : in 1(µs)`,
      "printed by a test",
      `❌ b${dots("b")}  FAIL : in 2(µs)\r`,
      "",
      "🏁 Test Results: ⚠️  1 passed, 1 failed",
      "About to exit with code 1",
    ].join("\n");
    expect(parseTestOutput(output)).toEqual({
      runs: [
        {
          suite: "My Suite",
          mode: "sync",
          total: 2,
          tests: [
            { name: "a", verdict: "pass", microseconds: 1 },
            { name: "b", verdict: "fail", microseconds: 2 },
          ],
          result: { kind: "failed", passed: 1, failed: 1 },
        },
      ],
      announcedStatus: 1,
    });
  });

  test.each([
    [
      "🧪 [3/3] S (SKIPPED: no time)",
      { suite: "S", mode: "skipped", skipReason: "no time", total: 3 },
    ],
    ["🧪 [1/1] S (async)", { suite: "S", mode: "async", total: 1 }],
    ["🏁 Test Results: ✨ All 4 tests passed! ✨", { result: { kind: "passed", passed: 4 } }],
    ["🏁 Test Results: ⏭️  2 skipped", { result: { kind: "skipped", skipped: 2 } }],
    ["🏁 Test Results: ⟨unknown: x⟩", { result: { kind: "unknown", reason: "x" } }],
    ["🏁 Test Results: who knows", { result: { kind: "unknown", reason: "who knows" } }],
    ["❌ No tests registered!", { suite: "", problem: "No tests registered!" }],
    ["❌ No async tests registered!", { problem: "No async tests registered!" }],
    ["❌ ERROR: Only 1/2 tests executed!", { problem: "ERROR: Only 1/2 tests executed!" }],
    ["❌ TIMEOUT: 2 tests still pending", { timedOut: 2 }],
  ])("%s", (line, run) => {
    expect(parseTestOutput(line).runs[0]).toMatchObject(run);
  });

  test("two suites in one output, and none", () => {
    expect(parseTestOutput("🧪 [1/1] A\n🧪 [1/1] B\n").runs.map(({ suite }) => suite)).toEqual([
      "A",
      "B",
    ]);
    expect(parseTestOutput("")).toEqual({ runs: [] });
  });
});

describe("toTranscript", () => {
  const mark = unknownMark("r");
  const test1 = (verdict: string) => toBytes(`✅ t${dots("t")}  ${verdict} : in 1(µs)\n`);

  test.each<[string, readonly Chunk[], string]>([
    ["known bytes", [toBytes("é\nb"), "c"], "é\nbc"],
    ["nothing", [], ""],
    ["an unknown end", ["a\nb", { reason: "r", worlds: [] }], `a\nb ${mark}\n`],
    ["an unknown middle", ["a", { reason: "r", worlds: [] }, "b\nc\n"], `ab ${mark}\nc\n`],
    [
      "a piece that ends its line in all worlds",
      ["a\n", { reason: "r", worlds: [["x\n"], ["y\n"]] }, "b\n"],
      `a\n${mark}\nb\n`,
    ],
    [
      "a piece that ends its line in some worlds",
      [{ reason: "r", worlds: [["x\n"], ["y"]] }, "b\n"],
      `b ${mark}\n`,
    ],
    [
      "a piece that may be nothing",
      ["a\n", { reason: "r", worlds: [[], ["y\n"]] }, "b\n"],
      `a\n${mark}\nb\n`,
    ],
    [
      "a piece that may be nothing in the middle of a line",
      ["a", { reason: "r", worlds: [[], ["y\n"]] }, "b\n"],
      `ab ${mark}\n`,
    ],
    [
      "a test's line",
      [{ reason: "r", worlds: [[test1("PASS")], [test1("FAIL")]] }, "b\n"],
      `${formatUnknownTest("t", "r")}\nb\n`,
    ],
    [
      "a test's line in pieces",
      [
        { reason: "r", worlds: [] },
        ` name${dots("name")}  `,
        { reason: "r", worlds: [["PASS"], ["FAIL"]] },
        "\n",
      ],
      `${formatUnknownTest("name", "r")}\n`,
    ],
    [
      "nested pieces",
      [
        {
          reason: "r",
          worlds: [[{ reason: "s", worlds: [[test1("PASS")], [test1("FAIL")]] }], ["z\n"]],
        },
        "b\n",
      ],
      `${formatUnknownTest("t", "r")}\nb\n`,
    ],
    [
      "a nested piece of any content",
      [{ reason: "r", worlds: [[{ reason: "s", worlds: [] }], ["z\n"]] }, "b\n"],
      `b ${mark}\n`,
    ],
  ])("%s", (_name, chunks, text) => {
    expect(toTranscript(chunks)).toBe(text);
  });
});

describe("bytes", () => {
  test.each(["", "abc", "é", "🧪 x", "\u0000\u007f\u0080", `${"x".repeat(5000)}é`])(
    "%j",
    (text) => {
      expect(toText(toBytes(text))).toBe(text);
      expect(toBytes(text)).toHaveLength(new TextEncoder().encode(text).length);
    },
  );

  test("what is no UTF-8 becomes a replacement character", () => {
    expect(toText("a\xff")).toBe("a\ufffd");
  });
});
