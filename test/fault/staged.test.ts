// A run over what is staged that dies at any step between the working tree and the index: the same command
// ends in what an undisturbed run makes, and undo finds the way back to both.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { diskFileSystem, type FileSystem } from "../../src/project/file-system.js";
import { git, MODULE, makeProject, newFile, oldFile } from "../cli/git-project.js";
import { run } from "../cli/run-main.js";
import { writeFiles } from "../temporary-folder.js";
import { buryLockHolder } from "./example-run.mjs";
import { failingFileSystem, type Step } from "./failing-file-system.mjs";

const TIMEOUT = 300_000;
const quickDisk: FileSystem = { ...diskFileSystem, sync: () => {}, syncFolder: () => {} };
const FINAL = readFileSync(join(import.meta.dirname, "../../src/framework/test.valk"), "utf8");

function newProject(): string {
  const folder = makeProject({ [MODULE]: FINAL, "a.valk": "", "b.valk": "" });
  writeFiles(folder, { "a.valk": oldFile("a"), "b.valk": oldFile("b") });
  git(folder, "add", "--all");
  writeFiles(folder, { "a.valk": `${oldFile("a")}; mine\n` });
  return folder;
}

const write = (cwd: string, fileSystem: FileSystem = quickDisk) =>
  run(["migrate", "--staged", "--write"], { cwd, fileSystem });

/** What is staged, and what stands there. */
function contents(folder: string): readonly string[] {
  const files = ["a.valk", "b.valk", MODULE].map((path) =>
    readFileSync(join(folder, path), "utf8"),
  );
  return [git(folder, "ls-files", "-s"), ...files];
}

async function dieAt(at: number, cwd: string): Promise<void> {
  await write(cwd, failingFileSystem(quickDisk, { at, fault: { kind: "before" } }).fileSystem);
  buryLockHolder(cwd);
}

/** The steps of an undisturbed run at which files get their names. */
async function namingSteps(): Promise<readonly number[]> {
  const { fileSystem, steps } = failingFileSystem(quickDisk);
  await write(newProject(), fileSystem);
  const isNaming = ({ name, path }: Step): boolean =>
    ["rename", "link", "remove"].includes(name) && !path.includes("/lock");
  return steps.flatMap((step, at) => (isNaming(step) ? [at] : []));
}

describe("a run over what is staged that dies", { timeout: TIMEOUT }, () => {
  test("is gone on with by the same command, and taken back by undo", async () => {
    const before = contents(newProject());
    const steps = await namingSteps();
    expect(steps.length).toBeGreaterThan(8);
    for (const at of steps) {
      const folder = newProject();
      await dieAt(at, folder);
      expect(await write(folder)).toMatchObject({ status: 0 });
      expect(contents(folder)[1]).toBe(`${newFile("a")}; mine\n`);
      expect(git(folder, "show", ":a.valk", ":b.valk")).toBe(newFile("a") + newFile("b"));
      expect(existsSync(join(folder, ".git/index.lock"))).toBe(false);

      const other = newProject();
      await dieAt(at, other);
      const undone = await run(["undo"], { cwd: other, fileSystem: quickDisk });
      expect(undone.status === 0 || undone.stderr.includes("there are no runs")).toBe(true);
      expect(contents(other)).toEqual(before);
    }
  });

  test("says what keeps it from the index, and puts the working tree back", async () => {
    const folder = newProject();
    const before = contents(folder);
    const full: FileSystem = {
      ...quickDisk,
      rename: (from, to) => {
        if (to.endsWith("index")) {
          throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
        }
        quickDisk.rename(from, to);
      },
    };
    const { status, stderr } = await write(folder, full);
    expect(status).toBe(2);
    expect(stderr).toContain("error: index-failed: no space left");
    expect(contents(folder)).toEqual(before);
    expect(existsSync(join(folder, ".git/index.lock"))).toBe(false);
  });

  test("does not write over what somebody stages meanwhile", async () => {
    const folder = newProject();
    let isStaged = false;
    const busy: FileSystem = {
      ...quickDisk,
      link: (from, to) => {
        if (to.endsWith("index.lock") && !isStaged) {
          isStaged = true;
          git(folder, "reset", "-q", "b.valk");
        }
        quickDisk.link(from, to);
      },
    };
    const { status, stderr } = await write(folder, busy);
    expect(status).toBe(2);
    expect(stderr).toContain("error: index-changed: what is staged is not what was read");
    expect(git(folder, "status", "--porcelain")).toBe("MM a.valk\n M b.valk\n");
  });

  test("needs no second names, and minds no git that changes other things", async () => {
    const folder = newProject();
    let count = 0;
    const plain: FileSystem = {
      ...quickDisk,
      link: () => {
        throw Object.assign(new Error("no links"), { code: "EPERM" });
      },
      create: (path) => {
        if (path.endsWith("index.lock") && count++ === 0) {
          git(folder, "update-index", "--assume-unchanged", MODULE);
        }
        return quickDisk.create(path);
      },
    };
    expect(await write(folder, plain)).toMatchObject({ status: 0 });
    expect(git(folder, "show", ":a.valk")).toBe(newFile("a"));
    expect(git(folder, "ls-files", "-v", MODULE)).toMatch(/^h /);
  });
});
