// `runs`: lists what was written in this repository, and what can be taken back.

import { newerJournal } from "../outcome/problems.js";
import { diskFileSystem } from "../project/file-system.js";
import { escapeControls } from "../text/escape.js";
import { countOf } from "../text/wording.js";
import { type DamagedRun, type RecordedRun, readRuns } from "../write/journal-read.js";
import { makeCommand } from "./command.js";
import { exitStatus } from "./exit-status.js";
import { baseFor } from "./undo.js";

export const runsCommand = makeCommand({
  options: [
    {
      flags: "--root <FOLDER>",
      text: "where the runs were; default: the repository around this folder",
    },
  ],
  help: `
Each line: the run, how it ended, how many files it was to write, what it was.
A run that is called unfinished was killed, or is still writing.

Examples:
  valk-codemod runs
  valk-codemod undo 20260131-120000-000-a1b2c3`,

  async run(_operands, { root }, io) {
    const base = baseFor(root, io.cwd);
    const runs = readRuns(base, io.fileSystem ?? diskFileSystem);
    const undone = undoneRuns(runs.filter((run) => "manifest" in run));
    for (const run of runs) {
      io.stdout.write(`${describeRun(run, undone)}\n`);
    }
    if (runs.length === 0) {
      io.stdout.write(`No runs in ${escapeControls(base)}.\n`);
    }
    return exitStatus();
  },
});

function describeRun(run: RecordedRun | DamagedRun, undone: ReadonlySet<string>): string {
  if ("error" in run) {
    const state = run.error.kind === newerJournal ? "newer" : "damaged";
    return `${run.id}  ${state.padEnd(11)}  ${escapeControls(run.error.message)}`;
  }
  const { id, manifest, state } = run;
  const shown = undone.has(id) ? "undone" : state;
  const what = manifest.of === undefined ? manifest.command : `undo of ${manifest.of}`;
  return `${id}  ${shown.padEnd(11)}  ${countOf(manifest.files.length, "file").padEnd(10)}  ${what}`;
}

/** Runs that a later undo took back, unless that was taken back itself. */
function undoneRuns(runs: readonly RecordedRun[]): ReadonlySet<string> {
  const undone = new Set<string>();
  for (const { id, manifest, state } of runs.toReversed()) {
    if (manifest.of !== undefined && state === "finished" && !undone.has(id)) {
      undone.add(manifest.of);
    }
  }
  return undone;
}
