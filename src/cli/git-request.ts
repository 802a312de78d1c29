// Git for commands that were asked about commits or changes: what is missing is a usage error, said
// before any work is done.

import { messageOf } from "../outcome/problems.js";
import type { Place } from "../project/discovery-root.js";
import { createGitHistory, type GitHistory } from "../project/git-history.js";
import { createGitRunner, type RunGit } from "../project/git-run.js";
import type { Io } from "./io.js";
import { UsageError } from "./usage-error.js";

/** A git for the files below the root. Throws UsageError; `flag` is the option that needs it. */
export function openGit({ root, gitFolder }: Place, flag: string, io: Io): RunGit {
  if (gitFolder === undefined) {
    throw new UsageError(
      `${flag} needs a git repository, and ${root} lies in none`,
      "leave it out",
    );
  }
  try {
    return createGitRunner(root, io.env);
  } catch (error) {
    throw new UsageError(`${flag} needs git: ${messageOf(error)}`, "install git, or leave it out");
  }
}

/** The way out where history was not fetched as far back as it is asked about. */
export const UNSHALLOW =
  "this is a shallow clone: git fetch --unshallow, or in a workflow actions/checkout with fetch-depth: 0";

/** The commit, and a history to read it from. Throws UsageError where there is no such commit. */
export function openCommit(
  place: Place,
  flag: string,
  ref: string,
  io: Io,
): { readonly history: GitHistory; readonly commit: string } {
  const history = createGitHistory(openGit(place, flag, io));
  const commit = history.commitOf(ref);
  if (commit === undefined) {
    throw new UsageError(
      `${flag} ${ref}: there is no such commit`,
      history.isShallow() ? UNSHALLOW : "name a branch, a tag or a commit that git log shows",
    );
  }
  return { history, commit };
}
