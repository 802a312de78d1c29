import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { placeOfRoot } from "../../src/project/discovery-root.js";
import { findObstacle, type GuardRequest } from "../../src/write/guard.js";
import { createGit } from "../../src/write/guard-git.js";
import { run } from "../cli/run-main.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";

const OLD = '(test/suite "s")\n(test/define "one" {true})\n(test/run)\n';

function git(cwd: string, ...args: string[]): void {
  const identity = ["-c", "user.name=you", "-c", "user.email=you@example.org"];
  execFileSync("git", [...identity, ...args], { cwd, stdio: "pipe" });
}

function makeRepository(files: Readonly<Record<string, string>>, ...init: string[]): string {
  const folder = makeFolder(files);
  git(folder, "init", "-q", ...init);
  git(folder, "add", "--all");
  git(folder, "commit", "-q", "--allow-empty", "-m", "start");
  return folder;
}

function check(root: string, paths: readonly string[], more: Partial<GuardRequest> = {}) {
  const place = placeOfRoot(root);
  const request = { place, paths, prefix: "", allowDirty: false, allowNoVcs: false, env: {} };
  return findObstacle({ ...request, ...more })?.message;
}

describe("the guard", () => {
  test("lets a run write what is committed", () => {
    const names = ["a.valk", "-x.valk", 'q"uote\n.valk', "größe/é.valk"];
    const root = makeRepository(Object.fromEntries(names.map((name) => [name, name])));
    expect(check(root, names)).toBeUndefined();
    const sha256 = makeRepository({ "a.valk": "a" }, "--object-format=sha256");
    expect(check(sha256, ["a.valk"])).toBeUndefined();
  });

  test.each<[string, (root: string) => void]>([
    ["changed", (root) => writeFileSync(join(root, "a.valk"), "mine")],
    [
      "changed and staged",
      (root) => {
        writeFileSync(join(root, "a.valk"), "mine");
        git(root, "add", "a.valk");
      },
    ],
    [
      "staged otherwise",
      (root) => {
        writeFileSync(join(root, "a.valk"), "mine");
        git(root, "add", "a.valk");
        writeFileSync(join(root, "a.valk"), "a");
      },
    ],
    ["not known to git", (root) => git(root, "rm", "-q", "--cached", "a.valk")],
    [
      "marked as unchanged",
      (root) => {
        git(root, "update-index", "--assume-unchanged", "a.valk");
        writeFileSync(join(root, "a.valk"), "mine");
      },
    ],
    ["given other line ends", (root) => writeFileSync(join(root, "a.valk"), "a\r\n")],
  ])("refuses a file that is %s", (_name, act) => {
    const root = makeRepository({ "a.valk": "a\n", "b.valk": "b" });
    act(root);
    expect(check(root, ["a.valk", "b.valk"])).toBe(
      "uncommitted-changes: 1 file to be written holds changes that are not committed: a.valk",
    );
    expect(check(root, ["b.valk"])).toBeUndefined();
    expect(check(root, [])).toBeUndefined();
    expect(check(root, ["a.valk"], { allowDirty: true })).toBeUndefined();
  });

  test("leaves line ends to git where git converts them", () => {
    for (const convert of [".gitattributes", "config"]) {
      const root = makeRepository({
        "a.valk": "a\n",
        ...(convert === ".gitattributes" && { [convert]: "*.valk text=auto\n" }),
      });
      if (convert === "config") {
        git(root, "config", "core.autocrlf", "true");
      }
      writeFileSync(join(root, "a.valk"), "a\r\n");
      expect(check(root, ["a.valk"])).toBeUndefined();
    }
  });

  test("leaves a file that is gone to whoever writes", () => {
    const root = makeRepository({ "a.valk": "a" });
    rmSync(join(root, "a.valk"));
    expect(check(root, ["a.valk"])).toBeUndefined();
  });

  test("refuses everything before the first commit and outside a repository", () => {
    const root = makeFolder({ "a.valk": "a" });
    expect(check(root, ["a.valk"])).toMatch(/^no-repository: /);
    expect(check(root, ["a.valk"], { allowNoVcs: true })).toBeUndefined();
    git(root, "init", "-q");
    expect(check(root, ["a.valk"])).toMatch(/^uncommitted-changes: /);
  });

  test("tells when git cannot say anything", () => {
    const root = makeFolder({ "a.valk": "a", ".git": "nonsense" });
    expect(check(root, ["a.valk"])).toMatch(/^git-failed: fatal: /);
    expect(() => createGit(root, {}, ["/nowhere"])).toThrow("there is no git in /nowhere");
  });

  test("runs nothing that a repository names", () => {
    const root = makeRepository({ "a.valk": "a" });
    const trap = join(root, "trap");
    writeFiles(root, {
      "node_modules/.bin/git": `#!/bin/sh\ntouch ${trap}\n`,
      "evil.sh": `#!/bin/sh\ntouch ${trap}\n`,
    });
    execFileSync("chmod", ["+x", join(root, "node_modules/.bin/git"), join(root, "evil.sh")]);
    const evil = join(root, "evil.sh");
    for (const key of [
      "core.fsmonitor",
      "core.pager",
      "core.sshCommand",
      "core.editor",
      "diff.external",
      "filter.x.clean",
      "filter.x.process",
      "alias.ls-files",
      "alias.ls-tree",
    ]) {
      git(root, "config", key, key.startsWith("alias") ? `!${evil}` : evil);
    }
    writeFiles(root, { ".git/info/attributes": "*.valk filter=x diff=x\n" });
    mkdirSync(join(root, ".git/hooks"), { recursive: true });
    for (const hook of ["post-index-change", "fsmonitor-watchman"]) {
      execFileSync("cp", [evil, join(root, ".git/hooks", hook)]);
    }
    writeFileSync(join(root, "a.valk"), "b");
    const before = process.env.PATH;
    onTestFinished(() => {
      process.env.PATH = before;
    });
    process.env.PATH = `${join(root, "node_modules/.bin")}:${before}`;
    expect(check(root, ["a.valk"], { env: process.env })).toMatch(/^uncommitted-changes/);
    expect(existsSync(trap)).toBe(false);
  });
});

describe("migrate --write", () => {
  test("refuses, and says the way out before anything else", async () => {
    const cwd = makeRepository({ "a.valk": "" });
    writeFileSync(join(cwd, "a.valk"), OLD);
    for (const format of ["text", "patch", "json"]) {
      const { status, stdout, stderr } = await run(["--write", "--format", format], {
        cwd,
        guarded: true,
      });
      expect(status).toBe(2);
      expect(stdout).toContain({ json: '"edits":[{', patch: "-(test/define", text: "" }[format]);
      expect(stdout === "").toBe(format === "text");
      expect(stderr).toMatch(
        /^error: uncommitted-changes: 1 file .*: a\.valk\nhint: .*--allow-dirty/m,
      );
      expect(stderr).not.toContain("1 file written");
    }
    expect(existsSync(join(cwd, ".valk-codemod"))).toBe(false);
    const allowed = await run(["--write", "--allow-dirty"], { cwd, guarded: true });
    expect(allowed.status).toBe(0);
  });

  test("refuses outside a repository unless allowed", async () => {
    const cwd = makeFolder({ "a.valk": OLD });
    const { status, stdout, stderr } = await run(["--write"], { cwd, guarded: true });
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^error: no-repository: .*\nhint: .*--allow-no-vcs/);
    expect((await run(["--write", "--allow-no-vcs"], { cwd, guarded: true })).status).toBe(0);
  });

  test("minds only files that it would write, and its journal is none of git's business", async () => {
    const cwd = makeRepository({ "a.valk": OLD, "b.valk": "" });
    writeFileSync(join(cwd, "b.valk"), "; mine\n");
    writeFileSync(join(cwd, "notes.txt"), "mine");
    expect((await run(["--write"], { cwd, guarded: true })).status).toBe(0);
    const status = execFileSync("git", ["status", "--short"], { cwd, encoding: "utf8" });
    expect(status).toBe(" M a.valk\n M b.valk\n?? notes.txt\n");
  });

  test("goes on after an interrupt, with what it wrote itself", async () => {
    const module = "(fun {test/suite name} {name})\n(fun {test/run & args} {args})\n";
    const cwd = makeRepository({
      "src/modules/test.valk": module,
      "a.valk": OLD,
      "b.valk": OLD.replace("one", "two"),
    });
    let asked = 0;
    const signal = {
      get aborted() {
        return ++asked > 8;
      },
    } as AbortSignal;
    const first = await run(["--write"], { cwd, guarded: true, signal });
    expect(first).toMatchObject({
      status: 130,
      stderr: expect.stringContaining("valk-codemod undo "),
    });
    expect((await run(["--write"], { cwd, guarded: true })).status).toBe(0);
    expect((await run(["--check"], { cwd })).status).toBe(0);
  });
});
