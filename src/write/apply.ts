// Writes planned changes. Invariants: a file holds its old text or its new one, never a part of
// either; what changed since it was read is not overwritten; one file's failure stops no other.
// Called by the guarded run with a plan, by tests with a file system that fails.

import { randomBytes } from "node:crypto";
import { basename, dirname, join } from "node:path";
import type { Problem } from "../outcome/planned-file.js";
import {
  changedSinceRead,
  hardLinked,
  messageOf,
  problemOf,
  writeFailed,
  writeProtected,
} from "../outcome/problems.js";
import type { FileStatus, FileSystem } from "../project/file-system.js";
import { type FileAttributes, hashOf, replaceFile, type TemporaryNames } from "./apply-write.js";
import type { StagedChange } from "./staging.js";

export { hashOf } from "./apply-write.js";

/** One file's new bytes, and how to know that it still holds the old ones. */
export interface FileChange {
  /** Relative to the root of the plan, with `/` between folders. */
  readonly path: string;
  /** `hashOf` the bytes that were read; undefined where no file may be. */
  readonly oldHash: string | undefined;
  /** Undefined removes the file. */
  readonly newBytes: Uint8Array | undefined;
  /** What a restored file gets back; others keep their permissions. */
  readonly attributes?: FileAttributes;
  /** The paths of files that must hold all their new texts or all their old ones, its own included. */
  readonly group?: readonly string[];
  /** What is staged of the file afterwards, once the file itself is written; missing where that stays. */
  readonly staged?: StagedChange;
}

export interface ApplyPlan {
  /** Absolute, without links. */
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
  /** Why the run as a whole ended before its time. */
  readonly stopped?: Problem;
  /** The run in the journal, where there is one. */
  readonly runId?: string;
  /** Paths that were written and then restored, because another file failed. */
  readonly rolledBack?: readonly string[];
  /** The commits that were made on the way, oldest first, where they were asked for. */
  readonly commits?: readonly CommitRecord[];
  /** Whether only files were restored that change together with one that failed. */
  readonly isPartlyRolledBack?: boolean;
}

/** One commit, and the paths in it. */
export interface CommitRecord {
  /** The full id. */
  readonly id: string;
  readonly paths: readonly string[];
}

interface FailedChange {
  readonly path: string;
  readonly problem: Problem;
}

export interface ApplyProgress {
  /** Asked before each file; an answer of true leaves all further files as they are. */
  readonly shouldStop: () => Promise<boolean>;
  /** Why this change must not be made; asked right before it would be. */
  readonly refuse?: (change: FileChange) => Problem | undefined;
  /** Told of each change that was made. A problem that it answers ends the run. */
  readonly noteWritten?: (change: FileChange) => Problem | undefined;
  /** Why the whole run must end; asked before each file. */
  readonly mustEnd?: () => Problem | undefined;
  /** Names that the journal knows, so that what a crash leaves behind can be told from files. */
  readonly namesFor?: (change: FileChange) => TemporaryNames;
  /** Whether the first failure ends the run. */
  readonly isAtomic?: boolean;
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
  let stopped: Problem | undefined;
  for (const stage of plan.stages) {
    const isReady = failed.length === 0;
    for (const change of stage) {
      stopped ??= progress.mustEnd?.();
      const mustNot = stopped !== undefined || (progress.isAtomic === true && failed.length > 0);
      interrupted ||= !mustNot && (await progress.shouldStop());
      if (interrupted || mustNot || !isReady) {
        skipped.push(change.path);
        continue;
      }
      const problem = writeChange(plan.root, change, fileSystem, progress);
      if (problem === undefined) {
        written.add(change.path);
        stopped = progress.noteWritten?.(change);
      } else {
        failed.push({ path: change.path, problem });
      }
    }
  }
  const result = { written: [...written], failed, skipped, interrupted };
  return stopped === undefined ? result : { ...result, stopped };
}

/** What stands in the way of replacing a file, or what it is and holds. */
export type Inspection =
  | { readonly problem: Problem }
  | {
      readonly problem?: never;
      readonly status: FileStatus | undefined;
      readonly bytes: Uint8Array | undefined;
    };

/** Looks at a file before it is replaced. Throws what the file system throws. */
export function inspectFile(
  root: string,
  { path, oldHash }: Pick<FileChange, "path" | "oldHash">,
  fileSystem: FileSystem,
): Inspection {
  const absolute = join(root, path);
  const folder = dirname(absolute);
  const changed = (message: string): Inspection => ({
    problem: problemOf(changedSinceRead, message),
  });
  if (fileSystem.realPath(folder) !== folder) {
    return changed("a folder on its path is a link now");
  }
  if (oldHash === undefined) {
    const isFree = !fileSystem.list(folder).includes(basename(absolute));
    return isFree ? { status: undefined, bytes: undefined } : changed("there is a file now");
  }
  const status = fileSystem.status(absolute);
  if (!status.isFile) {
    return changed("it is no longer a file");
  }
  if (status.links > 1) {
    return { problem: problemOf(hardLinked, `it has ${status.links} names`) };
  }
  if ((status.mode & 0o222) === 0) {
    return { problem: problemOf(writeProtected, "it is read-only") };
  }
  const bytes = fileSystem.readFile(absolute);
  return hashOf(bytes) === oldHash
    ? { status, bytes }
    : changed("it no longer holds what was read");
}

function writeChange(
  root: string,
  change: FileChange,
  fileSystem: FileSystem,
  { refuse, namesFor = randomNames }: ApplyProgress,
): Problem | undefined {
  try {
    const refused = refuse?.(change);
    if (refused !== undefined) {
      return refused;
    }
    const found = inspectFile(root, change, fileSystem);
    if (found.problem !== undefined) {
      return found.problem;
    }
    if (change.newBytes !== undefined && hashOf(change.newBytes) === change.oldHash) {
      // Only what is staged changes.
      return undefined;
    }
    const replacement = { ...change, path: join(root, change.path) };
    return replaceFile(replacement, found.status, namesFor(change), fileSystem)
      ? undefined
      : problemOf(changedSinceRead, "it no longer holds what was read");
  } catch (error) {
    return problemOf(writeFailed, messageOf(error));
  }
}

/** Hidden, without `.valk` at their end, and short enough wherever the name itself is. */
function randomNames({ path }: FileChange): TemporaryNames {
  const name = `.${basename(path).slice(0, 40)}.${randomBytes(6).toString("hex")}`;
  return { incoming: `${name}.new.tmp`, outgoing: `${name}.old.tmp` };
}
