import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { diskFileSystem, type FileSystem } from "../../src/project/file-system.js";
import { lockPath, makeJournalFolder } from "../../src/write/journal-folder.js";
import { acquireLock, type Lock } from "../../src/write/lock.js";
import { isRunning, type ProcessTable, startOf } from "../../src/write/lock-process.js";
import { makeFolder } from "../temporary-folder.js";

const GONE = 2147483646;

function makeBase(holder?: object | string): string {
  const base = makeFolder();
  makeJournalFolder(base, diskFileSystem);
  if (holder !== undefined) {
    const text = typeof holder === "string" ? holder : JSON.stringify(holder);
    writeFileSync(lockPath(base), text);
  }
  return base;
}

const take = (base: string, more: Parameters<typeof acquireLock>[2] = {}) =>
  acquireLock(base, diskFileSystem, { patience: 0, ...more });
const holder = { token: "t", pid: process.pid, host: hostname(), start: startOf(process.pid) };

describe("a lock", () => {
  test("is held by one, and free again after its release", async () => {
    const base = makeBase();
    const lock = (await take(base)) as Lock;
    expect(lock.isHeld()).toBe(true);
    await expect(take(base)).rejects.toThrow(
      `run-in-progress: process ${process.pid} is writing to ${base}`,
    );
    lock.release();
    expect(lock.isHeld()).toBe(false);
    expect(existsSync(lockPath(base))).toBe(false);
    expect(((await take(base)) as Lock).isHeld()).toBe(true);
  });

  test("is waited for", async () => {
    const base = makeBase();
    const lock = (await take(base)) as Lock;
    setTimeout(() => lock.release(), 150);
    const waits: string[] = [];
    const second = await take(base, { patience: 5000, onWait: (who) => waits.push(who) });
    expect(second?.isHeld()).toBe(true);
    expect(waits).toEqual([`process ${process.pid}`]);
  });

  test("is not waited for after an interrupt", async () => {
    const base = makeBase(holder);
    expect(await take(base, { patience: 5000, shouldStop: async () => true })).toBeUndefined();
  });

  test.each<[string, object | string]>([
    ["a process that is gone", { ...holder, pid: GONE }],
    ["a process whose number went to another", { ...holder, start: "another boot 1" }],
    ["nobody, since its writer died at once", ""],
    ["nobody that can be understood", '{"pid":"x"}'],
    ["nothing at all", "null"],
  ])("of %s is taken over", async (_name, stale) => {
    if (typeof stale === "object" && "start" in stale && startOf(process.pid) === "") {
      return;
    }
    const lock = await take(makeBase(stale));
    expect(lock?.isHeld()).toBe(true);
  });

  test("of another computer is not", async () => {
    const base = makeBase({ ...holder, pid: GONE, host: "elsewhere" });
    await expect(take(base)).rejects.toThrow(`process ${GONE} on elsewhere is writing`);
  });

  test.each<[string, string]>([
    ["somebody who died", JSON.stringify({ ...holder, pid: GONE })],
    ["somebody who died before saying a name", ""],
  ])("that is taken over by %s is taken over, too", async (_name, text) => {
    const base = makeBase({ ...holder, pid: GONE });
    writeFileSync(`${lockPath(base)}.takeover`, text);
    const waits: string[] = [];
    const lock = await take(base, { patience: 5000, onWait: (who) => waits.push(who) });
    expect(lock?.isHeld()).toBe(true);
    expect(waits).toEqual([]);
  });

  test("that somebody else is taking over is not waited for without end", async () => {
    const base = makeBase({ ...holder, pid: GONE });
    writeFileSync(`${lockPath(base)}.takeover`, JSON.stringify(holder));
    await expect(take(base, { patience: 200 })).rejects.toThrow("run-in-progress");
  });

  test("is lost when somebody removes or replaces it, and then not released", async () => {
    const base = makeBase();
    const lock = (await take(base)) as Lock;
    rmSync(lockPath(base));
    expect(lock.isHeld()).toBe(false);
    writeFileSync(lockPath(base), JSON.stringify(holder));
    expect(lock.isHeld()).toBe(false);
    lock.release();
    expect(JSON.parse(readFileSync(lockPath(base), "utf8"))).toEqual(holder);
  });

  test.each(["create", "remove"] as const)(
    "that cannot be made or removed is told: %s",
    async (step) => {
      const base = makeBase({ ...holder, pid: GONE });
      const fileSystem: FileSystem = {
        ...diskFileSystem,
        [step]: () => {
          throw Object.assign(new Error("EROFS: read-only"), { code: "EROFS" });
        },
      };
      await expect(acquireLock(base, fileSystem, { patience: 0 })).rejects.toThrow(
        "journal-failed: the lock: EROFS: read-only",
      );
    },
  );

  test("leaves nothing else behind", async () => {
    const base = makeBase({ ...holder, pid: GONE });
    ((await take(base)) as Lock).release();
    expect(diskFileSystem.list(join(base, ".valk-codemod")).toSorted()).toEqual([
      ".gitignore",
      "runs",
    ]);
  });
});

test("processes are told apart", () => {
  expect(isRunning(process.pid)).toBe(true);
  expect(isRunning(GONE)).toBe(false);
  expect(isRunning(1)).toBe(true);
  expect(startOf(GONE)).toBe("");
});

describe("when a process started", () => {
  const proc: Readonly<Record<string, string>> = {
    "/proc/sys/kernel/random/boot_id": "boot\n",
    "/proc/7/stat": `7 (a) b) S ${Array.from({ length: 18 }, (_, at) => at).join(" ")} 4711 9`,
  };
  const tableOf = (platform: NodeJS.Platform): ProcessTable => ({
    platform,
    read: (path) => {
      const text = proc[path];
      if (text === undefined) {
        throw new Error("ENOENT");
      }
      return text;
    },
    run: (program, args) => {
      if (args.at(-1) !== "7") {
        throw new Error("status 1");
      }
      return `${[program, ...args].join(" ")}: Sat Jan 31 12:00:00 2026\n`;
    },
  });

  test("stands in /proc on Linux", () => {
    expect(startOf(7, tableOf("linux"))).toBe("boot 4711");
    expect(startOf(8, tableOf("linux"))).toBe("");
  });

  test("is asked of ps where there is no /proc", () => {
    expect(startOf(7, tableOf("darwin"))).toBe("/bin/ps -o lstart= -p 7: Sat Jan 31 12:00:00 2026");
    expect(startOf(8, tableOf("darwin"))).toBe("");
  });

  test("nobody says on Windows", () => {
    expect(startOf(7, tableOf("win32"))).toBe("");
  });
});
