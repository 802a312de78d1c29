// Commits on the way: what is in each, what is in none, and what becomes of a run that cannot go on.

import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { diskFileSystem } from "../../src/project/file-system.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";
import {
  commitAll,
  git,
  MODULE,
  makeProject,
  newFile,
  OLD_MODULE,
  oldFile,
} from "./git-project.js";
import { type RunOptions, type RunResult, run } from "./run-main.js";

const env = {
  PATH: process.env.PATH as string,
  GIT_AUTHOR_NAME: "you",
  GIT_AUTHOR_EMAIL: "you@example.org",
  GIT_COMMITTER_NAME: "you",
  GIT_COMMITTER_EMAIL: "you@example.org",
  // Of another repository, as a hook's environment may have it.
  GIT_DIR: "/nowhere",
  GIT_INDEX_FILE: "/nowhere/index",
};

const project = {
  [MODULE]: OLD_MODULE,
  "test/a.valk": oldFile("a"),
  "test/b.valk": oldFile("b", "b2"),
  "unit/c.valk": oldFile("c"),
};

function migrate(
  cwd: string,
  args: readonly string[] = ["--commit-per", "file"],
  options: RunOptions = {},
): Promise<RunResult> {
  return run(["migrate", "--write", ...args], { cwd, env, guarded: true, ...options });
}

const subjects = (folder: string): readonly string[] =>
  git(folder, "log", "--reverse", "--format=%s").trim().split("\n").slice(1);

const filesOf = (folder: string, commit: string): readonly string[] =>
  git(folder, "show", "--name-only", "--format=", commit).trim().split("\n");

function hook(folder: string, name: string, script: string): void {
  const file = join(folder, ".git/hooks", name);
  mkdirSync(join(folder, ".git/hooks"), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

describe("migrate --write --commit-per", () => {
  test("file: a commit a file, the module before and after them", async () => {
    const folder = makeProject(project);
    const { status, stdout, stderr } = await migrate(folder);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(subjects(folder)).toEqual([
      `Have ${MODULE} answer tests in both styles`,
      "Migrate test/a.valk with define-to-suite",
      "Migrate test/b.valk with define-to-suite",
      "Migrate unit/c.valk with define-to-suite",
      `Take out of ${MODULE} what no test calls any more`,
    ]);
    expect(git(folder, "status", "--porcelain")).toBe("");
    expect(filesOf(folder, "HEAD~2")).toEqual(["test/b.valk"]);
    const id = git(folder, "rev-parse", "HEAD~3").trim();
    expect(stdout).toContain(`committed  ${id.slice(0, 10)}  test/a.valk\n`);
    expect(git(folder, "show", "--no-patch", "--format=%b", "HEAD~2").trim()).toBe(
      `test/b.valk: 2 tests before, 2 after; 0 comments kept

A second reading of the old and the new text found the same tests, comments
and other code in them.

Transform: define-to-suite
Tool: valk-codemod ${JSON.parse(readFileSync("package.json", "utf8")).version}`,
    );
  });

  test("folder and owner: what goes together", async () => {
    const byFolder = makeProject(project);
    await migrate(byFolder, ["--commit-per", "folder"]);
    expect(subjects(byFolder).slice(1, -1)).toEqual([
      "Migrate 2 files of test/ with define-to-suite",
      "Migrate unit/c.valk with define-to-suite",
    ]);
    const byOwner = makeProject({ ...project, CODEOWNERS: "* @all\n/test/b.valk @b\n" });
    await migrate(byOwner, ["--commit-per", "owner"]);
    expect(subjects(byOwner).slice(1, -1)).toEqual([
      "Migrate 2 files of @all with define-to-suite",
      "Migrate test/b.valk with define-to-suite",
    ]);
  });

  test("files that load each other are one commit, whatever the unit", async () => {
    const cases = `(load "${MODULE}")\n(test/define "shared" {== 1 1})\n`;
    const all = `(load "${MODULE}")\n(load "shared/cases.valk")\n(test/run {})\n`;
    const folder = makeProject({ ...project, "shared/cases.valk": cases, "test/all.valk": all });
    const { status } = await migrate(folder);
    expect(status).toBe(0);
    const together = subjects(folder).indexOf(
      "Migrate 2 files that load each other with define-to-suite",
    );
    expect(filesOf(folder, `HEAD~${subjects(folder).length - 1 - together}`)).toEqual([
      "shared/cases.valk",
      "test/all.valk",
    ]);
  });

  test("leaves out what the user has staged and changed, and says so", async () => {
    const folder = makeProject({ ...project, "notes.txt": "a", "more.txt": "a" });
    writeFiles(folder, { "notes.txt": "mine", "more.txt": "mine" });
    git(folder, "add", "notes.txt");
    const { status, stderr } = await migrate(folder);
    expect(status).toBe(0);
    expect(stderr).toBe(
      "note: 2 files with changes of your own are in none of the commits: more.txt, notes.txt\n",
    );
    expect(git(folder, "status", "--porcelain")).toBe(" M more.txt\nM  notes.txt\n");
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ["a file of the run", { "test/a.valk": oldFile("a", "mine") }],
    ["the module that it rests on", { [MODULE]: `${OLD_MODULE}; mine\n` }],
  ])("refuses where %s is changed", async (_, changed) => {
    const folder = makeProject(project);
    writeFiles(folder, changed);
    const { status, stderr } = await migrate(folder);
    expect(status).toBe(2);
    expect(stderr).toContain("uncommitted-changes: 1 file to be written or rested on holds");
    expect(subjects(folder)).toEqual([]);
    expect(readFileSync(join(folder, "test/b.valk"), "utf8")).toBe(oldFile("b", "b2"));
  });

  test("refuses where an earlier run's work is not committed, and says the way out", async () => {
    const folder = makeProject(project);
    await run(["migrate", "--write", "test/a.valk"], { cwd: folder, env });
    git(folder, "add", MODULE);
    git(folder, "commit", "-qm", "module alone");
    const { status, stderr } = await migrate(folder);
    expect(status).toBe(2);
    expect(stderr).toContain("1 file that an earlier run wrote holds changes that are not");
    expect(stderr).toContain("valk-codemod undo");
    git(folder, "checkout", "test/a.valk");
    expect(await migrate(folder)).toMatchObject({ status: 0 });
  });

  test("stops at a hook that refuses, takes that piece back, and goes on from there", async () => {
    const folder = makeProject(project);
    const refused =
      "! git diff --cached --name-only | grep -q b.valk || { echo no b >&2; exit 1; }";
    hook(folder, "pre-commit", refused);
    const { status, stderr } = await migrate(folder);
    expect(status).toBe(2);
    expect(stderr).toContain("error: commit-failed: no b\n");
    expect(stderr).toContain("Rolled back: 1 file restored.");
    expect(subjects(folder)).toEqual([
      `Have ${MODULE} answer tests in both styles`,
      "Migrate test/a.valk with define-to-suite",
    ]);
    expect(git(folder, "status", "--porcelain")).toBe("");
    expect(readFileSync(join(folder, "unit/c.valk"), "utf8")).toBe(oldFile("c"));
    hook(folder, "pre-commit", "exit 0");
    expect(await migrate(folder)).toMatchObject({ status: 0, stderr: "" });
    expect(subjects(folder)).toHaveLength(5);
    expect(git(folder, "status", "--porcelain")).toBe("");
  });

  test("ends where a hook rewrites what was proven", async () => {
    const folder = makeProject(project);
    const script =
      'for f in $(git diff --cached --name-only); do echo "; x" >> $f; git add $f; done';
    hook(folder, "pre-commit", script);
    const { status, stderr } = await migrate(folder);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      new RegExp(`commit-failed: [0-9a-f]{10} is made, but a hook has changed ${MODULE} in it`),
    );
    expect(subjects(folder)).toHaveLength(1);
  });

  test("leaves a file that a hook changes and refuses", async () => {
    const folder = makeProject(project);
    hook(folder, "pre-commit", `echo "; x" >> ${MODULE}; exit 1`);
    const { status, stderr } = await migrate(folder);
    expect(status).toBe(2);
    expect(stderr).toContain("commit-failed: git ended with status 1");
    expect(readFileSync(join(folder, MODULE), "utf8")).toMatch(/; x\n$/);
    expect(git(folder, "diff", "--name-only").trim()).toBe(MODULE);
  });

  test("is refused while a merge is under way", async () => {
    const folder = makeProject(project);
    git(folder, "checkout", "-q", "-b", "other");
    writeFiles(folder, { "x.txt": "1" });
    commitAll(folder);
    git(folder, "checkout", "-q", "main");
    writeFiles(folder, { "y.txt": "1" });
    commitAll(folder);
    git(folder, "merge", "-q", "--no-commit", "--no-ff", "other");
    const { status, stderr } = await migrate(folder);
    expect(status).toBe(2);
    expect(stderr).toContain("commit-failed: a merge is under way");
  });

  test("works in a linked worktree, and below its top", async () => {
    const main = makeProject(
      Object.fromEntries(Object.entries(project).map(([path, text]) => [`p/${path}`, text])),
    );
    const linked = join(makeFolder({}), "linked");
    git(main, "worktree", "add", "-q", linked);
    const { status } = await migrate(join(linked, "p"));
    expect(status).toBe(0);
    expect(subjects(linked)).toContain("Migrate p/test/a.valk with define-to-suite");
    expect(subjects(main)).toEqual([]);
  });

  test("works in a submodule", async () => {
    const outer = makeProject({ "a.txt": "a" });
    git(
      outer,
      "-c",
      "protocol.file.allow=always",
      "submodule",
      "add",
      "-q",
      makeProject(project),
      "m",
    );
    commitAll(outer);
    const inner = join(outer, "m");
    expect(await migrate(inner)).toMatchObject({ status: 0 });
    expect(subjects(inner)).toHaveLength(5);
    expect(git(outer, "status", "--porcelain")).toBe(" M m\n");
  });

  test("each commit is a run, which undo takes back in the working tree", async () => {
    const folder = makeProject(project);
    await migrate(folder);
    const { stdout } = await run(["runs"], { cwd: folder, env });
    expect(stdout.match(/migrate/g)).toHaveLength(5);
    for (const _ of "1234") {
      expect(await run(["undo"], { cwd: folder, env })).toMatchObject({ status: 0 });
    }
    expect(readFileSync(join(folder, "test/a.valk"), "utf8")).toBe(oldFile("a"));
    expect(readFileSync(join(folder, MODULE), "utf8")).not.toBe(OLD_MODULE);
  });

  test("an interrupt ends it between two commits", async () => {
    const folder = makeProject(project);
    const controller = new AbortController();
    const fileSystem = {
      ...diskFileSystem,
      rename(from: string, to: string) {
        diskFileSystem.rename(from, to);
        if (to.endsWith("a.valk")) {
          controller.abort();
        }
      },
    };
    const { signal } = controller;
    const { status } = await migrate(folder, undefined, { fileSystem, signal });
    expect(status).toBe(130);
    expect(subjects(folder)).toHaveLength(2);
    expect(git(folder, "status", "--porcelain")).toBe("");
    expect(readFileSync(join(folder, "test/b.valk"), "utf8")).toBe(oldFile("b", "b2"));
    expect(await migrate(folder)).toMatchObject({ status: 0 });
  });

  test("counts what another transform edits, and code blocks", async () => {
    const rule = {
      name: "x",
      message: "x",
      pattern: "(a $x)",
      replacement: "(b $x)",
      example: { before: "(a 1)", after: "(b 1)" },
    };
    const rules = JSON.stringify({ name: "r", rules: [rule] });
    const folder = makeProject({ "m.valk": "(a 1)\n(a 2)\n", "r.json": rules });
    const done = await migrate(folder, ["-t", "r.json", "--commit-per", "file"]);
    expect(done).toMatchObject({ status: 0, stderr: "" });
    expect(git(folder, "show", "--no-patch", "--format=%b")).toContain("m.valk: 2 edits\n");
    const block = `# T\n\n\`\`\`lisp\n${oldFile("a")}\`\`\`\n`;
    const documented = makeProject({ ...project, "doc.md": block });
    await migrate(documented, ["--markdown", "--commit-per", "file"]);
    expect(git(documented, "log", "--format=%b")).toContain("doc.md: 1 code block migrated\n");
  });

  test("names its commits in the JSON report", async () => {
    const folder = makeProject(project);
    const { stdout } = await migrate(folder, ["--commit-per", "folder", "--format", "json"]);
    const { commits } = JSON.parse(stdout).applied;
    expect(commits.map(({ paths }: { paths: string[] }) => paths.length)).toEqual([1, 2, 1, 1]);
    expect(commits[3].id).toBe(git(folder, "rev-parse", "HEAD").trim());
  });

  test("a module of the user's own goes with all files in one commit", async () => {
    const folder = makeProject(project);
    const own = join(makeFolder({ "own.valk": readFileSync("src/framework/test.valk", "utf8") }));
    const { status } = await migrate(folder, [
      "--commit-per",
      "file",
      "--framework",
      join(own, "own.valk"),
    ]);
    expect(status).toBe(0);
    expect(subjects(folder)).toHaveLength(1);
    expect(filesOf(folder, "HEAD")).toHaveLength(4);
  });

  test.each([
    [["--commit-per", "file"], "commits what --write writes"],
    [["--write", "--commit-per", "file", "--interactive"], "commits what --write writes"],
    [["--write", "--commit-per", "file", "-"], "commits what --write writes"],
    [["--write", "--commit-per", "file", "--atomic"], "--commit-per and --atomic exclude"],
    [["--write", "--commit-per", "file", "--allow-dirty"], "and --allow-dirty exclude"],
    [["--write", "--commit-per", "file", "--allow-no-vcs"], "and --allow-no-vcs exclude"],
    [["--write", "--commit-per", "file", "--staged"], "and --staged exclude"],
    [["--write", "--commit-per", "file", "--changed"], "and --changed exclude"],
    [["--write", "--commit-per", "owner"], "--commit-per owner: there is no .github/CODEOWNERS"],
  ])("%j is refused", async (args, message) => {
    const folder = makeProject(project);
    const { status, stderr } = await run(["migrate", ...args], { cwd: folder, env, guarded: true });
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(existsSync(join(folder, ".valk-codemod"))).toBe(false);
  });

  test("outside a repository nothing is written", async () => {
    const { status, stderr } = await migrate(makeFolder(project));
    expect(status).toBe(2);
    expect(stderr).toContain("no-repository");
  });
});

test("newFile is what is committed", async () => {
  const folder = makeProject(project);
  await migrate(folder);
  expect(git(folder, "show", "HEAD:test/a.valk")).toBe(newFile("a"));
});
