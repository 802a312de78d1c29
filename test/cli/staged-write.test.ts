// Changes of what is staged: the index is changed, the working tree gets the same edits, and nothing that is
// not staged is lost.

import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
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
import { run } from "./run-main.js";

const LOAD = `(load "${MODULE}")\n`;
const FINAL = readFileSync(join(import.meta.dirname, "../../src/framework/test.valk"), "utf8");
const project = { [MODULE]: FINAL, "a.valk": "(print 1)\n", "b.valk": newFile("b") };

const read = (folder: string, path: string): string => readFileSync(join(folder, path), "utf8");
const staged = (folder: string, path: string): string => git(folder, "show", `:${path}`);

/** A project of which `a.valk` is staged with the first text and stands there with the second. */
function parts(
  text: string,
  working: string,
  files: Readonly<Record<string, string>> = {},
): string {
  const folder = makeProject({ ...project, ...files });
  writeFiles(folder, { "a.valk": text });
  git(folder, "add", "a.valk");
  writeFiles(folder, { "a.valk": working });
  return folder;
}

const write = (cwd: string, ...args: readonly string[]) =>
  run(["migrate", "--staged", "--write", ...args], { cwd, guarded: true });

describe("--staged --write", () => {
  test("changes what is staged, and the working tree around what is not", async () => {
    const old = `; about\n${oldFile("one", "two")}`;
    const edited = old
      .replace("; about", "; more about")
      .replace('"two" {== 1 1}', '"two" {== 2 2}');
    const folder = parts(old, `${edited}(print 7)\n`);
    chmodSync(join(folder, "a.valk"), 0o755);
    git(folder, "add", "--chmod=+x", "a.valk");
    writeFiles(folder, { "a.valk": old });
    git(folder, "add", "a.valk");
    writeFiles(folder, { "a.valk": `${edited}(print 7)\n` });
    const before = git(folder, "ls-files", "-s");
    const shown = await run(["migrate", "--staged"], { cwd: folder });
    expect(shown.stderr).toBe(
      "note: 1 file is staged in parts, of which only what is staged is read; --write leaves the rest as it is: a.valk\n",
    );
    expect(shown.stdout).not.toContain("more about");
    expect(git(folder, "ls-files", "-s")).toBe(before);

    const { status, stderr } = await write(folder);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr:
        "note: 1 file is staged in parts, of which only what is staged is read; what is not staged stays: a.valk\n",
    });
    const migrated = `; about\n${newFile("one", "two")}`;
    const both = `${migrated.replace("; about", "; more about").replace('"two" {== 1 1}', '"two" {== 2 2}')}(print 7)\n`;
    expect(staged(folder, "a.valk")).toBe(migrated);
    expect(read(folder, "a.valk")).toBe(both);
    expect(git(folder, "ls-files", "-s", "a.valk")).toMatch(/^100755 /);
    expect(statSync(join(folder, "a.valk")).mode & 0o777).toBe(0o755);
    expect(existsSync(join(folder, ".git/index.lock"))).toBe(false);
    git(folder, "fsck", "--strict");

    expect(await run(["undo"], { cwd: folder })).toMatchObject({ status: 0 });
    expect(git(folder, "ls-files", "-s")).toBe(before);
    expect(read(folder, "a.valk")).toBe(`${edited}(print 7)\n`);
    expect(await run(["redo"], { cwd: folder })).toMatchObject({ status: 0 });
    expect([staged(folder, "a.valk"), read(folder, "a.valk")]).toEqual([migrated, both]);
  });

  test("stages the framework module that the files need, too", async () => {
    const folder = makeProject({ [MODULE]: OLD_MODULE });
    writeFiles(folder, { "a.valk": LOAD + oldFile("one") });
    git(folder, "add", "a.valk");
    expect(await write(folder)).toMatchObject({ status: 0, stderr: "" });
    expect(git(folder, "status", "--porcelain")).toBe(`A  a.valk\nM  ${MODULE}\n`);
    expect(staged(folder, MODULE)).toBe(FINAL);
    expect(await run(["undo"], { cwd: folder })).toMatchObject({ status: 0 });
    expect(git(folder, "status", "--porcelain")).toBe("A  a.valk\n");
  });

  test("leaves a module alone that is edited, and what needs another one", async () => {
    const folder = makeProject({ [MODULE]: OLD_MODULE });
    writeFiles(folder, { "a.valk": LOAD + oldFile("one") });
    git(folder, "add", "a.valk");
    writeFiles(folder, { [MODULE]: `${OLD_MODULE}; mine\n` });
    const { status, stdout } = await write(folder);
    expect(status).toBe(1);
    expect(stdout).toContain("the working tree holds another text than the one that is staged");
    expect(git(folder, "status", "--porcelain")).toBe(`A  a.valk\n M ${MODULE}\n`);
  });

  describe("old tests that are not staged", () => {
    const both = readFileSync(
      join(import.meta.dirname, "../../src/framework/test-compat.valk"),
      "utf8",
    );
    function beside(files: Readonly<Record<string, string>>): string {
      const folder = makeProject({ [MODULE]: OLD_MODULE, "b.valk": "(print 1)\n" });
      writeFiles(folder, { "a.valk": LOAD + oldFile("one") });
      git(folder, "add", "a.valk");
      writeFiles(folder, files);
      return folder;
    }

    test.each<[string, Readonly<Record<string, string>>]>([
      ["in a file that git does not know", { "n.valk": LOAD + oldFile("n") }],
      ["in a file that is not staged", { "b.valk": LOAD + oldFile("b") }],
    ])("%s run on the module that is written", async (_, files) => {
      const folder = beside(files);
      expect(await write(folder)).toMatchObject({ status: 0 });
      expect([staged(folder, MODULE), read(folder, MODULE)]).toEqual([both, both]);
      expect(staged(folder, "a.valk")).toBe(LOAD + newFile("one"));
      const [path = "", text] = Object.entries(files)[0] ?? [];
      expect(read(folder, path)).toBe(text);
      const again = await run(["migrate", "--staged"], { cwd: folder });
      expect(again.stdout).not.toContain("becomes the final module");
    });

    test("count for nothing where they are what is changed", async () => {
      const folder = beside({ "a.valk": `${LOAD}${oldFile("one")}; mine\n` });
      expect(await write(folder)).toMatchObject({ status: 0 });
      expect(staged(folder, MODULE)).toBe(FINAL);
    });

    test("count for nothing where git ignores them", async () => {
      const folder = beside({ "n.valk": LOAD + oldFile("n"), ".gitignore": "n.valk\n" });
      expect(await write(folder)).toMatchObject({ status: 0 });
      expect(staged(folder, MODULE)).toBe(FINAL);
    });

    test("use what the module lacks then, so that it stays", async () => {
      const folder = beside({ "n.valk": `${LOAD}(print *test-registry* *test-own*)\n` });
      writeFiles(folder, { [MODULE]: `${OLD_MODULE}(def {*test-own*} 1)\n` });
      git(folder, "add", MODULE);
      const { status, stdout } = await write(folder);
      expect(status).toBe(1);
      expect(stdout).toContain("framework-loses-name  1 file (n.valk) uses *test-own*");
    });
  });

  test.each([
    ["an edit in the same place", oldFile("one").replace("define", "skip"), "changes this place"],
    ["a test more", oldFile("one", "more"), "would have to change, too"],
    ["a bracket less", oldFile("one").replace("1})", "1}"), "would have to change, too"],
    ["no file", undefined, "it is staged, and gone from the working tree"],
    ["no text", Buffer.from([0xff, 0xfe, 0x31]), "what the working tree holds is not UTF-8"],
  ])("refuses a file with %s beside it", async (_, working, message) => {
    const folder = parts(oldFile("one"), "", { [MODULE]: OLD_MODULE, "b.valk": "" });
    const path = join(folder, "a.valk");
    if (working === undefined) {
      rmSync(path);
    } else {
      writeFileSync(path, working);
    }
    const before = [git(folder, "ls-files", "-s"), git(folder, "status", "--porcelain")];
    const { status, stdout } = await write(folder);
    expect(status).toBe(1);
    expect(stdout).toMatch(/a\.valk:\d+:\d+ {2}refuse {2}staged-differs/);
    expect(stdout).toContain(message);
    expect([git(folder, "ls-files", "-s"), git(folder, "status", "--porcelain")]).toEqual(before);
    expect(existsSync(path) ? readFileSync(path) : undefined).toEqual(
      working === undefined ? undefined : Buffer.from(working),
    );
  });

  test("refuses what git was told to leave alone", async () => {
    const folder = parts(oldFile("one"), `${oldFile("one")}; mine\n`);
    git(folder, "update-index", "--assume-unchanged", "a.valk");
    expect((await write(folder)).stdout).toContain("git was told to leave it alone");
  });

  test("refuses all files of a group with one of them", async () => {
    const group = {
      "test/one.valk": '(test/define "one" {true})\n',
      "test/two.valk": '(test/define "two" {true})\n',
      "test/test_all.valk": `${LOAD}(load "test/one.valk")\n(load "test/two.valk")\n(test/run)\n`,
    };
    const folder = makeProject({ [MODULE]: FINAL });
    writeFiles(folder, group);
    git(folder, "add", "--all");
    writeFiles(folder, { "test/two.valk": '(test/skip "two" {true})\n' });
    const { status, stdout } = await write(folder);
    expect(status).toBe(1);
    expect(stdout).toContain("0 changed, 0 unchanged, 3 blocked");
    writeFiles(folder, { "test/two.valk": `${group["test/two.valk"]}; mine\n` });
    expect(await write(folder)).toMatchObject({ status: 0 });
    expect(read(folder, "test/two.valk")).toBe(`${staged(folder, "test/two.valk")}; mine\n`);
  });

  test("does not take for a part what git has given other line ends", async () => {
    const folder = makeProject({ ...project, ".gitattributes": "*.valk text eol=crlf\n" });
    const crlf = (text: string): string => text.replaceAll("\n", "\r\n");
    writeFiles(folder, { "a.valk": crlf(oldFile("one")), "c.valk": crlf(oldFile("c")) });
    git(folder, "add", "--all");
    writeFiles(folder, { "c.valk": `; mine\r\n${crlf(oldFile("c"))}` });
    const { status, stderr } = await write(folder);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringContaining(": c.valk\n"),
    });
    expect([staged(folder, "a.valk"), read(folder, "a.valk")]).toEqual([
      newFile("one"),
      crlf(newFile("one")),
    ]);
    expect([staged(folder, "c.valk"), read(folder, "c.valk")]).toEqual([
      newFile("c"),
      `; mine\r\n${crlf(newFile("c"))}`,
    ]);
  });

  test("works before the first commit, and leaves alone what is only meant to be added", async () => {
    const folder = makeFolder({ [MODULE]: FINAL, "a.valk": oldFile("a"), "n.valk": oldFile("n") });
    git(folder, "init", "-q");
    git(folder, "add", "a.valk", MODULE);
    git(folder, "add", "--intent-to-add", "n.valk");
    expect(await write(folder)).toMatchObject({ status: 0 });
    expect(staged(folder, "a.valk")).toBe(newFile("a"));
    expect(read(folder, "n.valk")).toBe(oldFile("n"));
    expect(git(folder, "diff", "--name-only")).toBe("n.valk\n");
  });

  test("passes over links and submodules", async () => {
    const folder = makeProject(project);
    const other = makeProject({ "x.valk": oldFile("x") });
    execFileSync("git", ["clone", "-q", other, join(folder, "sub.valk")]);
    symlinkSync("b.valk", join(folder, "l.valk"));
    writeFiles(folder, { "a.valk": oldFile("a") });
    git(folder, "-c", "advice.addEmbeddedRepo=false", "add", "--all");
    expect(await write(folder)).toMatchObject({ status: 0 });
    expect(git(folder, "status", "--porcelain")).toBe("M  a.valk\nA  l.valk\nA  sub.valk\n");
    expect(staged(folder, "l.valk")).toBe("b.valk");
  });

  test("knows nothing of what git does not know", async () => {
    const folder = makeProject(project);
    const helper = "(fun {check name} {test/define name {true}})\n";
    const old = `${LOAD}(load "h.valk")\n(test/suite "S")\n(check "a")\n(test/run)\n`;
    writeFiles(folder, { "h.valk": helper, "a.valk": old });
    git(folder, "add", "a.valk");
    const { stdout } = await run(["migrate", "--staged", "--check"], { cwd: folder });
    git(folder, "add", "h.valk");
    const whole = await run(["migrate", "--staged", "--check"], { cwd: folder });
    expect(stdout).not.toBe(whole.stdout);
    expect(whole.stdout).toContain("2 changed");
  });

  test("works in a linked worktree, below a folder, and in a sparse index", async () => {
    const main = makeProject({
      ...project,
      "far/x.valk": newFile("x"),
      "near/y.valk": "(print 1)\n",
    });
    const folder = join(makeFolder({}), "tree");
    git(main, "worktree", "add", "-q", folder);
    git(folder, "sparse-checkout", "set", "--cone", "--sparse-index", "near", dirname(MODULE));
    writeFiles(folder, { "near/y.valk": oldFile("y") });
    git(folder, "add", "near/y.valk");
    writeFiles(folder, { "near/y.valk": `; mine\n${oldFile("y")}` });
    expect(await write(join(folder, "near"))).toMatchObject({ status: 0 });
    expect(staged(folder, "near/y.valk")).toBe(newFile("y"));
    expect(read(folder, "near/y.valk")).toBe(`; mine\n${newFile("y")}`);
    expect(git(folder, "status", "--porcelain")).toBe("MM near/y.valk\n");
    expect(git(main, "status", "--porcelain")).toBe("");
  });

  test("changes documentation in the same way", async () => {
    const page = (code: string): string => `# P\n\n\`\`\`valk\n${code}\`\`\`\n`;
    const folder = makeProject({ ...project, "p.md": "# P\n", "q.md": "# Q\n" });
    writeFiles(folder, { "p.md": page(oldFile("p")), "q.md": page(oldFile("q")) });
    git(folder, "add", "--all");
    writeFiles(folder, {
      "p.md": `${page(oldFile("p"))}more\n`,
      "q.md": page(oldFile("q")).replace("define", "skip"),
    });
    const { status, stdout } = await write(folder, "--markdown");
    expect(status).toBe(1);
    expect(stdout).toMatch(/q\.md:\d+:\d+ {2}refuse {2}staged-differs/);
    expect(staged(folder, "p.md")).toBe(page(newFile("p")));
    expect(read(folder, "p.md")).toBe(`${page(newFile("p"))}more\n`);
    expect(staged(folder, "q.md")).toBe(page(oldFile("q")));
  });
});

describe("the index of another", () => {
  test("is waited for, and nothing is written", async () => {
    const folder = parts(oldFile("one"), oldFile("one"));
    writeFileSync(join(folder, ".git/index.lock"), "");
    const { status, stderr } = await write(folder);
    expect(status).toBe(2);
    expect(stderr).toContain("error: index-locked: ");
    expect(git(folder, "status", "--porcelain")).toBe("M  a.valk\n");
    expect(read(folder, "a.valk")).toBe(oldFile("one"));
  });

  test("counts in a hook, but for one that is thrown away", async () => {
    const folder = parts(oldFile("one"), oldFile("one"));
    const env = { GIT_INDEX_FILE: ".git/next-index-1.lock" };
    execFileSync("cp", [".git/index", ".git/next-index-1.lock"], { cwd: folder });
    const refused = await run(["migrate", "--staged", "--write"], { cwd: folder, env });
    expect(refused).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("temporary-index"),
    });
    expect(read(folder, "a.valk")).toBe(oldFile("one"));
    // As git commit --all has it.
    git(folder, "commit", "-q", "-m", "one");
    execFileSync("cp", [".git/index", ".git/index.lock"], { cwd: folder });
    writeFiles(folder, { "a.valk": oldFile("all", "more") });
    const own = { GIT_INDEX_FILE: join(folder, ".git/index.lock") };
    execFileSync("git", ["add", "a.valk"], { cwd: folder, env: { ...process.env, ...own } });
    const done = await run(["migrate", "--staged", "--write"], { cwd: folder, env: own });
    expect(done.status).toBe(0);
    execFileSync("mv", [".git/index.lock", ".git/index"], { cwd: folder });
    expect(staged(folder, "a.valk")).toBe(newFile("all", "more"));
    expect(git(folder, "status", "--porcelain")).toBe("M  a.valk\n");
  });
});

describe("undo of what was staged", () => {
  async function written(): Promise<string> {
    const folder = parts(oldFile("one"), `${oldFile("one")}; mine\n`);
    await write(folder);
    return folder;
  }

  test.each([
    ["staged again", "it was staged again", (folder: string) => git(folder, "add", "a.valk")],
    [
      "taken out",
      "it is no longer staged",
      (folder: string) => git(folder, "rm", "-q", "--force", "--cached", "a.valk"),
    ],
  ])("stops where it was %s, unless forced", async (_, message, change) => {
    const folder = await written();
    change(folder);
    const index = git(folder, "ls-files", "-s");
    const { status, stderr } = await run(["undo"], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toContain(`a.valk  ${message}`);
    expect(git(folder, "ls-files", "-s")).toBe(index);
    expect(await run(["undo", "--force"], { cwd: folder })).toMatchObject({ status: 0 });
    expect(read(folder, "a.valk")).toBe(`${oldFile("one")}; mine\n`);
    const isThere = git(folder, "ls-files", "a.valk") !== "";
    expect(isThere ? staged(folder, "a.valk") : oldFile("one")).toBe(oldFile("one"));
  });

  test("is possible when git has thrown the old text away", async () => {
    const folder = await written();
    git(folder, "prune", "--expire=now");
    expect(await run(["undo"], { cwd: folder })).toMatchObject({ status: 0 });
    expect(staged(folder, "a.valk")).toBe(oldFile("one"));
  });
});

describe("other commands with --staged --write", () => {
  const parted = (text: string): string => parts(text, `${text}; mine\n`);

  test("format", async () => {
    const folder = parts("(f  a)\n", "(f  a)\n(g   b)\n");
    const options = { cwd: folder, guarded: true };
    expect(await run(["format", "--staged", "--write"], options)).toMatchObject({ status: 0 });
    expect([staged(folder, "a.valk"), read(folder, "a.valk")]).toEqual([
      "(f a)\n",
      "(f a)\n(g   b)\n",
    ]);
  });

  test("lint --fix", async () => {
    const leaking = "(fun {twice x} {do (def {m} 2) (* x m)})\n(println (twice 1))\n";
    const folder = parted(leaking);
    const options = { cwd: folder, guarded: true };
    expect(await run(["lint", "--fix", "--staged", "--write"], options)).toMatchObject({
      status: 0,
    });
    expect(staged(folder, "a.valk")).toBe(leaking.replace("(def", "(="));
    expect(read(folder, "a.valk")).toBe(`${staged(folder, "a.valk")}; mine\n`);
    expect(await run(["lint", "--fix", "--staged"], options)).toMatchObject({ status: 0 });
  });

  test("check --prune-suppressions", async () => {
    const unused = "; valk-codemod-disable-next-line several-runs there were two\n";
    const folder = parted(`${unused}${newFile("one")}`);
    const command = ["check", "--prune-suppressions", "--staged", "--write"];
    expect(await run(command, { cwd: folder, guarded: true })).toMatchObject({ status: 0 });
    expect(staged(folder, "a.valk")).toBe(newFile("one"));
    expect(read(folder, "a.valk")).toBe(`${newFile("one")}; mine\n`);
  });

  test("rewrite, whose result has to read", async () => {
    const folder = parts("(f 1)\n(g)\n", "(f 1)\n(g\n");
    const command = ["rewrite", "(f $a)", "(h $a)", "--staged", "--write"];
    expect(await run(command, { cwd: folder, guarded: true })).toMatchObject({ status: 0 });
    expect([staged(folder, "a.valk"), read(folder, "a.valk")]).toEqual([
      "(h 1)\n(g)\n",
      "(h 1)\n(g\n",
    ]);
  });

  test.each([
    ["before it", "(print 7)\n", ""],
    ["behind it", "", "(print 7)\n"],
  ])("rename, which leaves what is not staged %s", async (_, above, below) => {
    const folder = parts("(def {n} 1)\n(f n)\n", `${above}(def {n} 1)\n(f n)\n${below}`);
    const command = ["rename", "n", "count", "--staged", "--write"];
    expect(await run(command, { cwd: folder, guarded: true })).toMatchObject({ status: 0 });
    const renamed = "(def {count} 1)\n(f count)\n";
    expect([staged(folder, "a.valk"), read(folder, "a.valk")]).toEqual([
      renamed,
      `${above}${renamed}${below}`,
    ]);
    expect(await run(["undo"], { cwd: folder })).toMatchObject({ status: 0 });
    expect(staged(folder, "a.valk")).toBe("(def {n} 1)\n(f n)\n");
  });

  test("rename, where what is not staged uses the name, too", async () => {
    const folder = parts("(def {n} 1)\n(f n)\n", "(def {n} 1)\n(f n)\n(g n)\n");
    const command = ["rename", "n", "count", "--staged", "--write"];
    const { status, stdout } = await run(command, { cwd: folder, guarded: true });
    expect(status).toBe(1);
    expect(stdout).toMatch(/a\.valk:3:1 {2}refuse {2}staged-differs/);
    expect(staged(folder, "a.valk")).toBe("(def {n} 1)\n(f n)\n");
    expect(read(folder, "a.valk")).toBe("(def {n} 1)\n(f n)\n(g n)\n");
  });

  test("rename, where a file that is not staged uses the name, too", async () => {
    const folder = parts("(def {n} 1)\n(f n)\n", "(def {n} 1)\n(f n)\n", {
      "c.valk": '(load "a.valk")\n(g n)\n',
    });
    const command = ["rename", "n", "count", "--staged", "--write"];
    const { status, stdout } = await run(command, { cwd: folder, guarded: true });
    expect(status).toBe(1);
    expect(stdout).toContain("c.valk uses n, too, and is not part of the run");
    git(folder, "commit", "-q", "-m", "n");
    writeFiles(folder, {
      "c.valk": '(load "a.valk")\n; about\n(g n)\n',
      "a.valk": "(def {n} 2)\n(f n)\n",
    });
    git(folder, "add", "--all");
    expect(await run(command, { cwd: folder, guarded: true })).toMatchObject({ status: 0 });
    expect(staged(folder, "c.valk")).toBe('(load "a.valk")\n; about\n(g count)\n');
  });

  test.each<[string, string, string[]]>([
    ["y", "all of it", [oldFile("one", "two"), newFile("one", "two")]],
    ["n", "nothing", [newFile("one", "two"), oldFile("one", "two")]],
    ["q", "nothing", [newFile("one", "two"), oldFile("one", "two")]],
  ])("migrate -i, with the answer %s: %s", async (keys, _, [unwanted = "", wanted = ""]) => {
    const text = oldFile("one", "two");
    const folder = parts(`; about\n${text}`, `; more about\n${text}(print 7)\n`);
    const keyboard = Object.assign(new PassThrough(), { setRawMode: () => keyboard });
    keyboard.write(keys);
    const options = { cwd: folder, guarded: true, keyboard, terminal: 80 };
    const { status } = await run(["migrate", "-i", "--staged", "--color", "never"], options);
    expect(status).toBe(0);
    expect(staged(folder, "a.valk")).toBe(`; about\n${wanted}`);
    expect(read(folder, "a.valk")).toBe(`; more about\n${wanted}(print 7)\n`);
    expect(read(folder, "a.valk")).not.toContain(unwanted);
    git(folder, "fsck", "--strict");
    if (keys === "y") {
      expect(await run(["undo"], { cwd: folder })).toMatchObject({ status: 0 });
      expect(staged(folder, "a.valk")).toBe(`; about\n${text}`);
      expect(read(folder, "a.valk")).toBe(`; more about\n${text}(print 7)\n`);
    }
  });

  test("-i, where one file is chosen, and another one is not", async () => {
    const folder = parts("(f  a)\n", "; mine\n(f  a)\n", { "b.valk": "(print 1)\n" });
    writeFiles(folder, { "b.valk": "(g  a)\n" });
    git(folder, "add", "b.valk");
    writeFiles(folder, { "b.valk": "(g  a)\n; mine\n" });
    const keyboard = Object.assign(new PassThrough(), { setRawMode: () => keyboard });
    keyboard.write("ny");
    const options = { cwd: folder, guarded: true, keyboard, terminal: 80 };
    const command = ["rewrite", "($f a)", "($f z)", "-i", "--staged", "--color", "never"];
    expect((await run(command, options)).status).toBe(0);
    expect([staged(folder, "a.valk"), read(folder, "a.valk")]).toEqual([
      "(f  a)\n",
      "; mine\n(f  a)\n",
    ]);
    expect([staged(folder, "b.valk"), read(folder, "b.valk")]).toEqual([
      "(g  z)\n",
      "(g  z)\n; mine\n",
    ]);
  });

  test("a patch of what is staged is for git apply --cached", async () => {
    const folder = parted(oldFile("one"));
    const { stdout } = await run(["migrate", "--staged", "--format", "patch"], { cwd: folder });
    execFileSync("git", ["apply", "--cached"], { cwd: folder, input: stdout });
    expect(staged(folder, "a.valk")).toBe(newFile("one"));
    commitAll(folder);
  });
});
