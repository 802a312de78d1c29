import { readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
  PIPELINE_NAMES,
} from "./git-project.js";
import { run } from "./run-main.js";

const project = {
  [MODULE]: OLD_MODULE + PIPELINE_NAMES,
  "test/old.valk": oldFile("a", "b"),
  "test/small.valk": oldFile("c"),
  "test/new.valk": newFile("d", "e", "f"),
  "test/mixed.valk": newFile("g") + oldFile("h"),
  "test/broken.valk": '(test/define "i" {1}\n',
  "test/parts/part.valk": '(test/define "no body")\n(test/define "j" {1})\n',
  "test/parts/loads.valk": `(load "test/parts/part.valk")\n${oldFile("k")}`,
  "src/plain.valk": "(def {x} 1)\n",
};

async function json(folder: string, ...args: readonly string[]): Promise<Record<string, never>> {
  const { stdout, stderr } = await run(["status", "--format", "json", ...args], { cwd: folder });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

describe("status", () => {
  test("counts every file once and says what comes next", async () => {
    const folder = makeProject(project);
    const { total, next, unblockers, reasons, mixed, module } = await json(folder);
    expect(total).toEqual({
      percent: 36,
      files: { old: 2, new: 1, mixed: 1, blocked: 2, unreadable: 1, failed: 0, none: 2 },
      tests: { old: 3, new: 3, mixed: 2, blocked: 2, unreadable: 1, failed: 0, none: 0 },
      done: 4,
      lists: 0,
      computed: 0,
      left: 3,
      stuck: 4,
    });
    expect(next).toMatchObject([
      { paths: ["test/small.valk"], tests: 1, lines: 3 },
      { paths: ["test/old.valk"], tests: 2, lines: 4 },
    ]);
    expect(unblockers).toEqual([
      { path: "test/parts/part.valk", codes: ["wrong-arity"], unblocks: ["test/parts/loads.valk"] },
    ]);
    expect(mixed).toEqual(["test/mixed.valk"]);
    expect(reasons).toContainEqual({ code: "read-error", paths: ["test/broken.valk"] });
    expect(module).toEqual({ path: MODULE, kind: "compat", isShipped: false });
  });

  test("counts new tests as blocked whose module does not answer them", async () => {
    const folder = makeProject({ ...project, [MODULE]: OLD_MODULE });
    const { total, reasons, module } = await json(folder);
    expect(total).toMatchObject({ files: { new: 0, blocked: 3 }, tests: { new: 0, blocked: 5 } });
    // What a pipeline registers is never old: the share of what is done does not depend on it.
    expect(total).toMatchObject({ percent: 36, done: 4 });
    expect(reasons).toContainEqual({ code: "new-on-old", paths: ["test/new.valk"] });
    expect(module).toEqual({ path: MODULE, kind: "old", isShipped: false });
  });

  test("proposes files that change only together with one command, whichever is asked about", async () => {
    const files = {
      [MODULE]: OLD_MODULE,
      "test/part.valk": '(test/define "j" {1})\n',
      "test/loads.valk": `(load "test/part.valk")\n${oldFile("k")}`,
    };
    const folder = makeProject(files);
    const all = await run(["status"], { cwd: folder });
    const one = await run(["status", "test/loads.valk"], { cwd: folder });
    for (const { stdout } of [all, one]) {
      expect(stdout).toContain("    valk-codemod migrate test/loads.valk test/part.valk --write\n");
      expect(stdout).not.toContain("Blocked");
    }
  });

  test("lists files of one finding together, whatever they hold", async () => {
    const folder = makeProject({ "test/a.valk": "(test/define", "test/b.valk": "(test/run" });
    writeFileSync(join(folder, "test/c.valk"), Buffer.from("(test/run \xff)", "latin1"));
    const { reasons } = await json(folder);
    expect(reasons).toEqual([
      { code: "read-error", paths: ["test/a.valk", "test/b.valk"] },
      { code: "not-utf8", paths: ["test/c.valk"] },
    ]);
  });

  test("is about the paths that are named, and prints commands as they have to be typed", async () => {
    const folder = makeProject({ ...project, "test/parts/it's.valk": oldFile("z") });
    const { stdout, status } = await run(["status", "parts"], { cwd: join(folder, "test") });
    expect(status).toBe(0);
    expect(stdout).toContain("valk-codemod migrate 'parts/it'\\''s.valk' --write");
    expect(stdout).not.toContain("small.valk");
    expect(stdout).toContain("test/parts");
  });

  test("says which framework modules there are, where it is not one", async () => {
    const { [MODULE]: module = "", "test/old.valk": old = "" } = project;
    const several = { "a/test.valk": module, "b/test.valk": module };
    const headOf = async (files: Readonly<Record<string, string>>): Promise<string | undefined> =>
      (await run(["status"], { cwd: makeFolder(files) })).stdout.split("\n")[0];
    expect(await headOf({})).toBe("Status  no framework module");
    expect(await headOf({ ...several, "test/old.valk": old })).toBe(
      "Status  2 framework modules: a/test.valk, b/test.valk",
    );
  });

  test("writes a report into a file", async () => {
    const folder = makeProject(project);
    const { stdout } = await run(["status", "-f", "markdown", "-o", "s.md"], { cwd: folder });
    expect(stdout).toBe("");
    expect(readFileSync(join(folder, "s.md"), "utf8")).toContain("36 % done: 4 of 11 tests.");
  });

  test("draws with colours on a terminal, and without where they are not wanted", async () => {
    const folder = makeProject(project);
    const colored = await run(["status"], { cwd: folder, terminal: 80 });
    const plain = await run(["status"], { cwd: folder, terminal: 80, env: { NO_COLOR: "1" } });
    expect(colored.stdout).toContain("█");
    expect(plain.stdout).not.toContain("█");
    expect(plain.stdout).not.toContain("\u001b");
  });

  test("stops when it is told to", async () => {
    const signal = AbortSignal.abort();
    const { status } = await run(["status"], { cwd: makeProject(project), signal });
    expect(status).toBe(130);
  });

  test("of no file says so", async () => {
    const folder = makeFolder({ "test/a.valk": oldFile("a") });
    const { status, stdout } = await run(["status", "--include", "nothing"], { cwd: folder });
    expect({ status, stdout }).toMatchObject({ status: 0 });
    expect(stdout).toContain("No file here has tests.");
  });
});

describe("status --since", () => {
  test("follows tests from the old API to the new one, and sees what was added", async () => {
    const folder = makeProject(project);
    writeFiles(folder, {
      "test/old.valk": newFile("a", "b"),
      "test/grown.valk": oldFile("x", "y"),
      "test/fresh.valk": newFile("n"),
    });
    commitAll(folder);
    unlinkSync(join(folder, "test/broken.valk"));
    renameSync(join(folder, "test/small.valk"), join(folder, "test/renamed ü\n.valk"));
    writeFiles(folder, { "test/renamed ü\n.valk": newFile("c") });
    const { since } = await json(folder, "--since", "HEAD~1");
    expect(since).toEqual({
      ref: "HEAD~1",
      commit: git(folder, "rev-parse", "HEAD~1").trim(),
      tests: {
        moved: 3,
        movedBack: 0,
        broken: 0,
        mended: 0,
        addedOld: 2,
        addedNew: 1,
        addedUnreadable: 0,
        removed: 1,
      },
      files: {
        moved: ["test/old.valk", "test/renamed ü\n.valk"],
        begun: [],
        movedBack: [],
        broken: [],
        mended: [],
        addedOld: ["test/grown.valk"],
        addedNew: ["test/fresh.valk"],
        removed: ["test/broken.valk"],
      },
      grownOld: [{ path: "test/grown.valk", tests: 2 }],
    });
  });

  test("is about the paths that are named", async () => {
    const folder = makeProject(project);
    unlinkSync(join(folder, "test/old.valk"));
    unlinkSync(join(folder, "test/parts/part.valk"));
    const { since } = await json(folder, "--since", "main", "test/parts");
    expect(since).toMatchObject({ files: { removed: ["test/parts/part.valk"] } });
  });

  test("does not call removed what is ignored by now", async () => {
    const folder = makeProject(project);
    writeFiles(folder, { ".gitignore": "old.valk\n" });
    const { since } = await json(folder, "--since", "main");
    expect(since).toMatchObject({ tests: { removed: 0 } });
  });

  test("reads more versions than go into one question to git", async () => {
    const names = Array.from({ length: 450 }, (_, at) => `test/t${at}.valk`);
    const all = (make: (name: string) => string) =>
      Object.fromEntries(names.map((name) => [name, make(name)]));
    const folder = makeProject(all(oldFile));
    writeFiles(folder, all(newFile));
    const { since } = await json(folder, "--since", "main");
    expect(since).toMatchObject({ tests: { moved: 450, addedNew: 0, removed: 0 } });
  });

  test.each([
    ["no commit", "nope", "there is no such commit"],
    ["an option", "--all", "there is no such commit"],
    ["a tree", "main^{tree}", "there is no such commit"],
  ])("refuses %s", async (_name, ref, message) => {
    const folder = makeProject(project);
    const { status, stdout, stderr } = await run(["status", `--since=${ref}`], { cwd: folder });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).toContain("hint: ");
  });

  test("refuses to work outside a repository", async () => {
    const folder = makeFolder({ "test/a.valk": oldFile("a") });
    const { status, stderr } = await run(["status", "--since", "main"], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toContain("--since needs a git repository");
  });

  test("says so where git lacks an old version", async () => {
    const folder = makeProject(project);
    const id = git(folder, "rev-parse", "HEAD:test/old.valk").trim();
    writeFiles(folder, { "test/old.valk": newFile("a") });
    unlinkSync(join(folder, ".git/objects", id.slice(0, 2), id.slice(2)));
    const { status, stderr } = await run(["status", "--since", "main"], { cwd: folder });
    expect(status).toBe(2);
    expect(stderr).toContain(`git has no content for ${id}`);
  });
});

test("tells lists from pipelines", async () => {
  const folder = makeProject({
    [MODULE]: OLD_MODULE,
    "test/list.valk": '(test/run (list (test "a" {1}) (test "b" {1})) {:suite-name "L"})\n',
    "test/pipe.valk": newFile("c"),
  });
  const { stdout } = await run(["status"], { cwd: folder });
  expect(stdout).toContain("\ndone: 2 as lists, 1 in pipelines\n");
  expect(stdout).toContain(
    "goal: pipelines, since src/modules/test.valk can be replaced; 2 tests are in lists",
  );
});
