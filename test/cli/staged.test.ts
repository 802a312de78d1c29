// The next commit, judged as the index has it: whatever the working tree holds.

import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
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
} from "./git-project.js";
import { run } from "./run-main.js";

const check = (cwd: string, ...args: readonly string[]) =>
  run(["check", "--staged", ...args], { cwd });

/** The places that a check finds new. */
async function fresh(cwd: string, ...args: readonly string[]): Promise<readonly string[]> {
  const { stdout, stderr } = await check(cwd, "--format", "json", ...args);
  expect(stderr).toBe("");
  return JSON.parse(stdout).new.map(
    ({ path, place }: { path: string; place: string }) => `${path} ${place}`,
  );
}

const project = { [MODULE]: OLD_MODULE, "a.valk": newFile("a"), "b.valk": newFile("b") };

describe("check --staged", () => {
  test("judges a file that is staged in parts by the part", async () => {
    const folder = makeProject(project);
    writeFiles(folder, { "a.valk": oldFile("staged") });
    git(folder, "add", "a.valk");
    writeFiles(folder, { "a.valk": oldFile("staged", "later"), "b.valk": oldFile("later") });
    expect(await fresh(folder)).toEqual(["a.valk staged"]);
    writeFiles(folder, { "a.valk": newFile("mended") });
    expect(await fresh(folder)).toEqual(["a.valk staged"]);
    rmSync(join(folder, "a.valk"));
    expect(await fresh(folder)).toEqual(["a.valk staged"]);
    writeFiles(folder, { "a.valk": oldFile("staged") });
    git(folder, "checkout", "-q", "b.valk");
    git(folder, "reset", "-q", "a.valk");
    expect(await check(folder)).toMatchObject({ status: 0 });
  });

  test("knows nothing of files that git does not know", async () => {
    const folder = makeProject(project);
    writeFiles(folder, { "new.valk": oldFile("new"), "other.valk": oldFile("other") });
    git(folder, "add", "new.valk");
    expect(await fresh(folder)).toEqual(["new.valk new"]);
    expect(await fresh(folder, "a.valk")).toEqual([]);
    writeFiles(folder, { "node_modules/x.valk": oldFile("theirs") });
    git(folder, "add", "--force", "node_modules/x.valk");
    expect(await fresh(folder)).toEqual(["new.valk new"]);
  });

  test("reads what a file loads from the index, too", async () => {
    const loads = `(load "${MODULE}")\n${oldFile("one")}`;
    const folder = makeProject({ ...project, "a.valk": loads });
    await run(["check", "--update-baseline"], { cwd: folder });
    commitAll(folder);
    writeFiles(folder, { "a.valk": `; moved\n${loads}` });
    git(folder, "add", "a.valk");
    writeFiles(folder, { [MODULE]: "(fun {test/suite name} {name})\n" });
    expect(await check(folder)).toMatchObject({ status: 0 });
  });

  test("entries follow a file that the commit renames; one that it removes is for the whole check", async () => {
    const folder = makeProject({ ...project, "a.valk": oldFile("one"), "c.valk": oldFile("kept") });
    await run(["check", "--update-baseline"], { cwd: folder });
    commitAll(folder);
    git(folder, "mv", "a.valk", "moved.valk");
    const moved = await check(folder);
    expect(moved.status).toBe(0);
    expect(moved.stdout).toContain("a.valk is moved.valk now; its entries follow.");
    git(folder, "rm", "-q", "--cached", "moved.valk");
    expect(await check(folder)).toMatchObject({ status: 0 });
    rmSync(join(folder, "moved.valk"));
    const whole = await run(["check"], { cwd: folder });
    expect(whole.stdout).toContain("Check failed: 0 new, 1 gone.");
  });

  test("with nothing staged there is nothing to say", async () => {
    expect(await check(makeProject(project))).toMatchObject({ status: 0 });
  });

  test("sees the index of the commit that is being made", async () => {
    const folder = makeProject(project);
    const out = join(makeFolder({}), "out");
    mkdirSync(join(folder, ".git/hooks"), { recursive: true });
    const hook = join(folder, ".git/hooks/pre-commit");
    writeFileSync(
      hook,
      `#!/bin/sh\nprintf %s "$GIT_INDEX_FILE" > ${out}\ncp "$GIT_INDEX_FILE" .git/kept\n`,
    );
    chmodSync(hook, 0o755);
    writeFiles(folder, { "a.valk": oldFile("all") });
    git(folder, "commit", "-q", "-a", "-m", "all");
    git(folder, "reset", "-q", "HEAD~");
    expect(await fresh(folder)).toEqual([]);
    const env = { GIT_INDEX_FILE: ".git/kept" };
    const { status, stdout } = await run(["check", "--staged"], { cwd: folder, env });
    expect(status).toBe(1);
    expect(stdout).toContain('a.valk:2:1  new  old-test  "all"');
    const elsewhere = { GIT_INDEX_FILE: join(folder, "a.valk") };
    expect(await run(["check", "--staged"], { cwd: folder, env: elsewhere })).toMatchObject({
      status: 0,
    });
  });

  test.each(["--update-baseline", "--prune-baseline"])("writes no baseline: %s", async (option) => {
    const { status, stderr } = await check(makeProject(project), option);
    expect(status).toBe(2);
    expect(stderr).toContain("--staged is about the next commit");
  });

  test("needs a repository that git can read", async () => {
    expect(await check(makeFolder(project))).toMatchObject({ status: 2 });
    const broken = makeProject(project);
    execFileSync("sh", ["-c", "echo x > .git/index"], { cwd: broken });
    const { status, stderr } = await check(broken);
    expect(status).toBe(2);
    expect(stderr).toContain("git-failed");
  });
});

describe("lint --staged", () => {
  const racy = (name: string) => `(def {${name}} 0)
(aio/interval (aio/start) 10 (\\ {_} {(def {${name}} (+ ${name} 1))}))
(print ${name})
`;
  const lint = (cwd: string, ...args: readonly string[]) =>
    run(["lint", "--staged", ...args], { cwd });

  test("finds what the next commit has, and nothing else", async () => {
    const folder = makeProject({ "a.valk": "(print 1)\n", "b.valk": racy("before") });
    writeFiles(folder, { "a.valk": racy("staged") });
    git(folder, "add", "a.valk");
    writeFiles(folder, { "a.valk": racy("later"), "c.valk": racy("unknown") });
    const { status, stdout } = await lint(folder);
    expect(status).toBe(1);
    expect(stdout).toContain("a.valk:3:");
    expect(stdout).toContain("staged");
    expect(stdout).not.toMatch(/later|before|unknown/);
    git(folder, "reset", "-q");
    expect(await lint(folder)).toMatchObject({ status: 0 });
  });

  test.each(["--watch", "--update-baseline --baseline b.json"])(
    "goes without %s",
    async (option) => {
      expect(await lint(makeProject({ "a.valk": "1\n" }), ...option.split(" "))).toMatchObject({
        status: 2,
      });
    },
  );
});
