// Breaks a run at every step that it takes, one after the other: dies there, or lets the step fail.
// After each, every file is old or new, and undo restores all of them.

import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readFrameworkTexts } from "../../src/cli/framework-texts.js";
import { diskFileSystem, type FileSystem } from "../../src/project/file-system.js";
import { hashOf } from "../../src/write/apply-write.js";
import { run } from "../cli/run-main.js";
import { makeFolder } from "../temporary-folder.js";
import { buryLockHolder, contents, FILES, findTorn, writeProject } from "./example-run.mjs";
import {
  CHANGING,
  type Fault,
  failingFileSystem,
  READING,
  type Step,
} from "./failing-file-system.mjs";

// Several hundred runs, each over two dozen files.
const TIMEOUT = 120_000;

/** What the framework module holds while files are written. */
const COMPAT = hashOf(readFrameworkTexts().compat);
const between = new Set(["755", "640"].map((mode) => `${COMPAT} ${mode}`));

interface States {
  readonly before: Record<string, string>;
  readonly after: Record<string, string>;
  readonly steps: readonly Step[];
}

let states: Promise<States> | undefined;

/** The project before and after a run that nothing disturbs, and the steps of that run. */
function undisturbed(): Promise<States> {
  states ??= (async () => {
    const folder = newProject();
    const before = contents(folder);
    const { fileSystem, steps } = failingFileSystem(quickDisk);
    expect((await run(["--write"], { cwd: folder, fileSystem })).status).toBe(0);
    return { before, after: contents(folder), steps };
  })();
  return states;
}

function newProject(): string {
  const folder = makeFolder();
  writeProject(folder);
  return folder;
}

/** Where the machine itself does not fail, waiting for its disk only takes time. */
const quickDisk: FileSystem = { ...diskFileSystem, sync: () => {}, syncFolder: () => {} };

async function undoAll(folder: string): Promise<void> {
  // A run that died before its journal was whole wrote nothing, and then there is none to undo.
  const { status, stderr } = await run(["undo"], { cwd: folder, fileSystem: quickDisk });
  if (status !== 0) {
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringMatching(/no-such-run/) });
  }
}

/** Breaks the run at one step, and answers what is wrong then and after undo. */
async function breakAt(
  at: number,
  fault: Fault,
  args: readonly string[] = [],
  counts: readonly (keyof FileSystem)[] = CHANGING,
): Promise<{ reached: boolean; status: number; wrong: string[] }> {
  const { before, after } = await undisturbed();
  const folder = newProject();
  const times = contents(folder, true);
  const broken = failingFileSystem(quickDisk, { at, fault, counts });
  const { status } = await run(["--write", ...args], {
    cwd: folder,
    fileSystem: broken.fileSystem,
  });
  const torn = findTorn(contents(folder), before, after, between);
  buryLockHolder(folder);
  await undoAll(folder);
  const restored = contents(folder, true);
  const left = Object.keys({ ...times, ...restored }).filter(
    (path) => restored[path] !== times[path],
  );
  rmSync(folder, { recursive: true });
  return {
    reached: broken.wasReached(),
    status,
    wrong: [...torn, ...left.map((path) => `${path} after undo`)],
  };
}

/** Breaks at every step that is of one of these kinds; all faults that there are, one a run. */
async function breakEverywhere(
  fault: Fault,
  isMeant: (step: Step) => boolean,
  args: readonly string[] = [],
): Promise<number> {
  const { steps } = await undisturbed();
  const points = steps.flatMap((step, index) => (isMeant(step) ? [index] : []));
  const failures: string[] = [];
  for (const at of points) {
    const { reached, wrong } = await breakAt(at, fault, args);
    const step = steps[at] as Step;
    if (!reached || wrong.length > 0) {
      failures.push(`${step.name} ${step.path}: ${reached ? wrong.join(", ") : "never reached"}`);
    }
  }
  expect(failures).toEqual([]);
  expect(points.length).toBeGreaterThan(0);
  return points.length;
}

const CODES = ["ENOSPC", "EIO", "EACCES"];
const anyStep = (): boolean => true;
const named =
  (...names: readonly string[]) =>
  (step: Step): boolean =>
    names.includes(step.name);

test("the run has at least 20 files and every kind of step", async () => {
  const { steps, before, after } = await undisturbed();
  const changed = Object.keys(before).filter((path) => before[path] !== after[path]);
  expect(changed.length).toBe(FILES + 1);
  const kinds = new Set(steps.map(({ name }) => name));
  // Times are set and owners changed by undo only, or for files of others.
  const expected = CHANGING.filter(
    (name) => !["setOwner", "setTimes", "removeFolder"].includes(name),
  );
  expect([...kinds].toSorted()).toEqual(expected.toSorted());
});

describe("this suite", () => {
  test("sees a file that is neither old nor new, or gone, or left behind", () => {
    const found = { a: "half", b: "new", c: "old", "x.tmp": "litter" };
    const before = { a: "old", b: "old", c: "old", d: "old" };
    const after = { a: "new", b: "new", c: "new", d: "new" };
    expect(findTorn(found, before, after, new Set())).toEqual(["a", "d", "x.tmp"]);
    expect(findTorn(found, before, after, new Set(["half"]))).toEqual(["d", "x.tmp"]);
  });

  test("sees a step that is never reached", async () => {
    expect((await breakAt(1_000_000, { kind: "before" })).reached).toBe(false);
  });
});

describe("a run that dies", { timeout: TIMEOUT }, () => {
  test("before any step leaves every file whole, and undo restores all", async () => {
    expect(await breakEverywhere({ kind: "before" }, anyStep)).toBeGreaterThan(250);
  });

  test("in the middle of any write does, too", async () => {
    expect(await breakEverywhere({ kind: "torn" }, named("write"))).toBeGreaterThan(60);
  });
});

describe("a step that fails", { timeout: TIMEOUT }, () => {
  // Each step fails once, with one error after another.
  test.each(CODES.map((code, turn) => [code, turn] as const))(
    "with %s leaves every file whole, and undo restores all",
    async (code, turn) => {
      const { steps } = await undisturbed();
      const isTurn = (step: Step): boolean => steps.indexOf(step) % CODES.length === turn;
      expect(await breakEverywhere({ kind: "error", code }, isTurn)).toBeGreaterThan(80);
    },
  );

  test("with a short write leaves every file whole, and undo restores all", async () => {
    const points = await breakEverywhere({ kind: "error", code: "SHORT" }, named("write"));
    expect(points).toBeGreaterThan(60);
  });

  test("while it reads leaves every file whole, and undo restores all", async () => {
    const fault: Fault = { kind: "error", code: "EIO" };
    const folder = newProject();
    const reading = failingFileSystem(quickDisk, { counts: READING });
    await run(["--write"], { cwd: folder, fileSystem: reading.fileSystem });
    const points = reading.steps.flatMap((_, at) => (at < 20 || at % 7 === 0 ? [at] : []));
    const wrong: string[] = [];
    for (const at of points) {
      const broken = await breakAt(at, fault, [], READING);
      wrong.push(...broken.wrong, ...(broken.reached ? [] : [`${at} was never reached`]));
    }
    expect(wrong).toEqual([]);
    expect(points.length).toBeGreaterThan(40);
  });
});

describe("with --atomic", { timeout: TIMEOUT }, () => {
  test("a failing rename takes everything back", async () => {
    const { steps, before } = await undisturbed();
    const renames = steps.flatMap(({ name }, index) => (name === "rename" ? [index] : []));
    for (const at of renames) {
      const folder = newProject();
      const times = contents(folder, true);
      const broken = failingFileSystem(quickDisk, { at, fault: { kind: "error", code: "EIO" } });
      const { status, stderr } = await run(["--write", "--atomic"], {
        cwd: folder,
        fileSystem: broken.fileSystem,
      });
      expect({ at, status, state: contents(folder) }).toEqual({ at, status: 2, state: before });
      expect(contents(folder, true)).toEqual(times);
      expect(stderr).toMatch(/^(?:Rolled back|error: journal-failed)|^$/);
      rmSync(folder, { recursive: true });
    }
    expect(renames.length).toBeGreaterThan(FILES);
  });
});

describe("an undo", { timeout: TIMEOUT }, () => {
  /** A project that was migrated, and what it held before. */
  async function migrated(): Promise<{
    folder: string;
    times: Record<string, string>;
    id: string;
  }> {
    const folder = newProject();
    const times = contents(folder, true);
    await run(["--write"], { cwd: folder, fileSystem: quickDisk });
    const { stdout } = await run(["runs"], { cwd: folder });
    return { folder, times, id: stdout.split(" ")[0] as string };
  }

  test("that dies at any step leaves every file whole, and a second one restores all", async () => {
    const { before, after } = await undisturbed();
    const first = await migrated();
    const whole = failingFileSystem(quickDisk);
    await run(["undo"], { cwd: first.folder, fileSystem: whole.fileSystem });
    const count = whole.steps.length;
    expect(count).toBeGreaterThan(250);
    const failures: string[] = [];
    // Every step of the journal, and of the rest enough to meet each kind in several files.
    const points = Array.from({ length: count }, (_, at) => at).filter(
      (at) => at < 25 || at > count - 10 || at % 9 === 0,
    );
    for (const at of points) {
      const { folder, times, id } = await migrated();
      const broken = failingFileSystem(quickDisk, { at, fault: { kind: "before" } });
      await run(["undo"], { cwd: folder, fileSystem: broken.fileSystem });
      const torn = findTorn(contents(folder), before, after, between);
      buryLockHolder(folder);
      const { status } = await run(["undo", id], { cwd: folder, fileSystem: quickDisk });
      const restored = contents(folder, true);
      const left = Object.keys({ ...times, ...restored }).filter(
        (path) => restored[path] !== times[path],
      );
      if (!broken.wasReached() || status !== 0 || torn.length + left.length > 0) {
        failures.push(`${at} ${whole.steps[at]?.name}: ${status} ${[...torn, ...left].join(", ")}`);
      }
      rmSync(folder, { recursive: true });
    }
    expect(failures).toEqual([]);
  });
});

test("nothing takes its place before it is on the disk", async () => {
  const folder = newProject();
  const { fileSystem, steps } = failingFileSystem(diskFileSystem);
  await run(["--write"], { cwd: folder, fileSystem });
  const synced = new Set<string>();
  const renamed: string[] = [];
  for (const { name, path } of steps) {
    if (name === "write") {
      synced.delete(path);
    } else if (name === "sync") {
      synced.add(path);
    } else if (name === "rename") {
      renamed.push(path);
      expect(synced).toContain(path);
    }
  }
  expect(renamed.length).toBe(FILES + 3);
  const firstFile = steps.findIndex(
    ({ name, path }) => name === "rename" && path.includes("modules"),
  );
  const manifest = steps.findIndex(
    ({ name, path }) => name === "rename" && path.includes("manifest"),
  );
  const runs = steps.findIndex(
    ({ name, path }) => name === "syncFolder" && path === join(folder, ".valk-codemod/runs"),
  );
  expect(manifest).toBeLessThan(runs);
  expect(runs).toBeLessThan(firstFile);
});
