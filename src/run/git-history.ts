// Older versions of files, as git keeps them. Reads git's own records only, by object ids. Used by
// `status --since` and by `migrate --since`.

import { createHash } from "node:crypto";
import type { RunGit } from "./guard-git-run.js";

export interface GitHistory {
  /** The full id of the commit that the name stands for; undefined where it stands for none. */
  commitOf(name: string): string | undefined;
  /** The newest commit that both descend from; undefined where there is none. */
  mergeBase(commit: string, other: string): string | undefined;
  /** Object ids of the commit's files, by path relative to the folder. */
  filesAt(commit: string): ReadonlyMap<string, string>;
  /** The bytes of each object, in the order of the ids; some at a time are in memory. */
  read(ids: readonly string[]): Generator<Buffer>;
}

/** Objects that are read at once. */
const BATCH = 200;

/** A history that is asked through this git. Its functions throw what git complains of. */
export function createGitHistory(run: RunGit): GitHistory {
  return {
    commitOf: (name) => orNone(() => run(...resolving, `${name}^{commit}`)),
    mergeBase: (commit, other) => orNone(() => run("merge-base", commit, other)),
    filesAt: (commit) => readIds(run("ls-tree", "-r", "-z", commit), TREE_LINE),
    *read(ids) {
      for (let at = 0; at < ids.length; at += BATCH) {
        const batch = ids.slice(at, at + BATCH);
        yield* readObjects(run.bytes(`${batch.join("\n")}\n`, "cat-file", "--batch"), batch);
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

/** Each object is `id type size`, a line feed, so many bytes, a line feed. */
function* readObjects(output: Buffer, ids: readonly string[]): Generator<Buffer> {
  let at = 0;
  for (const id of ids) {
    const end = output.indexOf("\n", at);
    const head = output.toString("latin1", at, end);
    const size = / blob (\d+)$/.exec(head)?.[1];
    if (size === undefined) {
      throw new Error(`git has no content for ${id}: ${head}`);
    }
    const start = end + 1;
    at = start + Number(size) + 1;
    yield output.subarray(start, at - 1);
  }
}
