// The folder for what the program can do without but is faster with. Invariant: nothing is taken from
// it unless nobody but the user can write there.

import { lstatSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

interface User {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Missing where files have no owners. */
  readonly userId: number | undefined;
}

/**
 * The program's own folder among the user's caches, made where it is missing; undefined where it cannot
 * be made, or is not private. Never throws.
 */
export function privateFolder({ env, userId }: User): string | undefined {
  if (userId === undefined) {
    return undefined;
  }
  try {
    const { XDG_CACHE_HOME = "" } = env;
    const caches = isAbsolute(XDG_CACHE_HOME) ? XDG_CACHE_HOME : join(homedir(), ".cache");
    const folder = join(caches, "valk-codemod");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stats = lstatSync(folder);
    const isPrivate = stats.isDirectory() && stats.uid === userId && (stats.mode & 0o022) === 0;
    return isPrivate ? folder : undefined;
  } catch {
    return undefined;
  }
}

const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000;

/** Removes the files of a folder that nobody has written in a month. Throws what `node:fs` throws. */
export function removeOld(folder: string): void {
  const oldest = Date.now() - THIRTY_DAYS;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).mtimeMs < oldest) {
      rmSync(path, { force: true });
    }
  }
}
