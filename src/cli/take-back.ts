// Takes back one run: plans it, refuses what was edited since, writes it as a run of its own, and says
// what came of it. Shared by `undo` and `redo`, which differ in the run that they choose.

import { editedSince, RunError } from "../outcome/problems.js";
import type { FileSystem } from "../project/file-system.js";
import { escapeControls } from "../text/escape.js";
import { countOf } from "../text/wording.js";
import type { ApplyResult } from "../write/apply.js";
import { applyRun } from "../write/apply-run.js";
import type { RecordedRun } from "../write/journal-read.js";
import {
  type EditedFile,
  lastWithWork,
  planUndo,
  soundRuns,
  stagingOpener,
  type UndoPlan,
} from "../write/undo.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import type { Io } from "./io.js";
import { describeShortfall, writeEvents } from "./migrate-write.js";
import { commandAt } from "./undo-command.js";

export interface TakeBackRequest {
  readonly base: string;
  /** The run that is taken back. */
  readonly run: RecordedRun;
  /** What the command line says: to restore edited files, too, and only to count those that were restored. */
  readonly values: { readonly force?: true; readonly quiet?: true };
  readonly fileSystem: FileSystem;
  readonly io: Io;
}

/** Restores what the run has written over, and says so. Throws RunError, before anything is restored. */
export async function takeBack({
  base,
  run,
  values,
  fileSystem,
  io,
}: TakeBackRequest): Promise<ExitStatus> {
  const [isForced, isQuiet] = [values.force === true, values.quiet === true];
  const openIndex = stagingOpener(base, io.env, fileSystem);
  const staging = openIndex(run);
  const plan = planUndo(base, run, isForced, fileSystem, staging);
  refuseEdited(plan.edited, isForced, run.id);
  const result = await applyRun(
    {
      base,
      plan: { root: base, stages: [plan.changes] },
      prefix: "",
      // What is half taken back would not run: a module and the files that load it belong together.
      isAtomic: true,
      command: "undo",
      of: run.id,
      staging,
    },
    fileSystem,
    writeEvents(io, undefined, base),
  );
  const before = lastWithWork(base, soundRuns(base, fileSystem), fileSystem, openIndex);
  report(plan, result, { base, before, isQuiet, io });
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

interface Place {
  readonly base: string;
  /** The run that a further step back would be about. */
  readonly before: RecordedRun | undefined;
  readonly isQuiet: boolean;
  readonly io: Io;
}

function report({ run, edited }: UndoPlan, result: ApplyResult, place: Place): void {
  const { base, before, isQuiet, io } = place;
  const { written, failed } = result;
  const done = [
    ...written.map((path) => `restored  ${path}`),
    ...edited.map(({ path }) => `forced    ${path}`),
  ];
  for (const text of isQuiet ? [] : done) {
    io.stdout.write(`${escapeControls(text)}\n`);
  }
  for (const { path, problem } of failed) {
    io.stdout.write(
      `failed    ${escapeControls(path)}  ${problem.code}  ${escapeControls(problem.message)}\n`,
    );
  }
  const total = run.manifest.files.length;
  const rest = total - written.length - failed.length - result.skipped.length;
  const already = rest > 0 ? `; ${countOf(rest, "file")} held the old text already` : "";
  const when = run.manifest.startedAt.replace(/T(\d\d:\d\d).*$/, " $1 UTC");
  const what = `${run.id} (${run.manifest.command}, ${when})`;
  io.stdout.write(`${what}: ${countOf(written.length, "file")} restored${already}.\n`);
  for (const line of describeShortfall(result, base, io.cwd)) {
    io.stderr.write(`${line}\n`);
  }
  const isWhole = failed.length === 0 && result.skipped.length === 0;
  if (!isWhole || written.length === 0) {
    return;
  }
  const isBack = run.manifest.of === undefined;
  const command = commandAt(base, isBack ? "redo" : "undo", io.cwd);
  io.stdout.write(`This is taken back by: ${command}\n`);
  if (isBack && before !== undefined) {
    const next = commandAt(base, "undo", io.cwd);
    io.stdout.write(`The run before it stands, ${describeExtent(before)}: ${next}\n`);
  }
}

/** What a run is and how far it got: `20260131-120000-000-a1b2c3, migrate, 3 of 7 files`. */
export function describeExtent({ id, manifest, written }: RecordedRun): string {
  return `${id}, ${manifest.command}, ${extentOf(manifest.files.length, written)}`;
}

/** How many files a run has written, of those that it was to write. */
export function extentOf(files: number, written: number): string {
  return written === files ? countOf(files, "file") : `${written} of ${countOf(files, "file")}`;
}
