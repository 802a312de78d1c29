// Older versions of files, as git keeps them. Reads git's own records only, by object ids. Used by
// `status --since` and by `migrate --since`.

import { createHash } from "node:crypto";
import type { RunGit } from "./git-run.js";

export interface GitHistory {
  /** The full id of the commit that the name stands for; undefined where it stands for none. */
  commitOf(name: string): string | undefined;
  /** The newest commit that both descend from; undefined where there is none. */
  mergeBase(commit: string, other: string): string | undefined;
  /** Whether older commits were not fetched. */
  isShallow(): boolean;
  /** Object ids of the commit's files, by path relative to the folder. */
  filesAt(commit: string): ReadonlyMap<string, string>;
  /** The bytes of each object, in the order of the ids; some at a time are in memory. */
  read(ids: readonly string[]): Generator<Buffer>;
}

/** The bytes of each object, undefined for one that is not there. Throws what git complains of. */
export function readBlobs(run: RunGit, ids: readonly string[]): (Buffer | undefined)[] {
  return [...readObjects(askFor(run, ids, "--batch"), ids)];
}

/** Which of the objects are not there, as in a partial clone. Throws what git complains of. */
export function findAbsent(run: RunGit, ids: readonly string[]): ReadonlySet<string> {
  const lines = askFor(run, ids, "--batch-check").toString().split("\n");
  return new Set(lines.flatMap((line) => /^(\S+) missing$/.exec(line)?.[1] ?? []));
}

function askFor(run: RunGit, ids: readonly string[], how: string): Buffer {
  return run.bytes(`${ids.join("\n")}\n`, "cat-file", how);
}

/** Objects that are read at once. */
const BATCH = 200;

/** A history that is asked through this git. Its functions throw what git complains of. */
export function createGitHistory(run: RunGit): GitHistory {
  return {
    commitOf: (name) => orNone(() => run(...resolving, `${name}^{commit}`)),
    mergeBase: (commit, other) => orNone(() => run("merge-base", commit, other)),
    isShallow: () => orNone(() => run("rev-parse", "--is-shallow-repository")) === "true",
    filesAt: (commit) => readIds(run("ls-tree", "-r", "-z", commit), TREE_LINE),
    *read(ids) {
      for (let at = 0; at < ids.length; at += BATCH) {
        const batch = ids.slice(at, at + BATCH);
        for (const [index, bytes] of readBlobs(run, batch).entries()) {
          if (bytes === undefined) {
            throw new Error(`git has no content for ${batch[index]}`);
          }
          yield bytes;
        }
      }
    },
  };
}

const resolving = ["rev-parse", "--verify", "--quiet", "--end-of-options"];

/** A line of output; undefined where git fails, as it does for what there is not. */
function orNone(ask: () => string): string | undefined {
  try {
    const answer = ask().trim();
    return answer === "" ? undefined : answer;
  } catch {
    return undefined;
  }
}

export const TREE_LINE = /^\d+ blob ([0-9a-f]+)\t(.+)$/s;

/** Object ids by path, from records that end with NUL; `line` finds both in a record. */
export function readIds(output: string, line: RegExp): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const record of output.split("\0")) {
    const [, id, path] = line.exec(record) ?? [];
    if (id !== undefined && path !== undefined) {
      ids.set(path, id);
    }
  }
  return ids;
}

/** The object id that these bytes have as they are; `like` tells the kind of hash. */
export function blobIdOf(bytes: Uint8Array, like: string): string {
  return createHash(like.length === 64 ? "sha256" : "sha1")
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest("hex");
}

/** Each object is `id type size`, a line feed, so many bytes, a line feed; or `id missing`. */
function* readObjects(output: Buffer, ids: readonly string[]): Generator<Buffer | undefined> {
  let at = 0;
  for (const _ of ids) {
    const end = output.indexOf("\n", at);
    const size = / blob (\d+)$/.exec(output.toString("latin1", at, end))?.[1];
    const start = end + 1;
    at = size === undefined ? start : start + Number(size) + 1;
    yield size === undefined ? undefined : output.subarray(start, at - 1);
  }
}
