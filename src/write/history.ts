// What the runs of a repository amount to: which of them stand, and which one a step back or forward
// is about. A run that takes another one back names it in its manifest, so that history is never
// rewritten, only added to. Used by `undo`, `redo` and the list of runs.

import type { RecordedRun } from "./journal-read.js";

/** What a run is to the others: a change of its own, an undo, or the undo of an undo. */
export type Step = "change" | "undo" | "redo";

/** Answers what each of the runs is. */
export function stepsOf(runs: readonly RecordedRun[]): (run: RecordedRun) => Step {
  const backward = new Set(runs.flatMap(({ id, manifest }) => (manifest.of ? [id] : [])));
  return ({ manifest: { of } }) => {
    if (of === undefined) {
      return "change";
    }
    return backward.has(of) ? "redo" : "undo";
  };
}

/**
 * Ids of the runs, given oldest first, that a later one took back, unless that was taken back itself. An
 * undo counts when it is whole, so that what it left can be taken back, too; a redo counts from its
 * first file on, for the same reason.
 */
export function undoneRuns(runs: readonly RecordedRun[]): ReadonlySet<string> {
  const stepOf = stepsOf(runs);
  const undone = new Set<string>();
  for (const run of runs.toReversed()) {
    const { of } = run.manifest;
    const counts = run.state === "finished" || (stepOf(run) === "redo" && run.written > 0);
    if (of !== undefined && counts && !undone.has(run.id)) {
      undone.add(of);
    }
  }
  return undone;
}

/** The runs that changed something of their own and still stand, oldest first. */
export function standingRuns(runs: readonly RecordedRun[]): readonly RecordedRun[] {
  const undone = undoneRuns(runs);
  return runs.filter(
    ({ id, manifest, state }) =>
      manifest.of === undefined && state !== "rolled-back" && !undone.has(id),
  );
}

/** The undo that a step forward takes back: the newest that stands, if no other run came after it. */
export function undoToRedo(runs: readonly RecordedRun[]): RecordedRun | undefined {
  const stepOf = stepsOf(runs);
  // A redo that did not get through is to be gone on with.
  const undone = undoneRuns(
    runs.filter((run) => stepOf(run) !== "redo" || run.state === "finished"),
  );
  const newest = runs.findLast((run) => stepOf(run) === "change")?.id ?? "";
  return runs.findLast(
    (run) => stepOf(run) === "undo" && run.written > 0 && !undone.has(run.id) && run.id > newest,
  );
}
