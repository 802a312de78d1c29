// The repository as the next commit will have it: `check --staged` and `lint --staged`. Every file holds what
// the index holds, whatever the working tree does; what the index does not have is not there. Invariant: what
// is staged in parts is judged by the part that is staged.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { gitFailed, messageOf, RunError } from "../outcome/problems.js";
import type { DiscoveryOptions } from "../project/discovery.js";
import { createScope } from "../project/discovery-scope.js";
import { readBlobs } from "../project/git-history.js";
import { withContents } from "../project/outside-files.js";
import { createGit } from "../write/guard-git.js";
import { workingTree } from "./changed-files.js";
import type { FolderDiscovery } from "./discover-files.js";
import { openGit } from "./git-request.js";
import type { Io } from "./io.js";

/** A discovery, and which paths of a baseline are no longer there. */
export interface StagedDiscovery extends FolderDiscovery {
  /** Missing where the working tree says. */
  readonly isGone?: (path: string) => boolean;
}

/** Whether a path of a baseline is no longer there: what nobody could look at is not taken for gone. */
export function goneFrom({ root, unseen, isGone }: StagedDiscovery): (path: string) => boolean {
  return (
    isGone ??
    ((path) => !existsSync(join(root, path)) && !unseen.outside.has(path) && !unseen.isUnknown)
  );
}

/** Selects what is staged. Throws UsageError outside a repository, RunError where git complains. */
export function asStaged(
  discovery: FolderDiscovery,
  options: DiscoveryOptions,
  io: Io,
): StagedDiscovery {
  const run = openGit(discovery, "--staged", io);
  try {
    const git = createGit(discovery.root, io.env);
    const index = git.staged();
    const head = git.committed();
    const { holds } = workingTree(discovery, options, git);
    const isInScope = createScope(options, discovery);
    const listed = new Map(discovery.files.map((file) => [file.path, file]));
    const valk = [...index].filter(([path]) => path.endsWith(".valk"));
    const differing = valk.filter(([path, id]) => !holds(path, id));
    const texts = readBlobs(
      run,
      differing.map(([, id]) => id),
    );
    const contents = new Map(
      differing.flatMap(([path], at) => {
        const bytes = texts[at];
        return bytes === undefined ? [] : [[path, bytes] as const];
      }),
    );
    const files = valk.flatMap(([path, id]) => {
      const file = listed.get(path);
      const isStaged = head.get(path) !== id;
      if (file !== undefined) {
        return [{ ...file, selected: file.selected && isStaged }];
      }
      return contents.has(path) && isInScope(path) ? [{ path, selected: isStaged }] : [];
    });
    const { unseen } = discovery;
    return {
      ...discovery,
      files: files.filter(({ selected }) => selected || options.wholeRoot === true),
      unseen: { ...unseen, outside: withContents(unseen.outside, contents) },
      isGone: (path) => !index.has(path),
    };
  } catch (error) {
    throw new RunError(gitFailed, messageOf(error), "look at the message, or leave out --staged");
  }
}
