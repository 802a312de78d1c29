// Plans taking back a run: which files hold what it has written, and what they held before.
// Invariant: a file that holds anything else is never changed unasked. The plan is then written
// like any other, with a journal of its own, which is why an undo can be undone.

import { messageOf, noSuchRun, RunError } from "../outcome/problems.js";
import type { FileSystem } from "../project/file-system.js";
import type { FileChange } from "./apply.js";
import { hashOf } from "./apply-write.js";
import { standingRuns, undoToRedo } from "./history.js";
import { codeOf } from "./journal-folder.js";
import type { JournalEntry } from "./journal-format.js";
import { listRunIds, openOriginals, type RecordedRun, readRun, readRuns } from "./journal-read.js";

export interface UndoPlan {
  readonly run: RecordedRun;
  readonly changes: readonly FileChange[];
  /** Files that hold neither what the run wrote nor what was there before. */
  readonly edited: readonly EditedFile[];
}

export interface EditedFile {
  readonly path: string;
  /** One line: what is the matter. */
  readonly message: string;
  /** Whether it can be restored all the same. */
  readonly canForce: boolean;
}

/** The run with this id. Throws RunError when there is none, or its journal cannot be used. */
export function namedRun(base: string, id: string, fileSystem: FileSystem): RecordedRun {
  if (!listRunIds(base, fileSystem).includes(id)) {
    throw missingRun(`${id} in ${base}`, base, fileSystem);
  }
  return readRun(base, id, fileSystem);
}

/** That a run is not there; where there is none at all, a list of them is no way out. */
function missingRun(message: string, base: string, fileSystem: FileSystem): RunError {
  return listRunIds(base, fileSystem).length > 0
    ? new RunError(noSuchRun, message)
    : new RunError(noSuchRun, message, "nothing was written here; --root names another folder");
}

/**
 * The newest run that stands and of which anything is left, for a step back; where nothing is left of
 * any, the newest that stands. Throws RunError when there is none.
 */
export function lastStanding(base: string, fileSystem: FileSystem): RecordedRun {
  const runs = soundRuns(base, fileSystem);
  const last = lastWithWork(base, runs, fileSystem) ?? standingRuns(runs).at(-1);
  if (last === undefined) {
    const why = runs.length === 0 ? "there are no runs" : "no run is left to take back";
    throw missingRun(`${why} in ${base}`, base, fileSystem);
  }
  return last;
}

/** The newest of the runs that stands and has written what still stands, or what was edited since. */
export function lastWithWork(
  base: string,
  runs: readonly RecordedRun[],
  fileSystem: FileSystem,
): RecordedRun | undefined {
  return standingRuns(runs).findLast(({ manifest }) =>
    manifest.files.some(({ path, before }) => {
      const current = lookAt(`${base}/${path}`, fileSystem);
      return current.kind === "odd" || hashOfCurrent(current) !== before;
    }),
  );
}

/** The undo that a step forward takes back. Throws RunError when there is none. */
export function lastUndo(base: string, fileSystem: FileSystem): RecordedRun {
  const undo = undoToRedo(soundRuns(base, fileSystem));
  if (undo === undefined) {
    throw missingRun(`nothing was taken back since the last run in ${base}`, base, fileSystem);
  }
  return undo;
}

/** All runs that can be read, oldest first. Throws where the newest cannot: nothing is stepped over. */
export function soundRuns(base: string, fileSystem: FileSystem): readonly RecordedRun[] {
  const runs = readRuns(base, fileSystem);
  const newest = runs.at(-1);
  if (newest !== undefined && "error" in newest) {
    throw newest.error;
  }
  return runs.filter((run) => "manifest" in run);
}

/** Plans to take back the run. Throws RunError when its originals are not what they were. */
export function planUndo(
  base: string,
  run: RecordedRun,
  isForced: boolean,
  fileSystem: FileSystem,
): UndoPlan {
  const originalOf = openOriginals(base, run.id, fileSystem);
  const changes: FileChange[] = [];
  const edited: EditedFile[] = [];
  for (const entry of run.manifest.files) {
    const current = lookAt(`${base}/${entry.path}`, fileSystem);
    if (current.kind === "odd") {
      edited.push({ path: entry.path, message: current.message, canForce: false });
      continue;
    }
    const hash = hashOfCurrent(current);
    if (hash === entry.before) {
      continue;
    }
    const isOurs = entry.after.includes(hash);
    if (!isOurs) {
      const message = hash === null ? "it is gone" : "it was edited";
      edited.push({ path: entry.path, message, canForce: true });
    }
    if (isOurs || isForced) {
      changes.push(restore(entry, current, originalOf(entry)));
    }
  }
  return { run, changes, edited };
}

type Current =
  | { readonly kind: "file"; readonly hash: string; readonly mode: number }
  | { readonly kind: "gone" }
  | { readonly kind: "odd"; readonly message: string };

function lookAt(path: string, fileSystem: FileSystem): Current {
  try {
    const { isFile, mode } = fileSystem.status(path);
    return isFile
      ? { kind: "file", hash: hashOf(fileSystem.readFile(path)), mode }
      : { kind: "odd", message: "it is no longer a file" };
  } catch (error) {
    return codeOf(error) === "ENOENT"
      ? { kind: "gone" }
      : { kind: "odd", message: messageOf(error) };
  }
}

function hashOfCurrent(current: Exclude<Current, { readonly kind: "odd" }>): string | null {
  return current.kind === "file" ? current.hash : null;
}

function restore(
  { path, mode, accessTime, modifiedTime }: JournalEntry,
  current: Current,
  newBytes: Uint8Array | undefined,
): FileChange {
  // A journal that somebody made up must not hand out the bits that lend the owner's powers.
  const special = current.kind === "file" ? current.mode & 0o7000 : 0;
  return {
    path,
    oldHash: current.kind === "file" ? current.hash : undefined,
    newBytes,
    attributes: { mode: (mode & 0o777) | (mode & special), accessTime, modifiedTime },
  };
}
