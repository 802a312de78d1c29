// Plans taking back a run: which files hold what it has written, and what they held before.
// Invariant: a file that holds anything else is never changed unasked. The plan is then written
// like any other, with a journal of its own, which is why an undo can be undone.

import { messageOf, noSuchRun, RunError } from "../outcome/problems.js";
import type { FileSystem } from "../project/file-system.js";
import type { FileChange } from "./apply.js";
import { hashOf } from "./apply-write.js";
import { codeOf } from "./journal-folder.js";
import type { JournalEntry } from "./journal-format.js";
import { listRunIds, openOriginals, type RecordedRun, readRun } from "./journal-read.js";

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

/**
 * The run with this id or the newest one. Where that is an undo that was cut short, the run that
 * it was taking back: to go on is what is wanted. Throws RunError when there is none.
 */
export function chooseRun(
  base: string,
  id: string | undefined,
  fileSystem: FileSystem,
): RecordedRun {
  const ids = listRunIds(base, fileSystem);
  const chosen = id ?? ids.at(-1);
  if (chosen === undefined || !ids.includes(chosen)) {
    throw new RunError(
      noSuchRun,
      id === undefined ? `there are no runs in ${base}` : `${id} in ${base}`,
    );
  }
  const run = readRun(base, chosen, fileSystem);
  const { of } = run.manifest;
  const goesOn = id === undefined && run.state === "unfinished" && of !== undefined;
  return goesOn && ids.includes(of) ? readRun(base, of, fileSystem) : run;
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
    const hash = current.kind === "file" ? current.hash : null;
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
