// The folders for what the program can do without but is faster with. Invariant: nothing is taken from
// one unless nobody but the user can write there.

import { hash } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { basename, isAbsolute, join } from "node:path";

interface User {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Missing where files have no owners. */
  readonly userId: number | undefined;
}

/**
 * A folder in the program's own among the user's caches, made where it is missing; `names` lead from there
 * to it. Undefined where it cannot be made, or it or one around it is not private. Never throws.
 */
export function privateFolder(
  { env, userId }: User,
  ...names: readonly string[]
): string | undefined {
  if (userId === undefined) {
    return undefined;
  }
  try {
    const { home, own } = cacheFolders(env);
    // Without a home it would be a folder of the project.
    if (!isAbsolute(home)) {
      return undefined;
    }
    makeFolder(home);
    let folder = home;
    for (const name of [basename(own), ...names]) {
      folder = join(folder, name);
      makeFolder(folder);
      if (!isPrivate(folder, userId)) {
        return undefined;
      }
    }
    return folder;
  } catch {
    return undefined;
  }
}

/** Where the user's caches are, and the program's own among them. */
export function cacheFolders({ XDG_CACHE_HOME = "" }: User["env"]) {
  const home = isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(homedir(), ".cache");
  return { home, own: join(home, "valk-codemod") };
}

/** One level only: Node goes on for ever where the system lets nobody make folders, as below /proc. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw error;
    }
  }
}

function isPrivate(folder: string, userId: number): boolean {
  const stats = lstatSync(folder);
  return stats.isDirectory() && stats.uid === userId && (stats.mode & 0o022) === 0;
}

const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000;

/** Removes what has not been written in a month, and all but the latest `most`, as far as that can be done. */
export function removeOld(folder: string, most = Number.POSITIVE_INFINITY): void {
  const oldest = Date.now() - THIRTY_DAYS;
  const byAge = readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => ({ path, time: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.time - a.time);
  for (const [index, { path, time }] of byAge.entries()) {
    if (index >= most || time < oldest) {
      // Another run may have removed it.
      rmSync(path, { recursive: true, force: true });
    }
  }
}

/** SHA-256 in hexadecimal. */
export const HASH_LENGTH = 64;

/** What stands in a file before its hash, which ends it; undefined where it is not what was hashed. */
export function readHashed(path: string): Buffer | undefined {
  try {
    const bytes = readFileSync(path);
    const end = bytes.length - HASH_LENGTH;
    const content = bytes.subarray(0, end);
    return bytes.toString("latin1", end) === hash("sha256", content, "hex") ? content : undefined;
  } catch {
    return undefined;
  }
}
