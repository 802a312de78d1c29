import { describe, expect, test } from "vitest";
import type { LocatedFinding, Severity } from "../../src/finding/finding.js";
import type { PlannedFile } from "../../src/outcome/planned-file.js";
import {
  addTallies,
  assertTallied,
  classOf,
  EMPTY_TALLY,
  percentOf,
  type Tally,
  tallyOf,
} from "../../src/status/tally.js";

function foundAs(code: string, severity: Severity = "refuse"): LocatedFinding {
  return {
    code,
    severity,
    message: code,
    hint: code,
    span: { start: 0, end: 0 },
    line: 1,
    column: 1,
  };
}

const path = "test/a.valk";

function fileOf(
  status: "unchanged" | "blocked" | "changed" | "failed",
  old: number,
  fresh: number,
  code?: string,
): PlannedFile {
  const findings = code === undefined ? [] : [foundAs(code)];
  const common = { path, tests: { old, new: fresh }, findings };
  if (status === "changed") {
    return { ...common, status, source: "", newText: "", edits: [] };
  }
  return status === "failed" ? { ...common, status, problems: [] } : { ...common, status };
}

describe("a file's class", () => {
  test.each([
    ["old", fileOf("changed", 2, 0)],
    ["old", fileOf("changed", 0, 0)],
    ["old", fileOf("unchanged", 1, 0)],
    ["new", fileOf("unchanged", 0, 3)],
    ["none", fileOf("unchanged", 0, 0)],
    ["blocked", fileOf("blocked", 3, 0, "no-run")],
    ["unreadable", fileOf("blocked", 1, 1, "read-error")],
    ["unreadable", fileOf("blocked", 0, 3, "read-error")],
    ["unreadable", fileOf("blocked", 2, 0, "conflict-markers")],
    ["unreadable", fileOf("blocked", 2, 0, "nul-byte")],
    ["unreadable", fileOf("blocked", 0, 0, "not-utf8")],
    ["mixed", fileOf("blocked", 0, 1, "mixed-styles")],
    ["failed", fileOf("failed", 1, 1)],
  ])("is %s", (expected, file) => {
    expect(classOf(file)).toBe(expected);
  });
});

describe("a tally", () => {
  const files = [
    fileOf("changed", 2, 0),
    fileOf("unchanged", 0, 3),
    fileOf("blocked", 4, 0, "no-run"),
    fileOf("blocked", 1, 1, "mixed-styles"),
    fileOf("unchanged", 0, 0),
    fileOf("blocked", 2, 5, "read-error"),
  ];
  const tally = files.map(tallyOf).reduce(addTallies, EMPTY_TALLY);

  test("counts each file once, and each test by class and by API", () => {
    expect(tally).toEqual({
      files: { old: 1, new: 1, mixed: 1, blocked: 1, unreadable: 1, failed: 0, none: 1 },
      tests: { old: 2, new: 3, mixed: 2, blocked: 4, unreadable: 7, failed: 0, none: 0 },
      done: 4,
      lists: 0,
      computed: 0,
      left: 2,
      stuck: 12,
    });
    expect(() => assertTallied(6, tally)).not.toThrow();
  });

  test("is refused where a file is missing", () => {
    expect(() => assertTallied(7, tally)).toThrow("7 files went in, 6 came out");
  });

  test("is refused where a test is missing", () => {
    expect(() => assertTallied(6, { ...tally, done: 3 })).toThrow("17 tests by API, 18 by file");
  });
});

describe("per cent", () => {
  const tallyWith = (done: number, left: number): Tally => ({ ...EMPTY_TALLY, done, left });

  test.each([
    [0, 0, undefined],
    [0, 9, 0],
    [1, 999, 1],
    [999, 1, 99],
    [37, 63, 37],
    [5, 0, 100],
  ])("of %i done, %i left", (done, left, expected) => {
    expect(percentOf(tallyWith(done, left))).toBe(expected);
  });

  test("never says that all is done beside a file that does not read", () => {
    const one = tallyOf(fileOf("blocked", 0, 0, "read-error"));
    expect(percentOf(addTallies(tallyWith(5, 0), one))).toBe(99);
    expect(percentOf(addTallies(tallyWith(0, 5), one))).toBe(0);
    expect(percentOf(one)).toBeUndefined();
  });
});
