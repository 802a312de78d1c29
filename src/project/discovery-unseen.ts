// Finds what a walk passes over: repositories within the repository, submodules that are not checked
// out, files outside a sparse checkout. Invariant: git is asked only where the repository has
// submodules or a sparse checkout. Used by the discovery only.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { hasSparseCheckout, type Place } from "./discovery-root.js";
import type { AskIndex } from "./git-index.js";
import { createGitRunner } from "./git-run.js";
import { createOutsideFiles, NO_OUTSIDE_FILES } from "./outside-files.js";
import type { Unseen } from "./unseen.js";
import { isValkPath } from "./valk-path.js";

/** What the walk was about. */
export interface Walked {
  readonly place: Place;
  /** Folders that it passed over, because they are repositories of their own. */
  readonly repositories: readonly string[];
  /** The folders that it started from, "" for the root. */
  readonly starts: readonly string[];
  /** Whether it came upon this file. */
  readonly isFound: (path: string) => boolean;
  /** Whether a file of this path would have been taken. */
  readonly isWanted: (path: string) => boolean;
  /** Whether files outside the checkout count even where they are not wanted. */
  readonly takesAll: boolean;
  readonly askIndex: AskIndex;
  /** What git is run with; without it git is not asked. */
  readonly env: Readonly<Record<string, string | undefined>> | undefined;
}

/** All that was passed over. */
export function findUnseen(walked: Walked): Unseen {
  const { place, starts, isFound, isWanted, takesAll, askIndex, env } = walked;
  const isBelow = (path: string): boolean =>
    starts.some((start) => start === "" || path.startsWith(`${start}/`));
  const mayHoldWanted = (folder: string): boolean => isWanted(`${folder}/any.valk`);
  const repositories = walked.repositories.filter(mayHoldWanted).toSorted();
  const isSparse = hasSparseCheckout(place);
  const hasMore = isSparse || existsSync(join(place.top, ".gitmodules"));
  if (env === undefined || !hasMore) {
    return { repositories, submodules: [], outside: NO_OUTSIDE_FILES, isUnknown: false };
  }
  const index = askIndex();
  const submodules = [...(index?.submodules ?? [])]
    .filter((path) => isBelow(path) && mayHoldWanted(path))
    .filter((path) => !existsSync(join(place.root, path, ".git")))
    .toSorted();
  // Git takes a file that somebody put back for one of the checkout, even where the walk does not come.
  const isThere = (path: string): boolean => isFound(path) || existsSync(join(place.root, path));
  const ids = [...(index?.outside ?? [])].filter(
    ([path]) => isValkPath(path) && isBelow(path) && (takesAll || isWanted(path)) && !isThere(path),
  );
  const outside = createOutsideFiles(new Map(ids), () => createGitRunner(place.root, env));
  return { repositories, submodules, outside, isUnknown: isSparse && index === undefined };
}
