import { describe, expect, test } from "vitest";
import { compareRuns } from "../../src/behaviour/compare-runs.js";
import { judgeRuns } from "../../src/behaviour/file-behaviour.js";
import { readOwnNames } from "../../src/behaviour/own-results.js";
import { type RunReport, readRun, unknownRun } from "../../src/behaviour/run-report.js";
import { unknownMark } from "../../src/evaluator/test-output.js";
import {
  allPassed,
  fail,
  head,
  pass,
  run,
  STATUS_0,
  skip,
  UNKNOWN_END,
  unsure,
} from "./outputs.js";

const both = [head(2), pass("a"), pass("b"), allPassed(2)];
const asyncHead = head(2, "S (async)");

/** The verdict, and of a difference what it is about. */
function compare(before: RunReport, after: RunReport): string {
  const comparison = compareRuns(before, after);
  switch (comparison.result) {
    case "different":
      return `different: ${comparison.difference.what}`;
    case "unknown":
      return `unknown: ${comparison.reasons.join(", ")}`;
    default:
      return comparison.result;
  }
}

type Case = readonly [string, before: readonly string[], after: readonly string[], string];

describe("runs that are known", () => {
  test.each<Case>([
    ["the same", both, both, "equal"],
    ["other times", both, [head(2), pass("a", 77), pass("b", 3), allPassed(2)], "equal"],
    ["another suite", both, [head(2, "T"), ...both.slice(1)], "different: name of the suite"],
    ["another mode", both, [asyncHead, ...both.slice(1)], "different: mode of the suite"],
    [
      "another reason to skip",
      [head(1, "S (SKIPPED: x)"), skip("a")],
      [head(1, "S (SKIPPED: y)"), skip("a")],
      "different: reason of the skip",
    ],
    [
      "another verdict",
      both,
      [head(2), pass("a"), fail("b"), allPassed(2)],
      'different: verdict of "b" (test 2 of 2)',
    ],
    ["another order", both, [head(2), pass("b"), pass("a"), allPassed(2)], "different: test 1"],
    ["a test lost", both, [head(2), pass("a"), allPassed(2)], "different: test 2"],
    ["a test renamed", both, [head(2), pass("a"), pass("c"), allPassed(2)], "different: test 2"],
    ["another count", both, [head(3), ...both.slice(1)], "different: number of announced tests"],
    ["another result", both, [...both.slice(0, 3), allPassed(3)], "different: result line"],
    ["no suite", both, [], "different: suite"],
    ["a complaint", [head(0)], [head(0), "❌ No tests registered!"], "different: complaint"],
    [
      "tests pending",
      [asyncHead],
      [asyncHead, "❌ TIMEOUT: 2 tests still pending"],
      "different: tests pending at the end",
    ],
    [
      "another announcement",
      [...both, "About to exit with code 0"],
      [...both, "About to exit with code 1"],
      "different: announced exit status",
    ],
    ["other output", ["x", ...both], ["y", ...both], 'different: printed up to "a", line 1'],
    ["output lost", [...both, "x"], both, "different: printed after the last test, line 1"],
    [
      "output of another test",
      [head(2), "x", pass("a"), pass("b"), allPassed(2)],
      [head(2), pass("a"), "x", pass("b"), allPassed(2)],
      'different: printed up to "a", line 1',
    ],
    [
      "output on a test's own line",
      [head(2), `x${pass("a")}`, pass("b"), allPassed(2)],
      [head(2), `y${pass("a")}`, pass("b"), allPassed(2)],
      'different: printed up to "a", line 1',
    ],
    ["masked times in output", ["took 5(µs)", ...both], ["took 17(µs)", ...both], "equal"],
  ])("%s", (_name, before, after, expected) => {
    expect(compare(run(before), run(after))).toBe(expected);
  });

  test("a difference shows both sides", () => {
    const after = run([head(2), pass("a"), fail("b"), allPassed(2)]);
    expect(compareRuns(run(both), after)).toMatchObject({
      difference: { before: "pass", after: "fail" },
    });
  });

  test.each<readonly [string, RunReport["exit"], string]>([
    ["status 1", { kind: "status", status: 1 }, "different: end"],
    ["a crash", { kind: "signal", signal: "SIGSEGV" }, "different: end"],
    ["a limit", { kind: "stopped", limit: "time limit" }, "different: end"],
  ])("another end: %s", (_name, exit, expected) => {
    expect(compare(run(both), run(both, exit))).toBe(expected);
  });

  test("two runs that were stopped", () => {
    const stopped = { kind: "stopped", limit: "time limit" } as const;
    expect(compare(run(both, stopped), run(both.slice(0, 2), stopped))).toBe(
      "unknown: stopped at the time limit",
    );
  });
});

describe("async suites", () => {
  const inOrder = (...names: readonly string[]) => run([asyncHead, ...names, allPassed(2)]);

  test("order does not matter", () => {
    expect(compare(inOrder(pass("a"), pass("b")), inOrder(pass("b"), pass("a")))).toBe("equal");
  });
  test("verdicts do, by name", () => {
    expect(compare(inOrder(pass("a"), fail("b")), inOrder(fail("a"), pass("b")))).toBe(
      "different: tests, by name",
    );
  });
  test("printed lines come in any order, but the same", () => {
    const lines = (...printed: readonly string[]) => run([asyncHead, ...printed, pass("a")]);
    expect(compare(lines("x", "y"), lines("y", "x"))).toBe("equal");
    expect(compare(lines("x", "y"), lines("x"))).toBe(
      "different: printed lines, in any order, line 2",
    );
  });
  test("an unknown test leaves printed lines aside", () => {
    const lines = (...printed: readonly string[]) => run([asyncHead, ...printed, unsure("a")]);
    expect(compare(lines("x"), lines("y"))).toBe("unknown: why");
  });
});

describe("runs that are unknown in part", () => {
  const marked = (text = "") => `${text}${unknownMark("m")}`;

  test.each<Case>([
    ["a verdict", [head(1), unsure("a")], [head(1), unsure("a")], "unknown: why"],
    ["a verdict on one side", [head(1), unsure("a")], [head(1), pass("a")], "unknown: why"],
    [
      "a difference beside it",
      [head(2), unsure("a"), pass("b")],
      [head(2), unsure("a"), fail("b")],
      'different: verdict of "b" (test 2 of 2)',
    ],
    [
      "a test dropped beside it",
      [head(2), unsure("a"), pass("b")],
      [head(2), unsure("a")],
      "different: test 1",
    ],
    [
      "a test that may not be",
      [head(1), unsure("a"), pass("b")],
      [head(1), pass("b")],
      "unknown: why",
    ],
    ["a suite's name", [head(1, marked("S ")), pass("a")], [head(1), pass("a")], "unknown: m"],
    ["a head line", [marked(), pass("a")], [head(1), pass("a")], "unknown: m"],
    [
      "a result",
      [head(1), pass("a"), `🏁 Test Results: ${marked()}`],
      [head(1), pass("a"), allPassed(1)],
      "unknown: m",
    ],
    ["output", [head(1), marked(), pass("a")], [head(1), "x", pass("a")], "unknown: m"],
    [
      "output, and a difference elsewhere",
      ["x", head(2), pass("a"), marked(), pass("b")],
      ["y", head(2), pass("a"), marked(), pass("b")],
      'different: printed up to "a", line 1',
    ],
    [
      "output beside an unknown test",
      [head(2), "x", unsure("a"), "y", pass("b")],
      [head(2), "z", unsure("a"), "w", pass("b")],
      "unknown: why",
    ],
  ])("%s", (_name, before, after, expected) => {
    expect(compare(run(before), run(after))).toBe(expected);
  });

  test("a run that ended too early lacks nothing for certain", () => {
    const early = run([head(2), pass("a")], UNKNOWN_END);
    expect(compare(run(both), early)).toBe("unknown: steps");
    expect(compare(early, run(both))).toBe("unknown: steps");
    expect(compare(run(both), unknownRun("gone"))).toBe("unknown: gone");
  });

  test("but what it has is certain", () => {
    const early = (...lines: readonly string[]) => run([head(2), ...lines], UNKNOWN_END);
    expect(compare(run(both), early(fail("a")))).toBe('different: verdict of "a" (by name)');
    expect(compare(run(both), early(pass("c")))).toBe('different: times that "c" was reported');
    expect(compare(early(pass("c")), run(both))).toBe('different: times that "c" was reported');
    expect(compare(run(both), early(unsure("c")))).toBe("unknown: steps, why");
  });
});

describe("readRun", () => {
  test("addresses are masked only on request", () => {
    const text = "at 0x7fff12345678\n";
    expect(readRun(text, STATUS_0).printed[0]?.text).toBe("at 0x7fff12345678");
    expect(readRun(text, STATUS_0, true).printed[0]?.text).toBe("at 0x…");
  });
});

describe("judgeRuns", () => {
  test("tests that were never reported are no equality", () => {
    const broken = run(["Error[x]"]);
    const { comparison, warnings } = judgeRuns("a.valk", 3, broken, broken);
    expect(comparison).toEqual({
      result: "unknown",
      reasons: ["none of its tests was reported"],
    });
    expect(warnings).toEqual([
      "before: exit status 0, but only 0 of 3 tests were reported; the last line printed is: Error[x]",
      "after: exit status 0, but only 0 of 3 tests were reported; the last line printed is: Error[x]",
    ]);
  });

  test("fewer reported than announced, with exit status 0, is said", () => {
    const short = run([head(3), pass("a")]);
    expect(judgeRuns("a.valk", 0, short, run(both)).warnings).toEqual([
      "before: exit status 0, but only 1 of 3 tests were reported",
    ]);
    expect(
      judgeRuns("a.valk", 5, run([], UNKNOWN_END), run(both, { kind: "status", status: 1 }))
        .warnings,
    ).toEqual([]);
  });

  test("a file without tests may be equal", () => {
    expect(judgeRuns("a.valk", 0, run([]), run([])).comparison.result).toBe("equal");
  });
});

describe("results are held against the file's own tests", () => {
  const report = (lines: readonly string[]) =>
    readRun(lines.join("\n"), { kind: "status", status: 0 });
  const line = (name: string, verdict = "PASS") =>
    `✅ ${name}${".".repeat(97 - name.length)}  ${verdict} : in 1(µs)`;
  const judge = (lines: readonly string[], names?: readonly string[]) =>
    judgeRuns("a.valk", 2, report(lines), report(lines), names).comparison;
  const head = "🧪 [2/2] S";
  const end = "🏁 Test Results: ✨ All 2 tests passed! ✨";

  test("as they are", () => {
    expect(judge([head, line("a"), line("b"), end], ["a", "b"])).toEqual({ result: "equal" });
    expect(judge([head, line("a"), line("b"), end], ["other"])).toEqual({ result: "equal" });
    expect(judge([head, line("a"), line("b"), end])).toEqual({ result: "equal" });
  });

  test.each<[string, readonly string[], string]>([
    ["more than announced", [head, line("b"), line("a"), line("b"), end], "3 results where 2"],
    ["in another order", [head, line("b"), line("a"), end], 'result of "b" in the place'],
    ["one that is missing", [head, line("b")], 'result of "b" in the place'],
    ["another name", [head, line("a"), line("c"), end], 'result of "c" in the place'],
  ])("%s", (_name, lines, reason) => {
    expect(judge(lines, ["a", "b"])).toEqual({
      result: "unknown",
      reasons: [expect.stringContaining(reason)],
    });
  });

  test("async ones come in any order, each once", () => {
    const async = "🧪 [2/2] S (async)";
    expect(judge([async, line("b"), line("a"), end], ["a", "b"]).result).toBe("equal");
    expect(judge([async, line("b"), line("b"), end], ["a", "b"]).result).toBe("unknown");
  });

  test("names are known where all are literal", () => {
    expect(readOwnNames('(test/define "a" {1})(test/define "b\\n" {2})')).toEqual(["a", "b\n"]);
    expect(readOwnNames('(test/run (list (test "a" {1}) (test "b" {2})))')).toEqual(["a", "b"]);
    expect(readOwnNames('(test/define (str "a" 1) {1})')).toBeUndefined();
  });
});
