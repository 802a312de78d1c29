import { describe, expect, test } from "vitest";
import { createJudge, judgeUnplanned } from "../../src/run/behaviour-judge.js";
import { type Place, subjectOf, treesOf, whyNotRunnable } from "../../src/run/behaviour-plan.js";
import type { FrameworkDecision } from "../../src/run/framework.js";
import { NO_TESTS, type PlannedFile } from "../../src/run/planned-file.js";
import { LOADS, MODULE, migrated, modules, treeWith } from "../behaviour/projects.js";

const place: Place = {
  project: treeWith({}),
  locate: (path) => path.replace("link.valk", "real.valk"),
};
const change = (path: string, source: string, newText: string) =>
  ({ status: "changed", path, source, newText, edits: [], findings: [], tests: NO_TESTS }) as const;
const kept = (path: string, text: string): FrameworkDecision => ({
  action: "kept",
  module: { path, text, selected: false },
  asked: true,
});
const installed: FrameworkDecision = {
  action: "installed",
  module: { path: MODULE, text: modules.old, selected: true },
  variant: "final",
  newText: modules.final,
  compatText: modules.compat,
  oldUsers: [],
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
  const isSubject = (planned: PlannedFile, framework: FrameworkDecision = installed): boolean =>
    subjectOf(planned, framework, tree) !== undefined;

  test.each<readonly [string, PlannedFile, boolean]>([
    ["a changed file", change("lib.valk", "", "x"), true],
    ["a blocked file", file("lib.valk", { status: "blocked" }), true],
    ["a file with tests", file("lib.valk", { tests: { old: 1, new: 1 } }), true],
    ["a file that runs tests", file("runs.valk"), true],
    ["any other file", file("lib.valk"), false],
    ["a file that is not there", file("no.valk"), false],
    ["the framework module", change(MODULE, "", "x"), false],
  ])("%s", (_name, planned, expected) => {
    expect(isSubject(planned)).toBe(expected);
  });

  test("modules that were not chosen from", () => {
    const modulesFound = [{ path: "a.valk", text: "", selected: true }];
    const ambiguous: FrameworkDecision = { action: "ambiguous", modules: modulesFound };
    expect(isSubject(change("a.valk", "", "x"), ambiguous)).toBe(false);
    expect(isSubject(change("a.valk", "", "x"), { action: "missing" })).toBe(true);
  });

  test("counts what the file registers", () => {
    expect(subjectOf(file("a.valk", { tests: { old: 2, new: 3 } }), undefined, tree)).toEqual({
      path: "a.valk",
      registered: 5,
      isChanged: false,
    });
  });
});

describe("whyNotRunnable", () => {
  const trees = treesOf([], place);
  const withModule = (text: string) => treesOf([change(MODULE, "", text)], place);
  const acceptsLists = `(fun {test name body} {list name body})
(fun {test/run tests options} {do (printf "✅ probe...  PASS : in 1(µs)\\n") (shutdown 0)})\n`;

  test.each<readonly [string, FrameworkDecision, string | undefined]>([
    ["an installed module", installed, undefined],
    ["no module", { action: "missing" }, "no framework module was found"],
    [
      "no module to keep",
      { action: "kept", module: undefined, asked: true },
      "no framework module was found",
    ],
    [
      "several modules",
      { action: "ambiguous", modules: [] },
      "several files define the framework, and none was replaced",
    ],
  ])("%s", (_name, framework, expected) => {
    expect(whyNotRunnable(framework, "builder", trees)).toBe(expected);
  });

  test("a kept module is asked what it accepts", () => {
    const old = kept(MODULE, modules.old);
    expect(whyNotRunnable(old, "builder", trees)).toBe(
      `${MODULE} was kept and does not accept pipelines`,
    );
    expect(whyNotRunnable(old, "list", trees)).toBe(
      `${MODULE} was kept and does not accept inline lists`,
    );
    expect(whyNotRunnable(old, "builder", withModule(modules.compat))).toBeUndefined();
    expect(whyNotRunnable(old, "list", withModule(acceptsLists))).toBeUndefined();
  });
});

describe("createJudge", () => {
  const source = `${LOADS}(test/define "a" {1})\n(test/run)\n`;
  const file = change("a.valk", source, migrated(source) as string);
  const subject = { path: "a.valk", registered: 1, isChanged: true };

  test("runs both sides", () => {
    const trees = treesOf([file, change(MODULE, modules.old, modules.final)], place);
    const judge = createJudge({ trees, framework: installed, target: "builder" });
    expect(judge(subject).comparison).toEqual({ result: "equal" });
  });

  test("does not run what cannot run, and says why", () => {
    const judge = createJudge({
      trees: treesOf([file], place),
      framework: kept(MODULE, modules.old),
      target: "builder",
    });
    expect(judge(subject).comparison).toEqual({
      result: "unknown",
      reasons: [`${MODULE} was kept and does not accept pipelines`],
    });
    expect(judge({ ...subject, path: "no.valk", isChanged: false }).comparison).toEqual({
      result: "unknown",
      reasons: ["the file cannot be read as text"],
    });
  });

  test("a transform without framework needs none", () => {
    const judge = createJudge({
      trees: treesOf([change("a.valk", "(print 1)", "(print 2)")], place),
      framework: undefined,
      target: "builder",
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
