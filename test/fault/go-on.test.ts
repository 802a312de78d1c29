// The same command after a death: whichever step the first run died at, among files that change
// together, too, the second ends in what an undisturbed run makes, and undo finds the way back.

import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { diskFileSystem, type FileSystem } from "../../src/project/file-system.js";
import { type RunResult, run } from "../cli/run-main.js";
import { makeFolder } from "../temporary-folder.js";
import { buryLockHolder, contents, writeGroups } from "./example-run.mjs";
import { type Fault, failingFileSystem, type Step } from "./failing-file-system.mjs";

const TIMEOUT = 120_000;

/** Where the machine itself does not fail, waiting for its disk only takes time. */
const quickDisk: FileSystem = { ...diskFileSystem, sync: () => {}, syncFolder: () => {} };

const GROUP = ["all", "one", "test_all", "two"].map((name) => `test/group/${name}.valk`);
const CUT_OFF = /note: the run (\S+) was cut off between files that change together/;

let before: Record<string, string>;
let after: Record<string, string>;
let steps: readonly Step[] | undefined;
/** Steps before which one of the groups is half written. */
let tearing: readonly number[];

function newProject(): string {
  const folder = makeFolder();
  writeGroups(folder);
  return folder;
}

function write(cwd: string, fileSystem: FileSystem = quickDisk): Promise<RunResult> {
  return run(["--write"], { cwd, fileSystem });
}

/** Lets a run die in the folder. Answers whether it came that far. */
async function dieAt(at: number, fault: Fault, cwd: string): Promise<boolean> {
  const broken = failingFileSystem(quickDisk, { at, fault });
  await write(cwd, broken.fileSystem);
  buryLockHolder(cwd);
  return broken.wasReached();
}

function countNew(folder: string): number {
  const now = contents(folder);
  return GROUP.filter((path) => now[path] !== before[path]).length;
}

/** Takes back run after run, until there is none of which anything is left. */
async function undoAll(cwd: string): Promise<void> {
  let named: readonly string[] = [];
  for (let isOver = false; !isOver; ) {
    const undo = await run(["undo", ...named], { cwd, fileSystem: quickDisk });
    // Of a run that was whole when it died the same command finds nothing left to do.
    const [, id] = /^error: wrote-nothing: .* valk-codemod undo (\S+)/s.exec(undo.stderr) ?? [];
    named = id === undefined ? [] : [id];
    isOver = id === undefined && (undo.status !== 0 || undo.stdout.includes(": 0 files restored"));
  }
}

function differences(
  found: Record<string, string>,
  wanted: Record<string, string>,
): readonly string[] {
  return Object.keys({ ...wanted, ...found }).filter((path) => found[path] !== wanted[path]);
}

beforeEach(async () => {
  if (steps !== undefined) {
    return;
  }
  const folder = newProject();
  before = contents(folder);
  const { fileSystem, steps: taken } = failingFileSystem(quickDisk);
  const mixed: number[] = [];
  const watched: FileSystem = {
    ...fileSystem,
    rename: (from, to) => {
      fileSystem.rename(from, to);
      const count = countNew(folder);
      if (count > 0 && count < GROUP.length) {
        mixed.push(taken.length);
      }
    },
  };
  expect((await write(folder, watched)).status).toBe(0);
  after = contents(folder);
  steps = taken;
  tearing = mixed;
});

describe("the same command after a death", { timeout: TIMEOUT }, () => {
  test.each<[Fault, (step: Step) => boolean]>([
    [{ kind: "before" }, () => true],
    [{ kind: "torn" }, ({ name }) => name === "write"],
  ])("at any step ends as if nothing had happened: %j", async (fault, isMeant) => {
    const wrong: string[] = [];
    let torn = 0;
    for (const at of (steps ?? []).flatMap((step, index) => (isMeant(step) ? [index] : []))) {
      const folder = newProject();
      const times = contents(folder, true);
      const reached = await dieAt(at, fault, folder);
      const count = countNew(folder);
      torn += count > 0 && count < GROUP.length ? 1 : 0;
      const { status, stderr } = await write(folder);
      const ended = differences(contents(folder), after);
      await undoAll(folder);
      const left = differences(contents(folder, true), times);
      if (!reached || status !== 0 || ended.length + left.length > 0) {
        wrong.push(
          `${at} ${steps?.[at]?.name}: ${status} ${[...ended, ...left].join(", ")} ${stderr}`,
        );
      }
      rmSync(folder, { recursive: true });
    }
    expect(wrong).toEqual([]);
    expect(torn).toBeGreaterThan(2);
  });

  test("that died itself, at any step, is gone on with by a third", async () => {
    const [first = 0] = tearing;
    const wrong: string[] = [];
    let isOver = false;
    let at = 0;
    for (; !isOver; at += 1) {
      const folder = newProject();
      const times = contents(folder, true);
      await dieAt(first, { kind: "before" }, folder);
      isOver = !(await dieAt(at, { kind: "before" }, folder));
      const { status } = await write(folder);
      const ended = differences(contents(folder), after);
      await undoAll(folder);
      const left = differences(contents(folder, true), times);
      if (status !== 0 || ended.length + left.length > 0) {
        wrong.push(`${at}: ${status} ${[...ended, ...left].join(", ")}`);
      }
      rmSync(folder, { recursive: true });
    }
    expect(wrong).toEqual([]);
    expect(at).toBeGreaterThan(100);
  });
});

describe("between files that change together", () => {
  /** A project in which a run died there, and the id of that run. */
  async function torn(): Promise<{ cwd: string; id: string }> {
    const cwd = newProject();
    await dieAt(tearing[1] as number, { kind: "before" }, cwd);
    expect(countNew(cwd)).toBe(2);
    const [id = ""] = (await run(["runs"], { cwd })).stdout.split(" ");
    return { cwd, id };
  }

  test("a preview shows what writing will do, and writes nothing", async () => {
    const { cwd, id } = await torn();
    const now = contents(cwd);
    const { status, stdout, stderr } = await run(["migrate"], { cwd });
    expect(status).toBe(0);
    expect(CUT_OFF.exec(stderr)?.[1]).toBe(id);
    expect(stderr).toContain("test/group/all.valk, test/group/one.valk\n");
    expect(stdout).not.toContain("loads-migrated");
    expect(contents(cwd)).toEqual(now);
  });

  test("undo says what the killed run left", async () => {
    const { cwd, id } = await torn();
    await write(cwd);
    const { stdout } = await run(["undo"], { cwd });
    expect(stdout).toMatch(
      new RegExp(`The run before it stands, ${id}, migrate, \\d of 8 files: `),
    );
    expect(countNew(cwd)).toBe(0);
  });

  test("a run about other files leaves them alone, and says nothing of them", async () => {
    const { cwd } = await torn();
    const { status, stderr } = await run(["--write", "test/group/test_alone.valk"], { cwd });
    expect(status).toBe(0);
    expect(stderr).not.toMatch(CUT_OFF);
    expect(countNew(cwd)).toBe(2);
    expect((await write(cwd)).stderr).toMatch(CUT_OFF);
    expect(differences(contents(cwd), after)).toEqual([]);
  });

  test("a file that somebody edited since is left to them", async () => {
    const { cwd } = await torn();
    writeFileSync(join(cwd, "test/group/one.valk"), "; mine\n");
    const { status, stdout, stderr } = await write(cwd);
    expect(status).toBe(1);
    expect(stderr).not.toMatch(CUT_OFF);
    expect(stdout).toContain("loads-migrated");
    expect(contents(cwd)["test/group/one.valk"]).not.toBe(before["test/group/one.valk"]);
  });

  test("a member that cannot be put back keeps the rest as it is", async () => {
    const { cwd } = await torn();
    const now = contents(cwd);
    const failing: FileSystem = {
      ...quickDisk,
      rename: (from, to) => {
        if (to.endsWith("one.valk")) {
          throw Object.assign(new Error("EIO: injected"), { code: "EIO" });
        }
        quickDisk.rename(from, to);
      },
    };
    const { status, stdout } = await write(cwd, failing);
    expect(status).toBe(2);
    expect(stdout).toContain("write-failed");
    const changed = differences(contents(cwd), now).filter((path) => path.endsWith(".valk"));
    expect(changed).toEqual(["test/group/all.valk"]);
    await write(cwd);
    expect(differences(contents(cwd), after)).toEqual([]);
  });

  test("a journal that is damaged keeps nobody from looking", async () => {
    const { cwd, id } = await torn();
    writeFileSync(join(cwd, ".valk-codemod/runs", id, "manifest.json"), "{");
    const { status, stdout, stderr } = await run(["migrate"], { cwd });
    expect(status).toBe(0);
    expect(stderr).not.toMatch(CUT_OFF);
    expect(stdout).toContain("loads-migrated");
  });
});
