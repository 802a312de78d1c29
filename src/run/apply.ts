// Writes planned changes. Invariants: a file holds its old text or its new one, never a part of
// either; what changed since it was read is not overwritten; one file's failure stops no other.
// Called by the command line with a plan, by tests with a file system that fails.

import { createHash, randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";
import type { FileSystem } from "./apply-file-system.js";
import type { Problem } from "./planned-file.js";
import { changedSinceRead, messageOf, problemOf, writeFailed } from "./problems.js";

/** One file's new bytes, and how to know that it still holds the old ones. */
export interface FileChange {
  /** Relative to the root of the plan, with `/` between folders. */
  readonly path: string;
  /** `hashOf` the bytes that were read. */
  readonly oldHash: string;
  readonly newBytes: Uint8Array;
}

export interface ApplyPlan {
  /** Absolute. */
  readonly root: string;
  /**
   * Within a stage each change is on its own. A stage starts only when every change of the stages
   * before it was written.
   */
  readonly stages: readonly (readonly FileChange[])[];
}

export interface ApplyResult {
  /** Paths that hold their new text, each once. */
  readonly written: readonly string[];
  /** Paths that hold their old text, and why. */
  readonly failed: readonly FailedChange[];
  /** Paths whose turn never came: the run was interrupted, or something before them failed. */
  readonly skipped: readonly string[];
  readonly interrupted: boolean;
}

interface FailedChange {
  readonly path: string;
  readonly problem: Problem;
}

export interface ApplyProgress {
  /** Asked before each file; an answer of true leaves all further files as they are. */
  readonly shouldStop: () => Promise<boolean>;
}

const NEVER_STOP: ApplyProgress = { shouldStop: async () => false };

/** Writes the changes. Throws nothing that a file system throws: that is in the result. */
export async function applyPlan(
  plan: ApplyPlan,
  fileSystem: FileSystem,
  progress: ApplyProgress = NEVER_STOP,
): Promise<ApplyResult> {
  const written = new Set<string>();
  const failed: FailedChange[] = [];
  const skipped: string[] = [];
  let interrupted = false;
  for (const stage of plan.stages) {
    const isReady = failed.length === 0;
    for (const change of stage) {
      interrupted ||= await progress.shouldStop();
      if (interrupted || !isReady) {
        skipped.push(change.path);
        continue;
      }
      const problem = writeChange(plan.root, change, fileSystem);
      if (problem === undefined) {
        written.add(change.path);
      } else {
        failed.push({ path: change.path, problem });
      }
    }
  }
  return { written: [...written], failed, skipped, interrupted };
}

/** What identifies the content of a file: SHA-256, in hexadecimal. */
export function hashOf(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

function writeChange(
  root: string,
  change: FileChange,
  fileSystem: FileSystem,
): Problem | undefined {
  const path = join(root, change.path);
  const isCurrent = (): boolean => hashOf(fileSystem.readFile(path)) === change.oldHash;
  try {
    const { isFile, mode, userId, groupId } = fileSystem.status(path);
    if (!isFile) {
      return problemOf(changedSinceRead, "it is no longer a file");
    }
    const isWritten = replaceFile(path, change.newBytes, fileSystem, (temporary) => {
      const own = fileSystem.status(temporary);
      if (userId !== own.userId || groupId !== own.groupId) {
        // Only root may give files away; for others the file becomes theirs, as with any editor.
        quietly(() => fileSystem.setOwner(temporary, userId, groupId));
      }
      // After the owner, since changing that clears some bits.
      fileSystem.setMode(temporary, mode);
      return isCurrent();
    });
    return isWritten ? undefined : problemOf(changedSinceRead, "it no longer holds what was read");
  } catch (error) {
    return problemOf(writeFailed, messageOf(error));
  }
}

/**
 * Gives a file new content by way of a temporary file beside it, which is fully on the disk
 * before it takes the name. `prepare` sees the temporary file last; when it answers false or
 * throws, nothing changes. Throws when any step fails, and leaves no temporary file behind.
 */
function replaceFile(
  path: string,
  bytes: Uint8Array,
  fileSystem: FileSystem,
  prepare: (temporary: string) => boolean = () => true,
): boolean {
  const temporary = join(dirname(path), temporaryName(basename(path)));
  const file = fileSystem.create(temporary);
  try {
    try {
      writeFully(file, bytes, fileSystem);
      fileSystem.sync(file);
    } finally {
      fileSystem.close(file);
    }
    if (prepare(temporary)) {
      fileSystem.rename(temporary, path);
      return true;
    }
  } catch (error) {
    // A temporary file that cannot be removed must not hide the error that brought us here.
    quietly(() => fileSystem.remove(temporary));
    throw error;
  }
  quietly(() => fileSystem.remove(temporary));
  return false;
}

/** Hidden, without `.valk` at its end, and short enough wherever the name itself is. */
function temporaryName(name: string): string {
  return `.${name.slice(0, 40)}.${randomBytes(6).toString("hex")}.tmp`;
}

function writeFully(file: number, bytes: Uint8Array, fileSystem: FileSystem): void {
  for (let offset = 0; offset < bytes.length; ) {
    const count = fileSystem.write(file, bytes, offset);
    if (count <= 0) {
      throw new Error(`only ${offset} of ${bytes.length} bytes could be written`);
    }
    offset += count;
  }
}

function quietly(attempt: () => void): void {
  try {
    attempt();
  } catch {
    // The caller goes on without.
  }
}
