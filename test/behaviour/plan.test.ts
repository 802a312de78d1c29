import { describe, expect, test } from "vitest";
import { createJudge, judgeUnplanned } from "../../src/behaviour/judge.js";
import { type Place, subjectOf, treesOf } from "../../src/behaviour/plan.js";
import { NO_TESTS, type PlannedFile } from "../../src/outcome/planned-file.js";
import type { FrameworkDecision } from "../../src/plan/framework.js";
import { LOADS, MODULE, migrated, modules, treeWith } from "./projects.js";

const place: Place = {
  project: treeWith({}),
  locate: (path) => path.replace("link.valk", "real.valk"),
};
const change = (path: string, source: string, newText: string) =>
  ({ status: "changed", path, source, newText, edits: [], findings: [], tests: NO_TESTS }) as const;
const installed: FrameworkDecision = {
  action: "installed",
  module: {
    path: MODULE,
    text: modules.old,
    selected: true,
    obstacle: undefined,
    isList: false,
    isLayered: false,
    isJoint: false,
  },
  variant: "final",
  newText: modules.final,
  compatText: modules.compat,
  oldUsers: [],
  knowsAllUsers: true,
};

describe("treesOf", () => {
  test("holds each change on its side, by whatever path it is loaded", () => {
    const { before, after } = treesOf([change("a/real.valk", "old", "new")], place);
    for (const path of ["a/real.valk", "./a//real.valk", "a/link.valk"]) {
      expect([before.read(path), after.read(path)]).toEqual(["old", "new"]);
    }
    expect(before.read(MODULE)).toBe(modules.old);
    expect(after.read("no.valk")).toBeUndefined();
  });
});

describe("subjectOf", () => {
  const tree = treeWith({ "runs.valk": "(test/run\n{})", "lib.valk": "(fun {f} {1})" });
  const file = (path: string, more: object = {}): PlannedFile =>
    ({ status: "unchanged", path, findings: [], tests: NO_TESTS, ...more }) as PlannedFile;
  const isSubject = (planned: PlannedFile, frameworks = [installed]): boolean =>
    subjectOf(planned, frameworks, tree) !== undefined;

  test.each<readonly [string, PlannedFile, boolean]>([
    ["a changed file", change("lib.valk", "", "x"), true],
    ["a blocked file", file("lib.valk", { status: "blocked" }), true],
    ["a file with tests", file("lib.valk", { tests: { old: 1, new: 1 } }), true],
    ["a file that runs tests", file("runs.valk"), true],
    ["a file that could not be planned", file("runs.valk", { status: "failed" }), false],
    ["any other file", file("lib.valk"), false],
    ["a file that is not there", file("no.valk"), false],
    ["the framework module", change(MODULE, "", "x"), false],
  ])("%s", (_name, planned, expected) => {
    expect(isSubject(planned)).toBe(expected);
  });

  test("a file where there is no module", () => {
    expect(isSubject(change(MODULE, "", "x"), [])).toBe(true);
  });

  test("counts what the file registers", () => {
    expect(subjectOf(file("a.valk", { tests: { old: 2, new: 3 } }), undefined, tree)).toEqual({
      path: "a.valk",
      registered: 5,
      isChanged: false,
      names: [],
    });
  });
});

describe("createJudge", () => {
  const source = `${LOADS}(test/define "a" {1})\n(test/run)\n`;
  const file = change("a.valk", source, migrated(source) as string);
  const subject = { path: "a.valk", registered: 1, isChanged: true };

  test("runs both sides", () => {
    const trees = treesOf([file, change(MODULE, modules.old, modules.final)], place);
    const judge = createJudge({ trees, frameworks: [installed] });
    expect(judge(subject).comparison).toEqual({ result: "equal" });
  });

  test("does not run what cannot run, and says why", () => {
    const judge = createJudge({
      trees: treesOf([file], place),
      frameworks: [],
    });
    expect(judge(subject).comparison).toEqual({
      result: "unknown",
      reasons: ["no framework module was found"],
    });
    expect(judge({ ...subject, path: "no.valk", isChanged: false }).comparison).toEqual({
      result: "unknown",
      reasons: ["the file cannot be read as text"],
    });
  });

  test("a transform without framework needs none", () => {
    const judge = createJudge({
      trees: treesOf([change("a.valk", "(print 1)", "(print 2)")], place),
      frameworks: undefined,
    });
    expect(judge({ ...subject, registered: 0 }).comparison).toMatchObject({
      result: "different",
      difference: { what: "printed after the last test, line 1", before: '"1"', after: '"2"' },
    });
  });
});

test("what could not be planned is unknown", () => {
  const problem = { code: "read-failed", message: "EIO", hint: "" };
  const failed = { status: "failed", path: "a", findings: [], tests: NO_TESTS } as const;
  const planned = [{ ...failed, problems: [problem] }, change("b", "", "x")];
  expect(judgeUnplanned(planned)).toMatchObject([
    { path: "a", comparison: { result: "unknown", reasons: ["EIO"] } },
  ]);
});
