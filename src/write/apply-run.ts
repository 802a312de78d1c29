// A whole run of writing: lock, journal, writes, and on request all of it or nothing. Invariant:
// wherever it stops, every file is old or new and undo knows all of them. Called by the commands
// that write: migrate and undo.

import type { Problem } from "../outcome/planned-file.js";
import { problemOf } from "../outcome/problems.js";
import type { FileSystem } from "../project/file-system.js";
import { type ApplyPlan, type ApplyResult, applyPlan, type FileChange } from "./apply.js";
import { hashOf } from "./apply-write.js";
import { makeJournalFolder } from "./journal-folder.js";
import type { RunState } from "./journal-format.js";
import { listRunIds, openOriginals, type RecordedRun, readRun, readState } from "./journal-read.js";
import { sweepRun } from "./journal-sweep.js";
import { beginJournal, type Journal, type JournalRequest } from "./journal-write.js";
import { acquireLock, LOCK_LOST, type Lock, type LockOptions } from "./lock.js";
import type { StagedChange, Staging } from "./staging.js";
import { findTornGroups } from "./torn-groups.js";

/** What is to be written, and as what it goes into the journal. */
export interface WriteRequest extends JournalRequest {
  /** Whether the first failure, or an interrupt, takes everything back. */
  readonly isAtomic?: boolean;
  /**
   * Paths that the run is for: where none of them can be written, as is clear beforehand, nothing else
   * is, such as the module that they are to load. Missing where every change stands for itself.
   */
  readonly purpose?: readonly string[];
  /** The index, where the run changes what is staged, too. */
  readonly staging?: Staging | undefined;
}

export interface WriteEvents {
  /** Asked between files. */
  readonly shouldStop: () => Promise<boolean>;
  /** Told before waiting for another run. */
  readonly onWait?: (holder: string) => void;
  /** Told of runs that were killed, found before this one writes. */
  readonly onUnfinished?: (run: UnfinishedRun) => void;
  readonly patience?: number;
}

export interface UnfinishedRun {
  readonly id: string;
  /** Files that hold what somebody saved in the very moment of a write, relative to the base. */
  readonly kept: readonly string[];
}

/**
 * Writes the plan. Throws RunError, before anything is written, when the lock or the journal
 * cannot be had; everything else is in the result.
 */
export async function applyRun(
  request: WriteRequest,
  fileSystem: FileSystem,
  events: WriteEvents,
): Promise<ApplyResult> {
  makeJournalFolder(request.base, fileSystem);
  const lock = await acquireLock(request.base, fileSystem, lockOptions(events));
  if (lock === undefined) {
    return interruptedBefore(request.plan);
  }
  try {
    sweepUnfinished(request, fileSystem, events);
    return await applyLocked(request, lock, fileSystem, events);
  } finally {
    lock.release();
  }
}

function lockOptions({ onWait, shouldStop, patience }: WriteEvents): LockOptions {
  return {
    shouldStop,
    ...(onWait !== undefined && { onWait }),
    ...(patience !== undefined && { patience }),
  };
}

async function applyLocked(
  request: WriteRequest,
  lock: Lock,
  fileSystem: FileSystem,
  { shouldStop }: WriteEvents,
): Promise<ApplyResult> {
  const { plan, staging, isAtomic = false } = request;
  const obstacle = staging?.obstacle();
  if (obstacle !== undefined) {
    return { ...refusedBefore(plan, new Map()), stopped: obstacle };
  }
  const unmended = await mendGroups(request, fileSystem);
  if (unmended.size > 0) {
    return refusedBefore(plan, unmended);
  }
  const begun = await beginJournal(request, fileSystem, shouldStop);
  if (begun.kind === "stopped") {
    return interruptedBefore(plan);
  }
  const { refused } = begun.kind === "nothing" ? begun : begun.journal;
  const journal = begun.kind === "nothing" ? undefined : begun.journal;
  if (journal === undefined || (isAtomic && refused.size > 0) || isVain(request, refused)) {
    journal?.discard();
    return refusedBefore(plan, refused);
  }
  const result = await applyPlan(plan, fileSystem, {
    shouldStop,
    isAtomic,
    refuse: ({ path }) => refused.get(path),
    mustEnd: () => (lock.isHeld() ? undefined : problemOf(LOCK_LOST.kind, LOCK_LOST.message)),
    noteWritten: (change) => journal.noteWritten(change),
    namesFor: (change) => journal.namesFor(change),
  });
  const paths = isAtomic && !isComplete(result) ? result.written : brokenGroups(plan, result);
  const settled =
    paths.length > 0 || (isAtomic && !isComplete(result))
      ? await rollBack(request, result, paths, journal, fileSystem)
      : result;
  // What is staged changes last, and all of it at once: until then the files tell what is still to be done.
  const problem = staging?.replace(stagedChanges(request, settled));
  const ended =
    problem === undefined
      ? settled
      : {
          ...(await rollBack(request, settled, settled.written, journal, fileSystem)),
          isPartlyRolledBack: false,
          stopped: problem,
        };
  journal.end(endStateOf(ended));
  return { ...ended, runId: journal.runId };
}

/** What is to be staged of the files that were written, by path relative to the base. */
function stagedChanges(
  { plan, prefix }: WriteRequest,
  result: ApplyResult,
): ReadonlyMap<string, StagedChange> {
  const first = new Map(
    plan.stages
      .flat()
      .toReversed()
      .map(({ path, staged }) => [path, staged]),
  );
  const last = lastChanges(plan, result);
  const changes = new Map<string, StagedChange>();
  for (const path of result.written) {
    const [before, after] = [first.get(path), last.get(path)?.staged];
    // A module that only stood in between is what it was.
    if (before && after && hashOf(before.oldBytes) !== hashOf(after.newBytes)) {
      changes.set(prefix + path, { ...before, newBytes: after.newBytes });
    }
  }
  return changes;
}

/**
 * Puts back what a killed run wrote of groups that this one was planned for as they were before.
 * Answers what stands in the way, by the path in the plan.
 */
async function mendGroups(
  { base, plan, prefix, staging }: WriteRequest,
  fileSystem: FileSystem,
): Promise<ReadonlyMap<string, Problem>> {
  const planned = new Map(
    plan.stages
      .flat()
      .toReversed()
      .map(({ path, oldHash }) => [prefix + path, oldHash]),
  );
  const torn = findTornGroups(base, fileSystem, staging).filter(({ before }) =>
    [...before].every(([path, hash]) => planned.get(path) === hash),
  );
  const problems = new Map<string, Problem>();
  for (const { changes, namesFor } of torn) {
    const { failed } = await applyPlan({ root: base, stages: [changes] }, fileSystem, {
      shouldStop: async () => false,
      namesFor: ({ path }) => namesFor(path),
    });
    for (const { path, problem } of failed) {
      problems.set(path.slice(prefix.length), problem);
    }
  }
  return problems;
}

function isComplete({ failed, skipped, stopped }: ApplyResult): boolean {
  return failed.length === 0 && skipped.length === 0 && stopped === undefined;
}

function endStateOf(result: ApplyResult): RunState {
  if (result.rolledBack !== undefined && result.written.length === 0) {
    return "rolled-back";
  }
  if (result.interrupted) {
    return "interrupted";
  }
  return isComplete(result) ? "finished" : "failed";
}

/** Whether each path that the run is for is refused, or changes together with one that is. */
function isVain(
  { plan, purpose = [] }: WriteRequest,
  refused: ReadonlyMap<string, Problem>,
): boolean {
  if (refused.size === 0 || purpose.length === 0) {
    return false;
  }
  const groups = new Map(plan.stages.flat().map(({ path, group = [path] }) => [path, group]));
  return purpose.every((path) => groups.get(path)?.some((member) => refused.has(member)));
}

/** Files that were written, but not all of those that change together with them. */
function brokenGroups(plan: ApplyPlan, { written }: ApplyResult): readonly string[] {
  const done = new Set(written);
  const planned = new Set(pathsOf(plan));
  const broken = plan.stages
    .flat()
    .filter(
      ({ path, group = [] }) =>
        done.has(path) && group.some((member) => planned.has(member) && !done.has(member)),
    );
  return [...new Set(broken.map(({ path }) => path))];
}

/** Restores these of the written files. What cannot be restored counts as written. */
async function rollBack(
  { base, plan, prefix, isAtomic = false }: WriteRequest,
  result: ApplyResult,
  paths: readonly string[],
  journal: Journal,
  fileSystem: FileSystem,
): Promise<ApplyResult> {
  const { manifest } = readRun(base, journal.runId, fileSystem);
  const originals = openOriginals(base, journal.runId, fileSystem);
  const entries = new Map(manifest.files.map((entry) => [entry.path, entry]));
  const last = lastChanges(plan, result);
  const changes = paths.toReversed().flatMap((path): FileChange[] => {
    const entry = entries.get(prefix + path);
    if (entry === undefined) {
      return [];
    }
    const newBytes = last.get(path)?.newBytes;
    const { mode, accessTime, modifiedTime } = entry;
    return [
      {
        path,
        oldHash: newBytes && hashOf(newBytes),
        newBytes: originals.file(entry),
        attributes: { mode, accessTime, modifiedTime },
      },
    ];
  });
  const restored = await applyPlan({ root: plan.root, stages: [changes] }, fileSystem, {
    shouldStop: async () => false,
    namesFor: (change) => journal.namesFor(change),
  });
  return {
    ...result,
    written: unrestored(result.written, restored.written),
    isPartlyRolledBack: !isAtomic,
    skipped: [...new Set([...result.skipped, ...restored.written])],
    rolledBack: restored.written,
  };
}

function unrestored(written: readonly string[], restored: readonly string[]): readonly string[] {
  const gone = new Set(restored);
  return written.filter((path) => !gone.has(path));
}

/** What each file holds that was written: the change of the last stage that was reached. */
function lastChanges(plan: ApplyPlan, { skipped, failed }: ApplyResult): Map<string, FileChange> {
  const left = new Map<string, number>();
  for (const path of [...skipped, ...failed.map((one) => one.path)]) {
    left.set(path, (left.get(path) ?? 0) + 1);
  }
  const last = new Map<string, FileChange>();
  for (const change of plan.stages.flat().toReversed()) {
    const count = left.get(change.path) ?? 0;
    if (count > 0) {
      left.set(change.path, count - 1);
    } else if (!last.has(change.path)) {
      last.set(change.path, change);
    }
  }
  return last;
}

/** With the lock held, a run that never ended was killed. */
function sweepUnfinished(
  { base, of }: WriteRequest,
  fileSystem: FileSystem,
  { onUnfinished }: WriteEvents,
): void {
  const ids = listRunIds(base, fileSystem);
  for (const id of ids) {
    const isUnfinished = readState(base, id, fileSystem) === "unfinished";
    const run = isUnfinished || id === of ? readIfSound(base, id, fileSystem) : undefined;
    if (run !== undefined) {
      const kept = sweepRun(base, run.manifest, fileSystem);
      if (isUnfinished && (id === ids.at(-1) || kept.length > 0)) {
        onUnfinished?.({ id, kept });
      }
    }
  }
}

/** Whether a run never ended; false also where that cannot be found out. */
export function hasUnfinishedRun(base: string, fileSystem: FileSystem): boolean {
  try {
    return listRunIds(base, fileSystem).some(
      (id) => readState(base, id, fileSystem) === "unfinished",
    );
  } catch {
    // A run that has something to write says what is the matter.
    return false;
  }
}

function readIfSound(base: string, id: string, fileSystem: FileSystem): RecordedRun | undefined {
  try {
    return readRun(base, id, fileSystem);
  } catch {
    // Undo says what is the matter with it; it must not keep others from working.
    return undefined;
  }
}

function pathsOf(plan: ApplyPlan): readonly string[] {
  return [...new Set(plan.stages.flat().map(({ path }) => path))];
}

function interruptedBefore(plan: ApplyPlan): ApplyResult {
  return { written: [], failed: [], skipped: pathsOf(plan), interrupted: true };
}

function refusedBefore(plan: ApplyPlan, refused: ReadonlyMap<string, Problem>): ApplyResult {
  return {
    written: [],
    failed: [...refused].map(([path, problem]) => ({ path, problem })),
    skipped: pathsOf(plan).filter((path) => !refused.has(path)),
    interrupted: false,
  };
}
