// Reads the journal: which runs there are, how they ended, what their originals were. Invariant:
// nothing is reached through a link, and nothing is answered that was not checked. Used by undo,
// by the list of runs, and by a run that looks for others that were killed.

import { join } from "node:path";
import { damagedJournal, messageOf, RunError } from "../outcome/problems.js";
import type { FileSystem } from "../project/file-system.js";
import { hashOf } from "./apply-write.js";
import { exists, hasJournalFolder, runFolder, runsFolder } from "./journal-folder.js";
import {
  isRunId,
  type JournalEntry,
  LOG,
  MANIFEST,
  type Manifest,
  ORIGINALS,
  parseManifest,
  type RunState,
  stateOf,
  writtenIn,
} from "./journal-format.js";

/** A run as its folder shows it. */
export interface RecordedRun {
  readonly id: string;
  readonly manifest: Manifest;
  readonly state: RunState;
  /** How many files were written. */
  readonly written: number;
}

/** A run whose manifest cannot be used. */
export interface DamagedRun {
  readonly id: string;
  readonly error: RunError;
}

/**
 * The ids of all runs that have a manifest, oldest first. Others wrote nothing, or are about to.
 * Throws RunError where a link stands in place of the journal.
 */
export function listRunIds(base: string, fileSystem: FileSystem): readonly string[] {
  return listRunFolders(base, fileSystem).filter((id) =>
    exists(join(runFolder(base, id), MANIFEST), fileSystem),
  );
}

/** The ids of all folders of runs, oldest first, whatever is in them. */
export function listRunFolders(base: string, fileSystem: FileSystem): readonly string[] {
  if (!hasJournalFolder(base, fileSystem)) {
    return [];
  }
  return fileSystem
    .list(runsFolder(base))
    .filter((name) => isRunId(name) && fileSystem.status(runFolder(base, name)).isFolder)
    .sort();
}

/** Reads a run. Throws RunError when it is damaged. */
export function readRun(base: string, id: string, fileSystem: FileSystem): RecordedRun {
  const folder = runFolder(base, id);
  try {
    const manifest = parseManifest(fileSystem.readFile(join(folder, MANIFEST)), id);
    const log = readLog(base, id, fileSystem);
    return { id, manifest, state: stateOf(log), written: writtenIn(log) };
  } catch (error) {
    throw error instanceof RunError ? error : new RunError(damagedJournal, messageOf(error));
  }
}

/** All runs, oldest first, damaged ones included. */
export function readRuns(
  base: string,
  fileSystem: FileSystem,
): readonly (RecordedRun | DamagedRun)[] {
  return listRunIds(base, fileSystem).map((id) => {
    try {
      return readRun(base, id, fileSystem);
    } catch (error) {
      if (error instanceof RunError) {
        return { id, error };
      }
      throw error;
    }
  });
}

/** What files held before a run. Each function throws RunError unless the hash is what the manifest says. */
export interface Originals {
  /** Of the file; undefined where there was none. */
  file(entry: JournalEntry): Uint8Array | undefined;
  /** Of what was staged of it; undefined where the run left that alone. */
  staged(entry: JournalEntry): Uint8Array | undefined;
}

/** The originals of a run, read when the first is asked for. */
export function openOriginals(base: string, id: string, fileSystem: FileSystem): Originals {
  let all: Uint8Array | undefined;
  const read = (path: string, hash: string, offset: number, length: number): Uint8Array => {
    try {
      all ??= fileSystem.readFile(join(runFolder(base, id), ORIGINALS));
    } catch (error) {
      throw new RunError(damagedJournal, `the originals of ${id}: ${messageOf(error)}`);
    }
    const original = all.subarray(offset, offset + length);
    if (hashOf(original) !== hash) {
      throw new RunError(damagedJournal, `the original of ${path} in ${id} is not what it was`);
    }
    return original;
  };
  return {
    file: ({ path, before, offset, length }) =>
      before === null ? undefined : read(path, before, offset, length),
    staged: ({ path, staged }) => staged && read(path, staged.hash, staged.offset, staged.length),
  };
}

/** How a run ended, by its log alone. Throws what the file system throws. */
export function readState(base: string, id: string, fileSystem: FileSystem): RunState {
  return stateOf(readLog(base, id, fileSystem));
}

/** Empty where there is none yet. */
function readLog(base: string, id: string, fileSystem: FileSystem): Uint8Array {
  const path = join(runFolder(base, id), LOG);
  return exists(path, fileSystem) ? fileSystem.readFile(path) : new Uint8Array();
}
