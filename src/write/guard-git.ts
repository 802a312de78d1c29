// Asks git what is committed and staged. Reads git's own records only, never the working tree: what
// files hold there is compared by the caller. Used by the guard and for branches in flight.

import { blobIdOf, readIds, TREE_LINE } from "../project/git-history.js";
import { createGitRunner, type RunGit } from "../project/git-run.js";

export interface Git {
  /** The object ids of the last commit, by path relative to the folder; empty before the first. */
  committed(): ReadonlyMap<string, string>;
  /** The object ids of the index; paths with conflicts are missing. */
  staged(): ReadonlyMap<string, string>;
  /** Paths with conflicts that are not resolved. */
  conflicted(): ReadonlySet<string>;
  /** Files whose line ends git converts. */
  convertedLineEnds(): ReadonlySet<string>;
  /** The object id that these bytes have as they are; `like` tells the kind of hash. */
  idOf(bytes: Uint8Array, like: string): string;
}

/** A git that answers about what lies below `folder`. Throws when there is no git. */
export function createGit(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  systemFolders?: readonly string[],
): Git {
  const run = createGitRunner(folder, env, systemFolders);
  return {
    committed: () =>
      hasCommit(run) ? readIds(run("ls-tree", "-r", "-z", "HEAD"), TREE_LINE) : new Map(),
    staged: () => readIds(run("ls-files", "-s", "-z"), indexLine),
    conflicted: () => new Set(readIds(run("ls-files", "-u", "-z"), conflictLine).keys()),
    convertedLineEnds: () => readConverted(run("ls-files", "--eol", "-z"), convertsAll(run)),
    idOf: blobIdOf,
  };
}

function hasCommit(run: RunGit): boolean {
  return run("rev-list", "--max-count=1", "--all").trim() !== "" && isResolved(run);
}

function isResolved(run: RunGit): boolean {
  try {
    return run("rev-parse", "--verify", "--quiet", "HEAD^{commit}") !== "";
  } catch {
    // On a branch that has no commit yet.
    return false;
  }
}

/** Whether the user or the repository has all text converted. */
function convertsAll(run: RunGit): boolean {
  try {
    return /^(?:true|input|1|yes|on)$/i.test(run("config", "--get", "core.autocrlf").trim());
  } catch {
    return false;
  }
}

const conflictLine = /^\d+ ([0-9a-f]+) [1-3]\t(.+)$/s;
const indexLine = /^\d+ ([0-9a-f]+) 0\t(.+)$/s;

/** A record is `i/lf w/crlf attr/text=auto <TAB>path`. */
function readConverted(output: string, all: boolean): ReadonlySet<string> {
  const converted = new Set<string>();
  for (const record of output.split("\0")) {
    const [, attribute = "", path] = /attr\/([^\t]*)\t(.+)$/s.exec(record) ?? [];
    const isTold = attribute.trim() === "" ? all : !attribute.startsWith("-text");
    if (path !== undefined && isTold) {
      converted.add(path);
    }
  }
  return converted;
}
