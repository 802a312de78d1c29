// `.valk-codemod`, where runs keep what undo needs. Invariants: nothing in it is reached through a
// link, so that no repository can lead the journal astray; git never sees it. Made by a run
// before it takes the lock, and left out by the discovery.

import { join } from "node:path";
import { journalFailed, messageOf, RunError } from "../outcome/problems.js";
import { JOURNAL_FOLDER } from "../project/discovery-root.js";
import type { FileSystem } from "../project/file-system.js";
import { writeNewFile } from "./apply-write.js";

/** Where the runs of a repository are; `base` is its top. */
export function runsFolder(base: string): string {
  return join(base, JOURNAL_FOLDER, "runs");
}

/** Where one run is. */
export function runFolder(base: string, runId: string): string {
  return join(runsFolder(base), runId);
}

/** The lock of a repository. */
export function lockPath(base: string): string {
  return join(base, JOURNAL_FOLDER, "lock");
}

/** Makes the folders as far as they are missing. Throws RunError when that is not possible. */
export function makeJournalFolder(base: string, fileSystem: FileSystem): void {
  const folder = join(base, JOURNAL_FOLDER);
  try {
    makeRealFolder(folder, fileSystem);
    const ignore = join(folder, ".gitignore");
    if (!exists(ignore, fileSystem)) {
      writeIgnoreFile(ignore, fileSystem);
    }
    makeRealFolder(runsFolder(base), fileSystem);
    fileSystem.syncFolder(folder);
    fileSystem.syncFolder(base);
  } catch (error) {
    throw new RunError(journalFailed, messageOf(error));
  }
}

/** Whether the folders are there, and are folders. Throws RunError when a link stands there. */
export function hasJournalFolder(base: string, fileSystem: FileSystem): boolean {
  return [join(base, JOURNAL_FOLDER), runsFolder(base)].every((path) => {
    if (!exists(path, fileSystem)) {
      return false;
    }
    if (!fileSystem.status(path).isFolder) {
      throw new RunError(journalFailed, `${path} is not a folder`);
    }
    return true;
  });
}

/** Whether there is anything by that name. */
export function exists(path: string, fileSystem: FileSystem): boolean {
  try {
    fileSystem.status(path);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") {
      return false;
    }
    throw error;
  }
}

/** The operating system's code of an error. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}

/** Another run may be doing the same at the same moment. */
function makeRealFolder(path: string, fileSystem: FileSystem): void {
  try {
    fileSystem.makeFolder(path);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") {
      throw error;
    }
  }
  if (!fileSystem.status(path).isFolder) {
    throw new Error(`${path} is not a folder`);
  }
}

function writeIgnoreFile(path: string, fileSystem: FileSystem): void {
  try {
    writeNewFile(path, Buffer.from("*\n"), fileSystem);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") {
      throw error;
    }
  }
}
