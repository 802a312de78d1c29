// Commits files as the user would: with their hooks, signatures and identity, which the git that only
// answers questions is kept from. Invariant: a commit holds the named files as they lie there and nothing
// else that is staged. Called between the pieces of a run that was asked for commits.

import { spawnSync } from "node:child_process";
import { findGit } from "../project/git-run.js";

export interface Committer {
  /** What is under way, so that no commit of single files can be made: "a merge"; undefined if nothing. */
  underWay(): string | undefined;
  /** Commits these tracked files and answers the id. Throws Error with what git or a hook said. */
  commit(paths: readonly string[], message: string): string;
  /** Tracked files that differ from the last commit, staged or not. Throws what git complained of. */
  changed(): readonly string[];
}

/** What stands for a step that takes more than one command, and what people call it. */
const STEPS = {
  MERGE_HEAD: "a merge",
  CHERRY_PICK_HEAD: "a cherry-pick",
  REVERT_HEAD: "a revert",
} as const;

/** What would have git work on another repository or index than that of the folder. */
const ELSEWHERE = new Set([
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_PREFIX",
  "GIT_COMMON_DIR",
  "GIT_NAMESPACE",
  "GIT_OBJECT_DIRECTORY",
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
]);

/** A committer for the repository at `top`; paths are relative to it. Throws when there is no git. */
export function createCommitter(
  top: string,
  env: Readonly<Record<string, string | undefined>>,
): Committer {
  const { program, path } = findGit(top, env);
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !ELSEWHERE.has(name)));
  const run = (input: string, ...args: readonly string[]): string => {
    const { status, stdout, stderr, error } = spawnSync(
      program,
      ["-C", top, "--no-pager", "--literal-pathspecs", ...args],
      { env: { PATH: path, ...own, GIT_TERMINAL_PROMPT: "0" }, input, maxBuffer: 1 << 30 },
    );
    if (error !== undefined || status !== 0) {
      throw error ?? new Error(saidLast(`${stdout}${stderr}`, status));
    }
    return stdout.toString("utf8");
  };
  const hasRef = (name: string): boolean => {
    try {
      return run("", "rev-parse", "--verify", "--quiet", name) !== "";
    } catch {
      return false;
    }
  };
  return {
    underWay: () => Object.entries(STEPS).find(([name]) => hasRef(name))?.[1],
    commit(paths, message) {
      const from = ["--pathspec-from-file=-", "--pathspec-file-nul"];
      run(paths.join("\0"), "commit", "--quiet", "--only", "--message", message, ...from);
      return run("", "rev-parse", "HEAD").trim();
    },
    changed: () =>
      run("", "diff", "--name-only", "-z", "--no-ext-diff", "HEAD")
        .split("\0")
        .filter((name) => name !== ""),
  };
}

/** The end of what was said, since a hook may say much before it fails. */
function saidLast(output: string, status: number | null): string {
  const lines = output.trim().split("\n").slice(-SHOWN_LINES);
  return lines.join("\n") || `git ended with status ${status}`;
}

const SHOWN_LINES = 20;
