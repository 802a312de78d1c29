// `undo [RUN]`: takes back what a run has written, or removes old runs from the journal.

import { realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { journalFailed, messageOf, RunError, wroteNothing } from "../outcome/problems.js";
import { findPlace, placeOfRoot } from "../project/discovery-root.js";
import { diskFileSystem, type FileSystem } from "../project/file-system.js";
import { countOf } from "../text/wording.js";
import { idleSince } from "../write/idle.js";
import { hasJournalFolder } from "../write/journal-folder.js";
import type { RecordedRun } from "../write/journal-read.js";
import { acquireLock } from "../write/lock.js";
import { lastStanding, namedRun, stagingOpener } from "../write/undo.js";
import { pruneRuns } from "../write/undo-prune.js";
import { makeCommand } from "./command.js";
import { exitHelp } from "./exit-help.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import type { Io } from "./io.js";
import { writeEvents } from "./migrate-write.js";
import { type OptionRow, readCount } from "./option-table.js";
import { quiet } from "./shared-options.js";
import { describeExtent, takeBack } from "./take-back.js";
import { undoCommandFor } from "./undo-command.js";
import { UsageError } from "./usage-error.js";

export const FORCE = {
  flags: "--force",
  text: "restore files that were edited since, too",
} as const satisfies OptionRow;

export const TAKE_BACK_QUIET = quiet("what could not be restored, and one line of totals");

/** Where runs were. */
export const RUN_ROOT = {
  flags: "--root <FOLDER>",
  text: "where the runs were; default: the repository around this folder",
} as const satisfies OptionRow;

export const undoCommand = makeCommand({
  operands: [
    {
      name: "[RUN]",
      text: "a run as valk-codemod runs lists it; the newest that stands if none",
    },
  ],
  options: [
    FORCE,
    {
      flags: "--prune <N>",
      text: "remove all but the newest N runs instead",
      read: readCount,
    },
    RUN_ROOT,
    TAKE_BACK_QUIET,
  ],
  help: `
Restores content, permissions and times of every file that the run has written,
also of a run that was killed. Where a file holds anything else by now, or one
cannot be restored, none is and the file is named. A second undo takes back the
run before; valk-codemod redo goes forward again. An undo is a run itself, and
can be named.
Where a command wrote nothing since, the run that is meant has to be named.

${exitHelp({
  0: "done",
  2: "edited files, or a file could not be restored",
})}

Examples:
  valk-codemod undo                             take back the newest run
  valk-codemod undo 20260131-120000-000-a1b2c3
  valk-codemod undo --prune 5                   keep the originals of five runs`,

  async run([id], values, io) {
    const { prune, root } = values;
    const base = baseFor(root, io.cwd);
    const fileSystem = io.fileSystem ?? diskFileSystem;
    if (prune !== undefined) {
      if (id !== undefined) {
        throw new UsageError("--prune takes no run", "it removes all but the newest N runs");
      }
      return pruneOld(base, prune, fileSystem, io);
    }
    const run = id === undefined ? newestRun(base, fileSystem, io) : namedRun(base, id, fileSystem);
    return takeBack({ base, run, values, fileSystem, io });
  },
});

/** Throws RunError where a command wrote nothing since: that one was meant, perhaps. */
function newestRun(base: string, fileSystem: FileSystem, io: Io): RecordedRun {
  const run = lastStanding(base, fileSystem, stagingOpener(base, io.env, fileSystem));
  const idle = idleSince(base, fileSystem);
  if (idle !== undefined) {
    throw new RunError(
      wroteNothing,
      `the last command, ${idle}, wrote nothing; before it stands ${describeExtent(run)}`,
      `this takes that one back: ${undoCommandFor(base, run.id, io.cwd)}`,
    );
  }
  return run;
}

/** The folder that holds the journal: the top of the repository, or the folder itself. */
export function baseFor(root: string | undefined, cwd: string): string {
  let folder: string;
  try {
    folder = realpathSync.native(resolve(cwd, root ?? "."));
  } catch (error) {
    throw new UsageError(`cannot use ${root}: ${messageOf(error)}`, "--root takes a folder");
  }
  if (!statSync(folder).isDirectory()) {
    throw new UsageError(`${root} is not a folder`, "--root takes a folder");
  }
  return root === undefined ? findPlace(folder, [folder], folder).top : placeOfRoot(folder).top;
}

async function pruneOld(
  base: string,
  keep: number,
  fileSystem: FileSystem,
  io: Io,
): Promise<ExitStatus> {
  if (!hasJournalFolder(base, fileSystem)) {
    io.stdout.write("0 runs removed.\n");
    return exitStatus();
  }
  const { onWait, shouldStop } = writeEvents(io, undefined, base);
  const lock = await acquireLock(base, fileSystem, {
    shouldStop,
    ...(onWait !== undefined && { onWait }),
  });
  if (lock === undefined) {
    return exitStatus({ interrupted: true });
  }
  try {
    const removed = pruneRuns(base, keep, fileSystem);
    io.stdout.write(`${countOf(removed.length, "run")} removed.\n`);
    return exitStatus();
  } catch (error) {
    throw error instanceof RunError ? error : new RunError(journalFailed, messageOf(error));
  } finally {
    lock.release();
  }
}
