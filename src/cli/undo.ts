// `undo [RUN]`: takes back what a run has written, or removes old runs from the journal.

import { realpathSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { editedSince, journalFailed, messageOf, RunError } from "../outcome/problems.js";
import { findPlace, placeOfRoot } from "../project/discovery-root.js";
import { diskFileSystem, type FileSystem } from "../project/file-system.js";
import { escapeControls } from "../text/escape.js";
import { countOf } from "../text/wording.js";
import type { ApplyResult } from "../write/apply.js";
import { applyRun } from "../write/apply-run.js";
import { hasJournalFolder } from "../write/journal-folder.js";
import { acquireLock } from "../write/lock.js";
import { chooseRun, type EditedFile, planUndo, type UndoPlan } from "../write/undo.js";
import { pruneRuns } from "../write/undo-prune.js";
import { makeCommand } from "./command.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import type { Io } from "./io.js";
import { describeShortfall, writeEvents } from "./migrate-write.js";
import { readCount } from "./option-table.js";
import { undoCommandFor } from "./undo-command.js";
import { UsageError } from "./usage-error.js";

export const undoCommand = makeCommand({
  operand: { name: "[RUN]", text: "a run as valk-codemod runs lists it; the newest if none" },
  options: [
    { flags: "--force", text: "restore files that were edited since, too" },
    {
      flags: "--prune <N>",
      text: "remove all but the newest N runs instead",
      read: readCount,
    },
    {
      flags: "--root <FOLDER>",
      text: "where the run was; default: the repository around this folder",
    },
  ],
  help: `
Restores content, permissions and times of every file that the run has written,
also of a run that was killed. Where a file holds anything else by now, nothing
is restored and the file is named. An undo is a run itself: a second undo
restores what the first took back.

Exit status: 0 done; 2 edited files, or a file could not be restored; 130
interrupted.

Examples:
  valk-codemod undo                             take back the newest run
  valk-codemod undo 20260131-120000-000-a1b2c3
  valk-codemod undo --prune 5                   keep the originals of five runs`,

  async run([id], { force, prune, root }, io) {
    const base = baseFor(root, io.cwd);
    const fileSystem = io.fileSystem ?? diskFileSystem;
    if (prune !== undefined) {
      if (id !== undefined) {
        throw new UsageError("--prune takes no run", "it removes all but the newest N runs");
      }
      return pruneOld(base, prune, fileSystem, io);
    }
    return undoRun({ base, id, isForced: force === true, fileSystem, io });
  },
});

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

interface UndoRequest {
  readonly base: string;
  readonly id: string | undefined;
  readonly isForced: boolean;
  readonly fileSystem: FileSystem;
  readonly io: Io;
}

async function undoRun({ base, id, isForced, fileSystem, io }: UndoRequest): Promise<ExitStatus> {
  const run = chooseRun(base, id, fileSystem);
  const plan = planUndo(base, run, isForced, fileSystem);
  refuseEdited(plan.edited, isForced, run.id);
  const result = await applyRun(
    {
      base,
      plan: { root: base, stages: [plan.changes] },
      prefix: "",
      command: "undo",
      of: run.id,
    },
    fileSystem,
    writeEvents(io, undefined, base),
  );
  report(plan, result, base, io);
  return exitStatus({
    interrupted: result.interrupted,
    failed: result.failed.length + result.skipped.length,
  });
}

/** Throws RunError, before anything is restored. */
function refuseEdited(edited: readonly EditedFile[], isForced: boolean, id: string): void {
  const stopping = edited.filter(({ canForce }) => !isForced || !canForce);
  if (stopping.length > 0) {
    const lines = stopping.map(({ path, message }) => `${path}  ${message}`);
    const files = countOf(stopping.length, "file");
    throw new RunError(editedSince, `${files} changed after ${id}:`, undefined, lines);
  }
}

function report({ run, edited }: UndoPlan, result: ApplyResult, base: string, io: Io): void {
  const { written, failed, runId } = result;
  for (const path of written) {
    io.stdout.write(`restored  ${escapeControls(path)}\n`);
  }
  for (const { path } of edited) {
    io.stdout.write(`forced    ${escapeControls(path)}\n`);
  }
  for (const { path, problem } of failed) {
    io.stdout.write(
      `failed    ${escapeControls(path)}  ${problem.code}  ${escapeControls(problem.message)}\n`,
    );
  }
  const total = run.manifest.files.length;
  const rest = total - written.length - failed.length - result.skipped.length;
  const already = rest > 0 ? `; ${countOf(rest, "file")} held the old text already` : "";
  io.stdout.write(`${run.id}: ${countOf(written.length, "file")} restored${already}.\n`);
  for (const line of describeShortfall(result, base, io.cwd)) {
    io.stderr.write(`${line}\n`);
  }
  const isWhole = failed.length === 0 && result.skipped.length === 0;
  if (isWhole && written.length > 0 && runId !== undefined) {
    io.stdout.write(`This is taken back by: ${undoCommandFor(base, runId, io.cwd)}\n`);
  }
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
