// Writes and commits a run piece by piece. Invariants: a commit holds what was proven and nothing of the
// user's own; the first failure ends the run, and the piece that failed is taken back; what stands was
// committed, so that the same command goes on from there.

import { commitFailed, messageOf, problemOf } from "../outcome/problems.js";
import type { ApplyResult, FileChange } from "../write/apply.js";
import { hashOf } from "../write/apply-write.js";
import type { Committer } from "../write/commit.js";

/** Stages that go into one commit. */
export interface CommitPiece {
  readonly stages: readonly (readonly FileChange[])[];
  readonly message: string;
}

export interface CommitRun {
  readonly pieces: readonly CommitPiece[];
  readonly committer: Committer;
  /** What stands before a path to make it relative to the top. */
  readonly prefix: string;
  /** Writes the stages of one piece, all or nothing. */
  readonly apply: (stages: CommitPiece["stages"]) => Promise<ApplyResult>;
  /** Takes back what a run has written; answers the paths, relative to the top, that got their old texts. */
  readonly takeBack: (runId: string) => Promise<readonly string[]>;
  /** The bytes of a file now, by its path relative to the top. Throws when it cannot be read. */
  readonly read: (path: string) => Uint8Array;
  /** Whether to stop before the next piece. */
  readonly shouldStop: () => Promise<boolean>;
  readonly onCommit: (done: number, all: number) => Promise<void>;
}

const NOTHING: ApplyResult = { written: [], failed: [], skipped: [], interrupted: false };

/** What was written and committed, as one result; later pieces count as skipped after a failure. */
export async function commitPieces(run: CommitRun): Promise<ApplyResult> {
  let all: ApplyResult = { ...NOTHING, commits: [] };
  for (const [at, piece] of run.pieces.entries()) {
    const isOver = all.stopped !== undefined || all.failed.length > 0 || all.interrupted;
    if (isOver || (await run.shouldStop())) {
      const interrupted = all.interrupted || !isOver;
      all = { ...all, interrupted, skipped: [...all.skipped, ...pathsOf(piece)] };
      continue;
    }
    all = joined(all, await commitPiece(piece, run));
    await run.onCommit(at + 1, run.pieces.length);
  }
  return { ...all, written: [...new Set(all.written)], skipped: [...new Set(all.skipped)] };
}

async function commitPiece(piece: CommitPiece, run: CommitRun): Promise<ApplyResult> {
  const applied = await run.apply(piece.stages);
  const { runId, written } = applied;
  if (runId === undefined || isShort(applied)) {
    return applied;
  }
  const paths = written.map((path) => run.prefix + path);
  try {
    const id = run.committer.commit(paths, piece.message);
    const commits = [{ id, paths: written }];
    const altered = alteredSince(piece, run);
    return altered.length === 0
      ? { ...applied, commits }
      : {
          ...applied,
          commits,
          stopped: problemOf(
            commitFailed,
            `${id.slice(0, SHORT)} is made, but a hook has changed ${altered.join(", ")} in it`,
          ),
        };
  } catch (error) {
    return withoutCommit(applied, await run.takeBack(runId), error, run);
  }
}

/** What was not committed is not written either, unless a hook has changed it. */
function withoutCommit(
  applied: ApplyResult,
  restored: readonly string[],
  error: unknown,
  { prefix }: CommitRun,
): ApplyResult {
  const isBack = (path: string): boolean => restored.includes(prefix + path);
  const said = error instanceof Error ? error.message : messageOf(error);
  return {
    ...applied,
    written: applied.written.filter((path) => !isBack(path)),
    skipped: applied.written.filter(isBack),
    rolledBack: applied.written.filter(isBack),
    stopped: problemOf(commitFailed, said),
  };
}

/** Files that do not hold what was written, in the commit or on the disk. */
function alteredSince({ stages }: CommitPiece, { committer, prefix, read }: CommitRun) {
  const different = new Set(committer.changed());
  const last = new Map(stages.flat().map(({ path, newBytes }) => [prefix + path, newBytes]));
  return [...last].flatMap(([path, bytes]) =>
    different.has(path) || bytes === undefined || hashOf(read(path)) !== hashOf(bytes)
      ? [path]
      : [],
  );
}

function joined(all: ApplyResult, next: ApplyResult): ApplyResult {
  // Each piece is a run of its own; no one of them takes back all.
  const { runId: _, ...rest } = next;
  return {
    ...rest,
    written: [...all.written, ...next.written],
    skipped: [...all.skipped, ...next.skipped],
    commits: [...(all.commits ?? []), ...(next.commits ?? [])],
  };
}

function isShort({ failed, skipped, interrupted, stopped }: ApplyResult): boolean {
  return failed.length + skipped.length > 0 || interrupted || stopped !== undefined;
}

function pathsOf({ stages }: CommitPiece): readonly string[] {
  return stages.flat().map(({ path }) => path);
}

const SHORT = 10;
