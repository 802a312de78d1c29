// One writing run per repository. The lock is a file that names its process; a lock whose process
// is gone, by a crash or a restart of the machine, is taken over. Invariant: a run that lost its
// lock finds out before its next file. Taken by every run that writes, undo included.

import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import {
  journalFailed,
  lockLost,
  messageOf,
  type ProblemKind,
  RunError,
  runInProgress,
} from "../outcome/problems.js";
import type { FileSystem } from "../project/file-system.js";
import { quietly, writeNewFile } from "./apply-write.js";
import { codeOf, lockPath } from "./journal-folder.js";
import { isRunning, startOf } from "./lock-process.js";

export interface Lock {
  /** Whether the lock is still ours; false also where that cannot be found out. */
  isHeld(): boolean;
  /** Removes the lock if it is ours. Throws nothing. */
  release(): void;
}

export interface LockOptions {
  /** Milliseconds to wait for another run. */
  readonly patience?: number;
  /** Told once, before waiting. */
  readonly onWait?: (holder: string) => void;
  /** Asked while waiting. */
  readonly shouldStop?: () => Promise<boolean>;
}

interface Holder {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  /** When the process started, as its system counts; "" where that cannot be known. */
  readonly start: string;
}

const PATIENCE = 5_000;
const PAUSE = 100;
/** How many looks at a lock without content are granted to whoever is just writing it. */
const UNREADABLE_LOOKS = 10;

/**
 * Takes the lock of the repository at `base`, whose journal folder exists. Waits for a run that
 * holds it; throws RunError when that takes too long or the lock cannot be made. Undefined when
 * it was told to stop.
 */
export async function acquireLock(
  base: string,
  fileSystem: FileSystem,
  { patience = PATIENCE, onWait, shouldStop = async () => false }: LockOptions = {},
): Promise<Lock | undefined> {
  const path = lockPath(base);
  const own: Holder = {
    token: randomBytes(12).toString("hex"),
    pid: process.pid,
    host: hostname(),
    start: startOf(process.pid),
  };
  let unreadable = 0;
  for (let waited = 0; !tryCreate(path, own, fileSystem); ) {
    const holder = readHolder(path, fileSystem);
    unreadable = holder === "unreadable" ? unreadable + 1 : 0;
    if (holder === "gone") {
      continue;
    }
    const isGone = holder === "unreadable" ? unreadable > UNREADABLE_LOOKS : isStale(holder);
    const looks = waited / PAUSE;
    if (isGone && takeAway({ path, seen: holder, own, looks }, fileSystem)) {
      continue;
    }
    if (holder !== "unreadable" && waited >= patience) {
      throw new RunError(runInProgress, `${describe(holder)} is writing to ${base}`);
    }
    if (waited === 0 && holder !== "unreadable" && !isGone) {
      onWait?.(describe(holder));
    }
    if (await shouldStop()) {
      return undefined;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    waited += PAUSE;
  }
  return {
    isHeld: () => isHeldBy(own, path, fileSystem),
    release: () => {
      if (isHeldBy(own, path, fileSystem)) {
        quietly(() => fileSystem.remove(path));
      }
    },
  };
}

/** What a run says that finds its lock gone. */
export const LOCK_LOST: { readonly kind: ProblemKind; readonly message: string } = {
  kind: lockLost,
  message: "another run took the lock, or somebody deleted it",
};

function tryCreate(path: string, own: Holder, fileSystem: FileSystem): boolean {
  try {
    writeNewFile(path, Buffer.from(`${JSON.stringify(own)}\n`), fileSystem);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") {
      return false;
    }
    throw new RunError(journalFailed, `the lock: ${messageOf(error)}`);
  }
}

function isHeldBy(own: Holder, path: string, fileSystem: FileSystem): boolean {
  const holder = readHolder(path, fileSystem);
  return typeof holder === "object" && holder.token === own.token;
}

/** `unreadable` while it is being written, and after a crash at that very moment. */
function readHolder(path: string, fileSystem: FileSystem): Holder | "gone" | "unreadable" {
  let text: string;
  try {
    text = Buffer.from(fileSystem.readFile(path)).toString("utf8");
  } catch (error) {
    return codeOf(error) === "ENOENT" ? "gone" : "unreadable";
  }
  try {
    const holder: unknown = JSON.parse(text);
    return isHolder(holder) ? holder : "unreadable";
  } catch {
    return "unreadable";
  }
}

function isHolder(value: unknown): value is Holder {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const { token, pid, host, start } = value as Partial<Record<keyof Holder, unknown>>;
  return (
    typeof token === "string" &&
    typeof pid === "number" &&
    Number.isSafeInteger(pid) &&
    pid > 0 &&
    typeof host === "string" &&
    typeof start === "string"
  );
}

/** Whether the process is surely gone: another may have its number by now. */
function isStale({ pid, host, start }: Holder): boolean {
  if (host !== hostname()) {
    return false;
  }
  return !isRunning(pid) || (start !== "" && startOf(pid) !== "" && startOf(pid) !== start);
}

function describe({ pid, host }: Holder): string {
  return host === hostname() ? `process ${pid}` : `process ${pid} on ${host}`;
}

interface StaleLock {
  readonly path: string;
  readonly seen: Holder | "unreadable";
  readonly own: Holder;
  /** How often was waited before. */
  readonly looks: number;
}

/**
 * Removes a stale lock, and answers whether that was tried. Of several processes that see it stale only
 * one may, lest the second removes the lock that the first has made since: a second lock is held for
 * that moment.
 */
function takeAway({ path, seen, own, looks }: StaleLock, fileSystem: FileSystem): boolean {
  const second = `${path}.takeover`;
  if (!tryCreate(second, own, fileSystem)) {
    const holder = readHolder(second, fileSystem);
    // Whoever crashed in this very moment left it behind.
    if (holder === "unreadable" ? looks > UNREADABLE_LOOKS : holder !== "gone" && isStale(holder)) {
      quietly(() => fileSystem.remove(second));
    }
    return false;
  }
  try {
    const now = readHolder(path, fileSystem);
    if (tokenOf(now) === tokenOf(seen)) {
      fileSystem.remove(path);
    }
  } catch (error) {
    if (codeOf(error) !== "ENOENT") {
      throw new RunError(journalFailed, `the lock: ${messageOf(error)}`);
    }
  } finally {
    quietly(() => fileSystem.remove(second));
  }
  return true;
}

function tokenOf(holder: Holder | string): string {
  return typeof holder === "string" ? holder : holder.token;
}
