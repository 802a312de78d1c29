// Files that the interpreter cannot read, in every style, through every command that counts tests:
// each is named with its line, none counts as done, and none is changed.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../temporary-folder.js";
import {
  commitAll,
  git,
  MODULE,
  makeProject,
  newFile,
  OLD_MODULE,
  oldFile,
  PIPELINE_NAMES,
} from "./git-project.js";
import { run } from "./run-main.js";

/** Each style with a test "a" that reads and a test "b" that holds the code. */
const STYLES: Readonly<Record<string, (code: string) => string>> = {
  old: (code) =>
    `(test/suite "S")\n(test/define "a" {1})\n(test/define "b" {do ${code} 1})\n(test/run)\n`,
  list: (code) => `(test/run (list (test "a" {1}) (test "b" {do ${code} 1})) {:suite-name "S"})\n`,
  builder: (code) =>
    `(-> (test/suite "S")\n    (test/add "a" {1})\n    (test/add "b" {do ${code} 1})\n    (test/run))\n`,
  mixed: (code) =>
    `(test/define "a" {1})\n(-> (test/suite "S")\n    (test/add "b" {do ${code} 1})\n    (test/run))\n`,
  "part of a list": (code) => `(def {part} (list (test "a" {1})\n  (test "b" {do ${code} 1})))\n`,
};
const ERRORS: Readonly<Record<string, string>> = {
  "a bad escape": '"\\ "',
  "spaced brackets": "( )",
  "a large number": "9223372036854775808",
  "a form feed": "\f",
  "a letter outside ASCII": "ü",
  "an open bracket": "(f",
  "a stray closer": "})",
};
const matrix = Object.keys(STYLES).flatMap((style) =>
  Object.keys(ERRORS).map((error) => [style, error] as const),
);
const PATH = "test/broken.valk";

function projectWith(text: string, more: Readonly<Record<string, string>> = {}): string {
  return makeProject({
    [MODULE]: OLD_MODULE + PIPELINE_NAMES,
    "test/good.valk": newFile("g"),
    [PATH]: text,
    ...more,
  });
}

interface FileReport {
  readonly path: string;
  readonly status: string;
}

describe.each(matrix)("%s: %s", (style, error) => {
  const text = STYLES[style]?.(ERRORS[error] as string) as string;

  test("migrate blocks it, check fails, status does not count it", async () => {
    const cwd = projectWith(text, { "test/old.valk": oldFile("o") });

    const preview = await run(["migrate", "--format", "json"], { cwd });
    const { files, totals } = JSON.parse(preview.stdout);
    expect(preview.status).toBe(0);
    expect(files.find(({ path }: FileReport) => path === PATH)).toMatchObject({
      status: "blocked",
      findings: [{ code: "read-error", severity: "refuse", excerpt: { isCutBefore: false } }],
    });
    const { changed, unchanged, blocked, failed } = totals;
    expect(changed + unchanged + blocked + failed).toBe(files.length);
    expect(totals.testsUnreadable).toBe(2);
    const pending = await run(["migrate", "--check"], { cwd });
    expect(pending.status).toBe(1);
    expect(pending.stdout).toMatch(/^ {2}test\/broken\.valk:\d+:\d+ {2}refuse {2}read-error/m);
    expect(pending.stdout).toMatch(/^ {6} *\^+$/m);
    expect(pending.stdout).toContain("2 of them in files that cannot be read");

    const check = await run(["check"], { cwd });
    expect(check.status).toBe(1);
    expect(check.stdout).toMatch(/^test\/broken\.valk:\d+:\d+ {2}new {2}read-error/m);
    expect(check.stdout).toMatch(/^ {4} *\^+$/m);
    expect(check.stdout).toContain(", 2 more in 1 file that cannot be read,");

    const status = await run(["status", "--format", "json"], { cwd });
    expect(status.status).toBe(0);
    const { total, unreadable } = JSON.parse(status.stdout);
    expect(total).toMatchObject({ percent: 25, done: 1, left: 1, stuck: 2 });
    expect(total).toMatchObject({ files: { unreadable: 1 }, tests: { unreadable: 2 } });
    expect(unreadable).toMatchObject([{ path: PATH, code: "read-error", tests: 2 }]);

    const written = await run(["migrate", "--write"], { cwd });
    expect(written.status).toBe(1);
    expect(readFileSync(join(cwd, PATH), "utf8")).toBe(text);
    expect(readFileSync(join(cwd, "test/old.valk"), "utf8")).not.toBe(oldFile("o"));
    const after = JSON.parse((await run(["status", "--format", "json"], { cwd })).stdout);
    expect(after.total).toMatchObject({ percent: 50, done: 2, left: 0, stuck: 2 });
  });
});

describe("a repository in which only broken files remain", () => {
  const broken = '(test/run (list (test "a" {== "\\ " 1})) {:suite-name "S"})\n';

  test("is not done, and says what to mend", async () => {
    const cwd = projectWith(broken);
    const { stdout } = await run(["status"], { cwd });
    expect(stdout).toContain("  50 %\n");
    expect(stdout).toContain("all    new    old  mixed  blocked  unreadable  no tests");
    expect(
      stdout,
    ).toContain(`Unreadable: mend these first; what the interpreter cannot read does not run, and the exit status is 0 all the same
  ${PATH}:1:32  read-error  1 test
      (test/run (list (test "a" {== "\\ " 1})) {:suite-name "S"})
                                     ^^
    valk-codemod migrate ${PATH}
`);
    expect(stdout).toContain("1 file to go: 0 can be migrated now, 1 not yet.");
    const markdown = await run(["status", "--format", "markdown"], { cwd });
    expect(markdown.stdout).toContain(`- \`${PATH}\`, line 1, column 32: \`read-error\`, 1 test\n`);
  });

  test("says it all in the text of a migration", async () => {
    const cwd = projectWith(broken);
    const { stdout } = await run(["migrate", PATH], { cwd });
    expect(stdout).toContain(`${PATH}: blocked, left as it is
  ${PATH}:1:32  refuse  read-error  strings know only the escapes \\a \\b \\f \\n \\r \\t \\v \\\\ \\' \\": the interpreter evaluates nothing of this form, which runs the suite, prints an error and ends with exit status 0, so that the file's only test does not run
      (test/run (list (test "a" {== "\\ " 1})) {:suite-name "S"})
                                     ^^
    hint: write a backslash as \\\\, or take it out; then run the file and count its tests
`);
  });

  test("shows the line in comments on pull requests and on the page", async () => {
    const cwd = projectWith(broken);
    const comment = await run(["migrate", "--format", "markdown"], { cwd });
    expect(comment.stdout).toContain(`

    \`\`\`text
    (test/run (list (test "a" {== "\\ " 1})) {:suite-name "S"})
                                   ^^
    \`\`\`
`);
    const page = await run(["migrate", "--format", "html"], { cwd });
    expect(page.stdout).toContain(`["(test/run (list (test \\"a\\" {== \\"\\\\ \\" 1}))`);
  });

  test("gets the final module: what is broken is not old for that", async () => {
    const cwd = projectWith(broken);
    const installed = await run(["framework", "install", "--final", "--write"], { cwd });
    expect(installed.stderr).toBe("");
    expect(installed.status).toBe(0);
    const { stdout } = await run(["framework", "status", "--format", "json"], { cwd });
    expect(JSON.parse(stdout).users).toEqual([
      { path: PATH, usesOld: false, tests: { old: 0, new: 1, lists: 1 }, isUnreadable: true },
      { path: "test/good.valk", usesOld: false, tests: { old: 0, new: 1 } },
    ]);
  });

  test.each([
    ["the old API", '(test/define "a" {f ( )})\n'],
    ["an unknown one", "(test/run ( ))\n"],
  ])("but not while one of them uses %s", async (_name, text) => {
    const cwd = projectWith(text);
    const { status, stdout } = await run(["framework", "install", "--final"], { cwd });
    expect(status).toBe(2);
    expect(stdout).toMatch(/^test\/broken\.valk:1:1 /m);
  });
});

describe("the baseline of a check", () => {
  test("knows a broken file as such, whatever else is edited in it", async () => {
    const cwd = projectWith('(-> (test/suite "S")\n    (test/add "b" {f ( )})\n    (test/run))\n');
    await run(["check", "--update-baseline"], { cwd });
    expect((await run(["check"], { cwd })).status).toBe(0);
    writeFileSync(
      join(cwd, PATH),
      '; moved\n(-> (test/suite "S")\n    (test/add "c" {1})\n    (test/add "d" {f "\\q"})\n    (test/run))\n',
    );
    expect((await run(["check"], { cwd })).status).toBe(0);
    writeFileSync(join(cwd, PATH), newFile("c"));
    const mended = await run(["check"], { cwd });
    expect(mended.status).toBe(1);
    expect(mended.stdout).toContain(
      `gone  stale-entry  ${PATH}`.replace("stale-entry", "read-error"),
    );
  });

  test("a broken file is no witness that a test was migrated", async () => {
    const cwd = projectWith(STYLES.builder?.("( )") as string, {
      "test/old.valk": '(test/suite "S")\n(test/define "a" {1})\n(test/run)\n',
    });
    expect((await run(["check"], { cwd })).stdout).not.toContain("test-in-both");
    writeFileSync(join(cwd, PATH), STYLES.builder?.("()") as string);
    expect((await run(["check"], { cwd })).stdout).toContain("test-in-both");
  });

  test("a comment can accept what is broken on purpose", async () => {
    const comment = "; valk-codemod-disable-file read-error shows what the reader does\n";
    const cwd = projectWith(comment + (STYLES.list?.("( )") as string));
    const { status, stdout } = await run(["check"], { cwd });
    expect(status).toBe(0);
    expect(stdout).toContain("2 more in 1 file that cannot be read, 0 in the baseline, 1 accepted");
  });
});

describe("a framework module that does not read", () => {
  const module = `${OLD_MODULE}(def {x} "\\q")\n`;

  test("is told of by check, status and framework status", async () => {
    const cwd = makeProject({ [MODULE]: module, "test/old.valk": oldFile("o") });
    const check = await run(["check"], { cwd });
    expect(check.stdout).toMatch(
      /^src\/modules\/test\.valk:4:11 {2}new {2}read-error.* a file that loads this module stops, with exit status 0/m,
    );
    const { stdout } = await run(["status"], { cwd });
    expect(stdout).toContain("src/modules/test.valk:4:11  read-error  0 tests");
    const framework = await run(["framework", "status"], { cwd });
    expect(framework.stdout).toContain(
      "cannot be read: 0 tests in 1 file (src/modules/test.valk); valk-codemod status shows the places",
    );
    expect(framework.stdout).toContain("old API: 1 test in 1 file (test/old.valk)");
  });

  test("is replaced, with a remark, or else blocks itself alone", async () => {
    const cwd = makeProject({ [MODULE]: module, "test/old.valk": oldFile("o") });
    const kept = await run(["migrate", "--framework", "keep"], { cwd });
    expect(kept.stdout).toContain("src/modules/test.valk: blocked, left as it is");
    const { stdout } = await run(["migrate"], { cwd });
    expect(stdout).toMatch(/src\/modules\/test\.valk:4:11 {2}review {2}framework-unreadable/);
    expect((await run(["migrate", "--write"], { cwd })).status).toBe(0);
    expect((await run(["status"], { cwd })).stdout).toContain("Everything is migrated.");
  });
});

describe("files that are no text", () => {
  test("count with the tests that can be made out", async () => {
    const cwd = projectWith("");
    const latin = Buffer.from(`; \xe4\n${newFile("a", "b")}`, "latin1");
    writeFileSync(join(cwd, PATH), latin);
    const { total, unreadable } = JSON.parse(
      (await run(["status", "--format", "json"], { cwd })).stdout,
    );
    expect(total).toMatchObject({ percent: 33, done: 1, stuck: 2 });
    expect(unreadable).toMatchObject([{ path: PATH, line: 1, column: 3, code: "not-utf8" }]);
  });
});

describe("status --since", () => {
  test("tells tests that can no longer be read from those that were migrated", async () => {
    const cwd = makeProject({
      [MODULE]: OLD_MODULE,
      "test/a.valk": oldFile("a", "b"),
      "test/latin.valk": oldFile("c"),
      "test/mended.valk": STYLES.list?.("( )") as string,
    });
    writeFileSync(join(cwd, "test/a.valk"), newFile("a", 'b \\d"{"'));
    writeFileSync(join(cwd, "test/latin.valk"), Buffer.from(`; \xe4\n${oldFile("c")}`, "latin1"));
    writeFileSync(join(cwd, "test/mended.valk"), STYLES.list?.("()") as string);
    commitAll(cwd);
    expect(git(cwd, "status", "--short")).toBe("");
    const { since } = JSON.parse(
      (await run(["status", "--since", "HEAD~1", "--format", "json"], { cwd })).stdout,
    );
    expect(since).toMatchObject({
      tests: { moved: 0, broken: 2, mended: 2, addedUnreadable: 1, removed: 1 },
      files: {
        moved: [],
        broken: ["test/a.valk", "test/latin.valk"],
        mended: ["test/mended.valk"],
      },
    });
    const { stdout } = await run(["status", "--since", "HEAD~1"], { cwd });
    expect(stdout).toContain("  unreadable  3 tests, 2 files: test/a.valk, test/latin.valk\n");
    expect(stdout).toContain("  mended      2 tests, 1 file: test/mended.valk\n");
  });
});

test.each([
  [["rename", "x", "y"], "rename"],
  [["rewrite", "(f)", "(g)"], "rewrite"],
  [["search", "(f)"], "search"],
  [["format"], "format"],
  [["lint", "--fix"], "lint --fix"],
  [["migrate", "--transform", "localize-def"], "migrate"],
])("%j says what to run again once a file is text", async (args, command) => {
  const cwd = makeFolder({ "a.valk": Buffer.from('(f)\n(def {x} "\xff")\n', "latin1") });
  const { stdout } = await run(args, { cwd });
  expect(stdout).toContain(`hint: convert the file to UTF-8, then ${command} again\n`);
});
