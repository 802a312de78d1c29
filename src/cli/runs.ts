// `runs`: lists what was written in this repository, and what can be taken back.

import { newerJournal } from "../outcome/problems.js";
import { diskFileSystem } from "../project/file-system.js";
import { escapeControls } from "../text/escape.js";
import { stepsOf, undoneRuns } from "../write/history.js";
import { type DamagedRun, type RecordedRun, readRuns } from "../write/journal-read.js";
import { makeCommand } from "./command.js";
import { exitStatus } from "./exit-status.js";
import { extentOf } from "./take-back.js";
import { baseFor, RUN_ROOT } from "./undo.js";

export const runsCommand = makeCommand({
  options: [RUN_ROOT],
  help: `
Each line: the run, how it ended, how many files it has written, what it was.
A run that is called unfinished was killed, or is still writing.

Examples:
  valk-codemod runs
  valk-codemod undo 20260131-120000-000-a1b2c3`,

  async run(_operands, { root }, io) {
    const base = baseFor(root, io.cwd);
    const runs = readRuns(base, io.fileSystem ?? diskFileSystem);
    const sound = runs.filter((run) => "manifest" in run);
    const undone = undoneRuns(sound);
    const stepOf = stepsOf(sound);
    for (const run of runs) {
      io.stdout.write(`${describeRun(run, undone, stepOf)}\n`);
    }
    if (runs.length === 0) {
      io.stdout.write(`No runs in ${escapeControls(base)}.\n`);
    }
    return exitStatus();
  },
});

function describeRun(
  run: RecordedRun | DamagedRun,
  undone: ReadonlySet<string>,
  stepOf: ReturnType<typeof stepsOf>,
): string {
  if ("error" in run) {
    const state = run.error.kind === newerJournal ? "newer" : "damaged";
    return `${run.id}  ${state.padEnd(11)}  ${escapeControls(run.error.message)}`;
  }
  const { id, manifest, state, written } = run;
  const shown = undone.has(id) ? "undone" : state;
  const extent = extentOf(manifest.files.length, written);
  const { command, of } = manifest;
  const what = of === undefined ? command : `${stepOf(run)} of ${of}`;
  return `${id}  ${shown.padEnd(11)}  ${extent.padEnd(14)}  ${what}`;
}
