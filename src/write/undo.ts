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
import { openStaging, type StagedChange, type StagedEntry, type Staging } from "./staging.js";

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
export function lastStanding(
  base: string,
  fileSystem: FileSystem,
  openIndex: OpenStaging,
): RecordedRun {
  const runs = soundRuns(base, fileSystem);
  const last = lastWithWork(base, runs, fileSystem, openIndex) ?? standingRuns(runs).at(-1);
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
  openIndex: OpenStaging,
): RecordedRun | undefined {
  return standingRuns(runs).findLast((run) => {
    const entries = entriesFor(run, openIndex(run));
    return run.manifest.files.some(({ path, before, staged }) => {
      const current = lookAt(`${base}/${path}`, fileSystem);
      const isStagedBack =
        entries === undefined || staged === undefined || entries.get(path)?.id === staged.before;
      return current.kind === "odd" || hashOfCurrent(current) !== before || !isStagedBack;
    });
  });
}

/** Opens the index for a run that has to do with it; git is not needed for any other. */
export type OpenStaging = (run: Pick<RecordedRun, "manifest">) => Staging | undefined;

/** The index of the repository at `base`, for runs that have staged something. */
export function stagingOpener(
  base: string,
  env: Readonly<Record<string, string | undefined>>,
  fileSystem: FileSystem,
): OpenStaging {
  return (run) => (hasStaged(run) ? openStaging(base, env, fileSystem) : undefined);
}

function hasStaged({ manifest }: Pick<RecordedRun, "manifest">): boolean {
  return manifest.files.some(({ staged }) => staged !== undefined);
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

/**
 * Plans to take back the run. Throws RunError when its originals are not what they were, or git does not
 * say what is staged; without `staging` what is staged stays.
 */
export function planUndo(
  base: string,
  run: RecordedRun,
  isForced: boolean,
  fileSystem: FileSystem,
  staging?: Staging,
): UndoPlan {
  const originals = openOriginals(base, run.id, fileSystem);
  const entries = entriesFor(run, staging);
  const changes: FileChange[] = [];
  const edited: EditedFile[] = [];
  for (const entry of run.manifest.files) {
    const current = lookAt(`${base}/${entry.path}`, fileSystem);
    if (current.kind === "odd") {
      edited.push({ path: entry.path, message: current.message, canForce: false });
      continue;
    }
    const file = standingOf(hashOfCurrent(current), entry.before, entry.after);
    const stagedEntry = entries?.get(entry.path);
    const staged =
      entry.staged === undefined || entries === undefined
        ? "before"
        : standingOf(stagedEntry?.id, entry.staged.before, entry.staged.after);
    if (file === "other" || staged === "other") {
      const message = messageFor(file, current, stagedEntry);
      edited.push({ path: entry.path, message, canForce: true });
      if (!isForced) {
        continue;
      }
    }
    const back =
      file === "before"
        ? unchanged(entry, current)
        : restore(entry, current, originals.file(entry));
    const stagedBack =
      staged !== "before" && stagedEntry !== undefined && staging !== undefined
        ? { staged: restoreStaged(stagedEntry, originals.staged(entry), staging) }
        : undefined;
    if (file !== "before" || stagedBack !== undefined) {
      changes.push({ ...back, ...stagedBack });
    }
  }
  return { run, changes, edited };
}

/** What something holds of a run: what was there before it, what it wrote, or anything else. */
type Standing = "before" | "after" | "other";

function standingOf<T>(current: T, before: T, after: readonly T[]): Standing {
  if (current === before) {
    return "before";
  }
  return after.includes(current) ? "after" : "other";
}

function messageFor(
  file: Standing,
  current: Current,
  stagedEntry: StagedEntry | undefined,
): string {
  if (file === "other") {
    return current.kind === "gone" ? "it is gone" : "it was edited";
  }
  return stagedEntry === undefined ? "it is no longer staged" : "it was staged again";
}

/** The index; undefined where the run has nothing to do with it. */
function entriesFor(
  run: Pick<RecordedRun, "manifest">,
  staging: Staging | undefined,
): ReturnType<Staging["entries"]> | undefined {
  return hasStaged(run) ? staging?.entries() : undefined;
}

type Current =
  | {
      readonly kind: "file";
      readonly bytes: Uint8Array;
      readonly hash: string;
      readonly mode: number;
    }
  | { readonly kind: "gone" }
  | { readonly kind: "odd"; readonly message: string };

function lookAt(path: string, fileSystem: FileSystem): Current {
  try {
    const { isFile, mode } = fileSystem.status(path);
    if (!isFile) {
      return { kind: "odd", message: "it is no longer a file" };
    }
    const bytes = fileSystem.readFile(path);
    return { kind: "file", bytes, hash: hashOf(bytes), mode };
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

/** The file as it is, for the sake of what is staged of it. */
function unchanged({ path }: JournalEntry, current: Current): FileChange {
  return current.kind === "file"
    ? { path, oldHash: current.hash, newBytes: current.bytes }
    : { path, oldHash: undefined, newBytes: undefined };
}

function restoreStaged(
  { id }: StagedEntry,
  newBytes: Uint8Array = new Uint8Array(),
  { read }: Staging,
): StagedChange {
  return { oldId: id, oldBytes: read(id), newBytes };
}
