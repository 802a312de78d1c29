import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { LIST_RUNNER } from "../list-runner.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";
import { PIPELINE_NAMES } from "./git-project.js";
import { type RunOptions, run } from "./run-main.js";

// A disk that cannot read files of this name.
vi.mock("../../src/project/file-system.js", async (importOriginal) => {
  const original = await importOriginal<typeof import("../../src/project/file-system.js")>();
  return {
    ...original,
    readRegularFile: (path: string) => {
      if (path.endsWith("broken.valk")) {
        throw new Error("EIO: broken disk");
      }
      return original.readRegularFile(path);
    },
  };
});

const BASELINE = "valk-codemod.baseline.json";
const compat = `(fun {test/suite n} {n})
(fun {test/define n b} {n})
(fun {test/run & a} {a})
${PIPELINE_NAMES}`;
const final = compat.replace("(fun {test/define n b} {n})\n", "");
const testOf = (name: string) => `(test/define "${name}" {== 1 1})\n`;
const oldFile = (...names: readonly string[]) =>
  `(load "src/modules/test.valk")\n(test/suite "S")\n${names.map(testOf).join("")}(test/run)\n`;
const newFile = (...names: readonly string[]) =>
  `(-> (test/suite "S")\n${names.map((name) => `    (test/add "${name}" {== 1 1})\n`).join("")}    (test/run))\n`;

const project = (files: Readonly<Record<string, string>> = {}): string =>
  makeFolder({ "src/modules/test.valk": compat, "test/a.valk": oldFile("one", "two"), ...files });

const check = (cwd: string, args: readonly string[] = [], options: RunOptions = {}) =>
  run(["check", ...args], { cwd, ...options });

async function ratcheted(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const cwd = project(files);
  expect((await check(cwd, ["--update-baseline"])).status).toBe(0);
  return cwd;
}

const baselineOf = (cwd: string) => readFileSync(join(cwd, BASELINE), "utf8");

describe("files that load each other", () => {
  const files = {
    "test/cases.valk": testOf("case"),
    "test/b.valk": `(test/suite "B")\n(load "test/cases.valk")\n(test/run)\n`,
  };
  const codesOf = (stdout: string): readonly string[] =>
    JSON.parse(stdout).new.map(({ path, code }: Record<string, string>) => `${path} ${code}`);

  test("have the findings that a migration of them all would have", async () => {
    const { stdout } = await check(project(files), ["--format", "json"]);
    expect(codesOf(stdout).filter((found) => !found.endsWith("old-test"))).toEqual([]);
    const lonely = await check(project({ "test/cases.valk": testOf("case") }), ["-f", "json"]);
    expect(codesOf(lonely.stdout)).toContain("test/cases.valk no-run");
  });

  test("have the same findings one by one, so that a hook finds what is in the baseline", async () => {
    const cwd = await ratcheted(files);
    expect((await check(cwd, ["test/b.valk"])).status).toBe(0);
  });
});

describe("check", () => {
  test("says what is old, where it stands, and what helps", async () => {
    const { status, stdout } = await check(project());
    expect(status).toBe(1);
    expect(stdout).toBe(
      `test/a.valk:3:1  new  old-test  "one" is registered with the old API
test/a.valk:4:1  new  old-test  "two" is registered with the old API

Check failed: 2 new, 0 gone.
  2 files: 0 new-style and 2 old-style tests, 0 in the baseline
  hint: valk-codemod migrate test/a.valk --write migrates them
  hint: valk-codemod check --update-baseline makes a baseline, to start from here
`,
    );
  });

  test("names no command for a file that somebody has to see to first", async () => {
    const files = { "test/a.valk": `${testOf("a")}\n(test/run)\n(test/run)\n` };
    const { stdout } = await check(project(files));
    expect(stdout).toContain("several-runs");
    expect(stdout).not.toContain("to migrate them");
  });

  test("passes where everything is new", async () => {
    const { status, stdout } = await check(project({ "test/a.valk": newFile("one") }));
    expect(status).toBe(0);
    expect(stdout).toContain("Check passed.\n  2 files: 1 new-style and 0 old-style tests");
  });

  test("tells lists from pipelines, with the goal of the module or of the configuration", async () => {
    const list = '(test/run (list (test "three" {1}) (test "four" {1})) {:suite-name "L"})\n';
    const cwd = project({
      "src/modules/test.valk": LIST_RUNNER,
      "test/a.valk": list,
      "test/c.valk": '(test/run (list (test "five" {"\\q"})))\n',
    });
    const kept = await check(cwd, ["--no-config"]);
    expect(kept.stdout).toContain(
      "3 files: 2 new-style (2 as lists, 0 in pipelines) and 0 old-style tests, 1 more in 1 file that cannot be read, 0 in the baseline\n  goal: lists, since src/modules/test.valk runs lists\n",
    );
    writeFiles(cwd, { "valk-codemod.config.json": '{ "target": "builder" }' });
    const { stdout } = await check(cwd);
    expect(stdout).toContain(
      "  goal: pipelines, since the configuration says so; 2 tests are in lists: valk-codemod migrate --to builder --write\n",
    );
    const json = JSON.parse((await check(cwd, ["--format", "json"])).stdout);
    expect(json).toMatchObject({
      newTests: 2,
      listTests: 2,
      unreadableTests: 1,
      goal: { style: "builder", reason: "the configuration says so" },
    });
  });

  test("fails on new tests that the module does not answer", async () => {
    const old = compat.replace(PIPELINE_NAMES, "");
    const cwd = project({ "src/modules/test.valk": old, "test/a.valk": newFile("one") });
    const { status, stdout } = await check(cwd);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^test\/a\.valk:1:1 {2}new {2}new-on-old {2}.* does not answer ->, test\/add\n/,
    );
  });

  test("puts up with what the baseline knows, wherever it moved", async () => {
    const cwd = await ratcheted();
    writeFiles(cwd, { "test/a.valk": `; a new first line\n\n${oldFile("two", "one")}` });
    expect((await check(cwd)).status).toBe(0);
  });

  test("fails on one more old test in a file with old tests", async () => {
    const cwd = await ratcheted();
    writeFiles(cwd, { "test/a.valk": oldFile("one", "two", "three") });
    const { status, stdout } = await check(cwd);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^test\/a\.valk:5:1 {2}new {2}old-test {2}"three"/);
    expect(stdout).toContain("Check failed: 1 new, 0 gone.");
  });

  test("fails on one more of the same name", async () => {
    const cwd = await ratcheted({ "test/a.valk": oldFile("one", "one") });
    writeFiles(cwd, { "test/a.valk": oldFile("one", "one", "one") });
    const { stdout } = await check(cwd);
    expect(stdout).toMatch(/^test\/a\.valk:5:1 {2}new {2}old-test/);
  });

  test("fails on entries that no longer apply, until they are pruned", async () => {
    const cwd = await ratcheted({ "test/b.valk": oldFile("three") });
    writeFiles(cwd, { "test/a.valk": newFile("one", "two") });
    rmSync(join(cwd, "test/b.valk"));
    const { status, stdout } = await check(cwd);
    expect(status).toBe(1);
    expect(stdout).toContain(`${BASELINE}:4  gone  old-test  test/a.valk no longer has "one"`);
    expect(stdout).toContain(`${BASELINE}:8  gone  old-test  test/b.valk no longer has "three"`);
    expect(stdout).toContain("valk-codemod check --prune-baseline");
    expect((await check(cwd, ["--prune-baseline"])).status).toBe(0);
    expect((await check(cwd)).status).toBe(0);
  });

  test("prunes without adding anything", async () => {
    const cwd = await ratcheted();
    writeFiles(cwd, { "test/a.valk": oldFile("two", "three") });
    const { status, stdout } = await check(cwd, ["--prune-baseline"]);
    expect(status).toBe(1);
    expect(stdout).toContain("0 added, 1 removed");
    expect(baselineOf(cwd)).not.toMatch(/"one"|"three"/);
    expect(baselineOf(cwd)).toContain('"two"');
  });

  test("prunes nothing where there is no baseline", async () => {
    const cwd = project();
    expect((await check(cwd, ["--prune-baseline"])).status).toBe(1);
    expect(() => baselineOf(cwd)).toThrow();
  });

  test("leaves entries alone that it has not looked for", async () => {
    const cwd = await ratcheted({ "test/b.valk": oldFile("three") });
    const before = baselineOf(cwd);
    writeFiles(cwd, { "test/b.valk": newFile("three") });
    expect((await check(cwd, ["test/a.valk"])).status).toBe(0);
    expect((await check(cwd, ["test/a.valk", "--update-baseline"])).status).toBe(0);
    expect(baselineOf(cwd)).toBe(before);
    expect((await check(cwd, ["--exclude", "b.valk"])).status).toBe(0);
    expect((await check(cwd, ["test/b.valk"])).status).toBe(1);
    expect((await check(cwd, ["test"])).status).toBe(1);
  });

  test("fails on findings, too", async () => {
    const cwd = await ratcheted();
    writeFiles(cwd, { "test/a.valk": `${oldFile("one", "two")}(println 1)\n` });
    const { status, stdout } = await check(cwd);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^test\/a\.valk:6:1 {2}new {2}forms-after-run .*\n {4}\(println 1\)\n {4}\^+\n {2}hint: /,
    );
    await check(cwd, ["--update-baseline"]);
    expect((await check(cwd)).status).toBe(0);
  });

  test("counts only what is more than a screenful", async () => {
    const names = Array.from({ length: 14 }, (_, at) => `t${at}`);
    const { stdout } = await check(project({ "test/a.valk": oldFile(...names) }));
    expect(stdout).toContain("test/a.valk  and 4 more; --format json lists all\n");
    expect(stdout).not.toContain('"t10"');
  });

  test("fits a terminal", async () => {
    const { stdout } = await check(project(), ["--color", "never"], { terminal: 80 });
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe("check, after a renaming", () => {
  async function renamed(name: string, text = oldFile("one", "two")): Promise<string> {
    const cwd = await ratcheted();
    rmSync(join(cwd, "test/a.valk"));
    writeFiles(cwd, { [name]: text });
    return cwd;
  }

  test("the entries count for the new path, also where only that is looked at", async () => {
    const cwd = await renamed("unit/b.valk");
    for (const args of [[], ["unit/b.valk"]]) {
      const { status, stdout } = await check(cwd, args);
      expect(status).toBe(0);
      expect(stdout).toContain("test/a.valk is unit/b.valk now; its entries follow.\n");
      expect(stdout).toContain(
        "hint: valk-codemod check --prune-baseline writes down what was renamed",
      );
    }
    expect(JSON.parse((await check(cwd, ["-f", "json"])).stdout).moves).toEqual([
      { from: "test/a.valk", to: "unit/b.valk" },
    ]);
  });

  test.each(["--prune-baseline", "--update-baseline"])("%s writes it down", async (option) => {
    const cwd = await renamed("unit/b.valk");
    expect((await check(cwd, [option])).status).toBe(0);
    expect(baselineOf(cwd)).toContain('["unit/b.valk", "old-test", "two"]');
    expect(baselineOf(cwd)).not.toContain("test/a.valk");
    expect((await check(cwd)).stdout).not.toContain("now; its entries");
  });

  test("what is more is new, and what was migrated meanwhile is gone", async () => {
    const more = await renamed("unit/b.valk", oldFile("one", "two", "three"));
    const { status, stdout } = await check(more);
    expect(status).toBe(1);
    expect(stdout).toContain('unit/b.valk:5:1  new  old-test  "three"');
    expect(stdout).toContain("Check failed: 1 new, 0 gone.");
    const less = await renamed("unit/a.valk", oldFile("two"));
    expect((await check(less)).stdout).toContain("Check failed: 0 new, 1 gone.");
  });
});

describe("check, the ledger", () => {
  test("finds a test that a merge left in two files", async () => {
    const cwd = await ratcheted();
    writeFiles(cwd, { "test/new.valk": newFile("one") });
    const { status, stdout } = await check(cwd);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^test\/a\.valk:3:1 {2}new {2}test-in-both {2}"one" stands in test\/new\.valk:2 /,
    );
    expect((await check(cwd, ["test/a.valk"])).status).toBe(1);
  });

  const MANY = Array.from({ length: 40 }, (_, index) => `many ${index}`);
  const entry = (name: string) => `(test "${name}" {== 1 1})`;

  test.each<[string, readonly string[], string]>([
    ["a pipeline", ["one"], newFile("one")],
    ["a list", ["one"], `(test/run (list ${entry("one")}) :suite-name "S")\n`],
    ["other spelling", ["it's"], newFile("it\\'s")],
    ["escapes", ['a \\"b\\"'], newFile('a \\"b\\"')],
    ["a file like many", MANY, newFile("many 0")],
  ])(
    "finds a test that stands again in %s, whichever files it is asked of",
    async (_, names, twin) => {
      const cwd = project({ "test/a.valk": oldFile(...names), "test/b.valk": twin });
      const found = (stdout: string) => stdout.split("\n").filter((line) => /in-both/.test(line));
      const whole = found((await check(cwd)).stdout);
      expect(whole).toHaveLength(1);
      expect(found((await check(cwd, ["test/a.valk"])).stdout)).toEqual(whole);
      expect(found((await check(cwd, ["test/b.valk"])).stdout)).toEqual([]);
    },
  );

  test("takes tests of another suite or body for others", async () => {
    const cwd = await ratcheted();
    writeFiles(cwd, {
      "test/b.valk": newFile("one").replace('"S"', '"T"'),
      "test/c.valk": newFile("one").replace("== 1 1", "== 1 2"),
    });
    expect((await check(cwd)).status).toBe(0);
  });

  test("finds a test that stands twice in one file, which is not migrated", async () => {
    const cwd = project({ "test/a.valk": testOf("one") + newFile("one") });
    expect((await check(cwd)).stdout).toMatch(
      /test-in-both {2}"one" stands at line 3 .*, with the same body/,
    );
    const edited = newFile("one").replace("== 1 1", "== 2 2");
    writeFiles(cwd, { "test/a.valk": `${testOf("one")}(test/define (f) {1})\n${edited}` });
    expect((await check(cwd)).stdout).toMatch(/"one" stands at line 4 .*, with another body/);
    const migrated = await run(["migrate"], { cwd });
    expect(migrated.stdout).toMatch(/refuse {2}test-in-both/);
  });

  test("finds old tests on the final module, which are migrated", async () => {
    const cwd = project({ "src/modules/test.valk": final });
    const { stdout } = await check(cwd);
    expect(stdout).toMatch(/test\/a\.valk:1:1 {2}new {2}old-on-final {2}src\/modules\/test\.valk/);
    const migrated = await run(["migrate"], { cwd });
    expect(migrated.stdout).toContain('(test/add "one"');
  });
});

test.each(["old-test", "stale-entry"])("%s is explained", async (code) => {
  const { status, stdout } = await run(["explain", code]);
  expect(status).toBe(0);
  expect(stdout).toContain(`${code} (review)`);
  expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
});

describe("check, other files", () => {
  test("finds what concerns a whole file", async () => {
    const cwd = project();
    writeFileSync(join(cwd, "test/c.valk"), Buffer.from('(test/define "\xff" {1})', "latin1"));
    const { stdout } = await check(cwd, ["test/c.valk"]);
    expect(stdout).toMatch(/^test\/c\.valk:1:15 {2}new {2}not-utf8/);
    await check(cwd, ["--update-baseline"]);
    expect((await check(cwd)).status).toBe(0);
  });

  test("shows one line a file where nearly everything is old", async () => {
    const names = Array.from({ length: 101 }, (_, at) => `t${at}`);
    const { stdout } = await check(project({ "test/a.valk": oldFile(...names) }));
    expect(stdout).toContain("test/a.valk  and 100 more; --format json lists all\n");
  });

  test("knows a form by its tokens, however long", async () => {
    const long = (more: string) => `${oldFile("one")}(println "${"long ".repeat(20)}"  ${more})\n`;
    const cwd = await ratcheted({ "test/a.valk": long("1") });
    expect(baselineOf(cwd)).toMatch(/"\(println .+… [0-9a-f]{8}"/);
    writeFiles(cwd, { "test/a.valk": long("\n 1") });
    expect((await check(cwd)).status).toBe(0);
    writeFiles(cwd, { "test/a.valk": long("2") });
    expect((await check(cwd)).stdout).toContain("Check failed: 1 new, 1 gone.");
  });
});

describe("check, in other formats", () => {
  test("json", async () => {
    const cwd = await ratcheted();
    writeFiles(cwd, { "test/a.valk": oldFile("two", "three") });
    const { status, stdout } = await check(cwd, ["--format", "json"]);
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      passes: false,
      oldTests: 2,
      new: [{ path: "test/a.valk", line: 4, column: 1, code: "old-test", place: "three" }],
      known: [{ place: "two" }],
      gone: [{ path: "test/a.valk", place: "one", line: 4 }],
      failed: [],
    });
  });

  test("json into a file", async () => {
    const cwd = project();
    const { stdout } = await check(cwd, ["--format", "json", "-o", "check.json"]);
    expect(stdout).toBe("");
    expect(JSON.parse(readFileSync(join(cwd, "check.json"), "utf8")).new).toHaveLength(2);
  });

  test("github", async () => {
    const cwd = await ratcheted();
    writeFiles(cwd, { "test/a.valk": oldFile("two", "three") });
    const { stdout } = await check(cwd, ["--format", "github"]);
    expect(stdout).toMatch(/^::error file=test\/a\.valk,line=4,col=1,title=old-test::"three" is /);
    expect(stdout).toMatch(/\n::error file=valk-codemod\.baseline\.json,line=4,col=1,title=stale-/);
  });
});

describe("check goes wrong", () => {
  test.each<[string, readonly string[], RegExp]>([
    ["both ways to write", ["--update-baseline", "--prune-baseline"], /exclude each other/],
    ["standard input", ["-"], /does not read standard input/],
    ["a path that is missing", ["no"], /no does not exist/],
  ])("with %s", async (_, args, message) => {
    const { status, stderr } = await check(project(), args);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr).toContain("hint: ");
  });

  test("with a file that cannot be read, and then leaves the baseline alone", async () => {
    const cwd = await ratcheted();
    const before = baselineOf(cwd);
    writeFiles(cwd, { "test/broken.valk": oldFile("three") });
    const { status, stdout, stderr } = await check(cwd, ["--update-baseline"]);
    expect(status).toBe(2);
    expect(stdout).toContain("test/broken.valk  failed  read-failed  EIO: broken disk");
    expect(stderr).toContain(`${BASELINE} was not written`);
    expect(baselineOf(cwd)).toBe(before);
    const github = await check(cwd, ["--format", "github"]);
    expect(github.stdout).toMatch(
      /^::error file=test\/broken\.valk,line=1,col=1,title=read-failed::EIO/,
    );
    const json = await check(cwd, ["--format", "json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({
      passes: false,
      failed: [{ path: "test/broken.valk", problem: { code: "read-failed" } }],
    });
    expect((await check(cwd, ["test/a.valk"])).status).toBe(0);
  });

  test("with a folder for a baseline", async () => {
    const { status, stderr } = await check(project(), ["--baseline", "test"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: cannot read the baseline test: EISDIR/);
  });

  test("with a baseline out of order, which both ways to write put right", async () => {
    for (const option of ["--prune-baseline", "--update-baseline"]) {
      const cwd = await ratcheted();
      const before = baselineOf(cwd);
      const [first = "", second = ""] = before.split("\n").filter((line) => line.includes("test/"));
      writeFileSync(join(cwd, BASELINE), before.replace(first, `${second}\n${first}`));
      expect((await check(cwd)).stderr).toContain("belongs above line 4");
      expect((await check(cwd, [option])).status).toBe(0);
      expect(baselineOf(cwd)).toBe(before);
    }
  });

  test("with a broken baseline", async () => {
    const cwd = await ratcheted();
    writeFileSync(join(cwd, BASELINE), baselineOf(cwd).replace("[", "<<<<<<< HEAD\n["));
    const { status, stderr } = await check(cwd);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: valk-codemod\.baseline\.json:\d+:\d+: /);
    const below = await check(join(cwd, "test"));
    expect(below.stderr).toContain(`error: ${join(cwd, BASELINE)}:`);
  });

  test("when it is interrupted", async () => {
    const { status, stderr } = await check(project(), [], { signal: AbortSignal.abort() });
    expect(status).toBe(130);
    expect(stderr).toContain("nothing was written");
  });
});

describe("comments", () => {
  const NEXT = "; valk-codemod-disable-next-line";

  test("hold back an old test, and say so where there is none", async () => {
    const excused = oldFile("one").replace("(test/define", `${NEXT} old-test shown\n(test/define`);
    const cwd = project({ "test/a.valk": excused });
    const { status, stdout } = await check(cwd);
    expect(stdout).toContain("1 suppressed");
    expect(status).toBe(0);
    writeFiles(cwd, {
      "test/a.valk": `; valk-codemod-disable-file old-test why\n${newFile("one")}`,
    });
    expect((await check(cwd)).stdout).toContain("1 for information");
  });

  test("the configuration holds back old tests, too", async () => {
    const config = JSON.stringify({ severities: { "old-test": "info" } });
    const cwd = project({ "valk-codemod.config.json": config });
    const { status, stdout } = await check(cwd);
    expect(stdout).toContain("2 for information");
    expect(status).toBe(0);
  });

  test("accept a test that stands in two files", async () => {
    const accepted = oldFile("one").replace(
      "(test/define",
      `${NEXT} test-in-both shown\n(test/define`,
    );
    const files = { "test/a.valk": accepted, "test/b.valk": newFile("one") };
    const { stdout } = await check(project(files));
    expect(stdout).toContain("1 accepted by comments");
    expect(stdout).not.toMatch(/ test-in-both /);
  });
});

describe("check --prune-suppressions", () => {
  const used = "; valk-codemod-disable-next-line old-test shown\n";
  const source = [
    '(test/suite "S")\r\n',
    "  ; valk-codemod-disable-next-line no-run it was missing \r\n",
    used,
    '(test/define "one" {== 1 1}) ; valk-codemod-disable-line leak nothing leaks\n',
    "; valk-codemod-disable-next-line behaviour-differs only verify can say\n",
    "; valk-codemod-disable-next-line no-rnu misspelled, which is for a person\n",
    "(test/run)\n",
  ].join("");
  const pruned = source
    .replace("  ; valk-codemod-disable-next-line no-run it was missing \r\n", "")
    .replace("; valk-codemod-disable-line leak nothing leaks", "");
  const textOf = (cwd: string, path: string) => readFileSync(join(cwd, path), "utf8");

  test("shows what would go, of both houses, and writes nothing", async () => {
    const cwd = project({ "test/a.valk": source });
    const { status, stdout } = await check(cwd, ["--prune-suppressions"]);
    expect(status).toBe(0);
    expect(stdout).toContain("it was missing");
    expect(stdout).not.toContain("-; valk-codemod-disable-next-line old-test");
    expect(textOf(cwd, "test/a.valk")).toBe(source);
  });

  test("writes just that, and undo brings it back", async () => {
    const leaking =
      "; valk-codemod-disable-file leak needed\n(fun {f x} {do (def {m} 2) (* x m)})\n";
    const broken = `; valk-codemod-disable-file no-run who knows\n${source.replace('"S"', '"S')}`;
    const cwd = project({ "test/a.valk": source, "b.valk": leaking, "test/c.valk": broken });
    expect((await check(cwd, ["--prune-suppressions", "--write"])).status).toBe(0);
    expect(textOf(cwd, "test/a.valk")).toBe(pruned);
    expect(textOf(cwd, "b.valk")).toBe(leaking);
    expect(textOf(cwd, "test/c.valk")).toBe(broken);
    const again = await check(cwd, ["--prune-suppressions", "-w"]);
    expect(again.status).toBe(0);
    expect(textOf(cwd, "test/a.valk")).toBe(pruned);
    const [id = ""] = (await run(["runs"], { cwd })).stdout.split(" ");
    const { stderr } = await run(["undo"], { cwd });
    expect(stderr).toContain(
      `the last command, check, wrote nothing; before it stands ${id}, check`,
    );
    expect((await run(["undo", id], { cwd })).status).toBe(0);
    expect(textOf(cwd, "test/a.valk")).toBe(source);
  });

  test("says that a file could not be read", async () => {
    const cwd = project({ "test/a.valk": source, "test/broken.valk": source });
    const { status, stdout } = await check(cwd, ["--prune-suppressions"]);
    expect(status === 2 && stdout).toContain("read-failed");
  });

  test("writes nothing where the guard forbids it", async () => {
    const cwd = project({ "test/a.valk": source });
    const { status } = await check(cwd, ["--prune-suppressions", "-w"], { guarded: true });
    expect(status).toBe(2);
    expect(textOf(cwd, "test/a.valk")).toBe(source);
  });

  test.each([
    [["--write"], /--write needs --prune-suppressions/],
    [["--prune-suppressions", "--format", "json"], /shows its changes as text/],
    [["--prune-suppressions", "--output", "x"], /shows its changes as text/],
    [["--prune-suppressions", "--prune-baseline"], /leaves the baseline alone/],
    [["--prune-suppressions", "--update-baseline"], /leaves the baseline alone/],
  ])("%j is wrong usage", async (args, message) => {
    const { status, stderr } = await check(project(), args);
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });
});
