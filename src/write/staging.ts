// What is staged: reads git's index, and puts other texts in the place of those that are staged. Invariants:
// all of them are replaced or none; what somebody stages meanwhile is never written over, since the index is
// exchanged under git's own lock and only while it is what was looked at; nothing of it runs filters, so that
// what git stores is what it is given. Used by runs about what is staged, and by those that take one back.

import { basename, resolve } from "node:path";
import type { Problem } from "../outcome/planned-file.js";
import {
  indexChanged,
  indexFailed,
  indexLocked,
  messageOf,
  problemOf,
  RunError,
  temporaryIndex,
} from "../outcome/problems.js";
import type { FileSystem } from "../project/file-system.js";
import { blobIdOf } from "../project/git-history.js";
import { createGitRunner, type RunGit } from "../project/git-run.js";
import { patiently } from "../project/patience.js";
import { giveSecondName, hashOf, quietly, writeNewFile } from "./apply-write.js";
import { codeOf, exists } from "./journal-folder.js";

/** What the index has of a path, without conflicts. */
export interface StagedEntry {
  /** The object that holds the text. */
  readonly id: string;
  /** As git writes it: `100644`, `100755`; `120000` is a link. */
  readonly mode: string;
  /** Whether git was told to look at the working tree no more: `--skip-worktree`, `--assume-unchanged`. */
  readonly isSetAside: boolean;
}

/** Another text for a path of the index. */
export interface StagedChange {
  /** The object that is staged now. */
  readonly oldId: string;
  readonly oldBytes: Uint8Array;
  readonly newBytes: Uint8Array;
}

export interface Staging {
  /** The entries, by path relative to the top. Throws RunError with what git complained of. */
  entries(): ReadonlyMap<string, StagedEntry>;
  /** The bytes of an object. Throws RunError where git has none of them. */
  read(id: string): Uint8Array;
  /**
   * Why nothing can be staged now, as far as is clear beforehand. What a killed run left beside the index is
   * removed first, so that the lock of the repository must be held.
   */
  obstacle(): Problem | undefined;
  /** Replaces all of them, by path relative to the top, or answers why it replaced none. Throws nothing. */
  replace(changes: ReadonlyMap<string, StagedChange>): Problem | undefined;
}

const ENTRY = /^(\S) (\d+) ([0-9a-f]+) 0\t(.+)$/s;

/** The entries of the index, by path relative to where git runs. Throws as git does. */
export function readEntries(run: RunGit): ReadonlyMap<string, StagedEntry> {
  return new Map(
    run("ls-files", "-v", "-s", "-z")
      .split("\0")
      .flatMap((record) => {
        const [, tag, mode, id, path] = ENTRY.exec(record) ?? [];
        return path === undefined || mode === undefined || id === undefined
          ? []
          : [[path, { id, mode, isSetAside: tag !== "H" }] as const];
      }),
  );
}

/** How often an index that others go on changing is looked at anew. */
const ATTEMPTS = 5;

/** The index of the repository at `top`, or the one that a hook is told of. Throws RunError without a git. */
export function openStaging(
  top: string,
  env: Readonly<Record<string, string | undefined>>,
  fileSystem: FileSystem,
): Staging {
  const run = orRunError(() => createGitRunner(top, env));
  const pathOf = (git: typeof run): string => resolve(top, git(...INDEX_PATH).trimEnd());
  const write = (newBytes: Uint8Array): string =>
    run.bytes(newBytes, ...DURABLE, "hash-object", "-w", "--stdin", "--no-filters").toString();

  /** Makes the new index beside the old one; answers whether that still holds what is to be replaced. */
  function draft(
    beside: string,
    bytes: Uint8Array,
    changes: ReadonlyMap<string, StagedChange>,
  ): boolean {
    quietly(() => fileSystem.remove(beside));
    writeNewFile(beside, bytes, fileSystem);
    const git = createGitRunner(top, { ...env, GIT_INDEX_FILE: beside });
    if (pathOf(git) !== beside) {
      throw new Error(`git does not work on ${beside}`);
    }
    const entries = readEntries(git);
    const lines: string[] = [];
    for (const [name, { oldId, newBytes }] of changes) {
      const entry = entries.get(name);
      if (entry?.id !== oldId) {
        return false;
      }
      lines.push(`${entry.mode} ${blobIdOf(newBytes, oldId)}\t${name}\0`);
    }
    git.bytes(lines.join(""), ...DURABLE, "update-index", "-z", "--index-info");
    return true;
  }

  /** Puts the new index in the place of the old one. Answers whether that still was what it was. */
  function exchange(path: string, before: Uint8Array, beside: string): boolean {
    const lock = lockOf(path);
    fileSystem.setMode(beside, fileSystem.status(path).mode);
    patiently(() => takeLock(beside, lock), { isBusy: isLocked });
    try {
      const isSame = hashOf(fileSystem.readFile(path)) === hashOf(before);
      if (isSame) {
        fileSystem.rename(lock, path);
      } else {
        fileSystem.remove(lock);
      }
      return isSame;
    } catch (error) {
      quietly(() => fileSystem.remove(lock));
      throw error;
    }
  }

  /** A lock that holds the new index from the first moment on, so that one left behind is known. */
  function takeLock(beside: string, lock: string): void {
    if (!giveSecondName(beside, lock, fileSystem)) {
      writeNewFile(lock, fileSystem.readFile(beside), fileSystem);
    }
  }

  /** Removes what a run that was killed has left: its new index, and the lock if that is its own. */
  function sweep(path: string): void {
    const [beside, lock] = [besideOf(path), lockOf(path)];
    const own = hashIfThere(beside);
    if (own !== undefined && own === hashIfThere(lock)) {
      fileSystem.remove(lock);
    }
    quietly(() => fileSystem.remove(beside));
  }

  function hashIfThere(path: string): string | undefined {
    return exists(path, fileSystem) ? hashOf(fileSystem.readFile(path)) : undefined;
  }

  function exchangeFor(changes: ReadonlyMap<string, StagedChange>): Problem | undefined {
    const path = pathOf(run);
    const beside = besideOf(path);
    try {
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const before = fileSystem.readFile(path);
        if (!draft(beside, before, changes)) {
          return problemOf(indexChanged, "what is staged is not what was read");
        }
        if (exchange(path, before, beside)) {
          return undefined;
        }
      }
      return problemOf(indexChanged, `the index changed ${ATTEMPTS} times meanwhile`);
    } finally {
      quietly(() => fileSystem.remove(beside));
    }
  }

  return {
    entries: () => orRunError(() => readEntries(run)),
    read: (id) => orRunError(() => run.bytes("", "cat-file", "blob", id)),
    obstacle() {
      try {
        const path = pathOf(run);
        if (basename(path).startsWith("next-index-")) {
          return problemOf(temporaryIndex, "git commit was told which files to commit");
        }
        sweep(path);
        const isHeld = exists(lockOf(path), fileSystem);
        return isHeld ? problemOf(indexLocked, `${lockOf(path)} is there`) : undefined;
      } catch (error) {
        return problemOf(indexFailed, messageOf(error));
      }
    },
    replace(changes) {
      if (changes.size === 0) {
        return undefined;
      }
      try {
        for (const { newBytes } of changes.values()) {
          write(newBytes);
        }
        return exchangeFor(changes);
      } catch (error) {
        return isLocked(error)
          ? problemOf(indexLocked, messageOf(error))
          : problemOf(indexFailed, messageOf(error));
      }
    },
  };
}

const INDEX_PATH = ["rev-parse", "--git-path", "index"];
/** What is written over must not be lost with the power. */
const DURABLE = ["-c", "core.fsync=loose-object,index", "-c", "core.fsyncMethod=fsync"];

function orRunError<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    throw new RunError(indexFailed, messageOf(error));
  }
}

function lockOf(index: string): string {
  return `${index}.lock`;
}

function besideOf(index: string): string {
  return `${index}.valk-codemod`;
}

function isLocked(error: unknown): boolean {
  return codeOf(error) === "EEXIST";
}
