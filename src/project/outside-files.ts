// Files that git tracks and a sparse checkout leaves out of the working tree: which there are, and
// what they hold, from git's own records. Invariant: nothing is fetched for it, so a partial clone may
// lack some. Made by the discovery; the plan looks at these files and never writes them.

import { findAbsent, readBlobs } from "./git-history.js";
import type { RunGit } from "./git-run.js";

export interface OutsideFiles {
  /** Relative to the root, sorted. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** The bytes of one of them. Throws where git has no content for it. */
  read(path: string): Uint8Array;
  /** Those that git has no content for. */
  absent(): readonly string[];
}

export const NO_OUTSIDE_FILES: OutsideFiles = {
  paths: [],
  has: () => false,
  read: (path) => {
    throw new Error(`${path} is in no index`);
  },
  absent: () => [],
};

/** Files that are read at once: whoever reads one mostly reads the next. */
const BATCH = 200;

/** The files with these object ids, which a git reads that is made when the first is wanted. */
export function createOutsideFiles(
  ids: ReadonlyMap<string, string>,
  openGit: () => RunGit,
): OutsideFiles {
  const paths = [...ids.keys()].sort();
  const places = new Map(paths.map((path, index) => [path, index]));
  let batch: ReadonlyMap<string, Buffer | undefined> = new Map();
  let absent: readonly string[] | undefined;
  return {
    paths,
    has: (path) => ids.has(path),
    read(path) {
      const start = places.get(path) as number;
      if (!batch.has(path)) {
        batch = readTogether(paths.slice(start, start + BATCH), ids, openGit);
      }
      const bytes = batch.get(path);
      if (bytes === undefined) {
        throw new Error("it is not checked out, and git has no content for it in this clone");
      }
      return bytes;
    },
    absent() {
      absent ??= findUnreadable(paths, ids, openGit);
      return absent;
    },
  };
}

/** The same, but that these files, whether outside or not, hold what is given. */
export function withContents(
  outside: OutsideFiles,
  contents: ReadonlyMap<string, Uint8Array>,
): OutsideFiles {
  return {
    ...outside,
    has: (path) => contents.has(path) || outside.has(path),
    read: (path) => contents.get(path) ?? outside.read(path),
  };
}

function readTogether(
  paths: readonly string[],
  ids: ReadonlyMap<string, string>,
  openGit: () => RunGit,
): ReadonlyMap<string, Buffer | undefined> {
  const wanted = paths.map((path) => ids.get(path) as string);
  // A git that does not know how to leave out fetching fails as a whole.
  const read = orNone(() => readBlobs(openGit(), wanted)) ?? [];
  return new Map(paths.map((path, index) => [path, read[index]]));
}

function findUnreadable(
  paths: readonly string[],
  ids: ReadonlyMap<string, string>,
  openGit: () => RunGit,
): readonly string[] {
  const absent = orNone(() => findAbsent(openGit(), [...ids.values()]));
  return paths.filter((path) => absent?.has(ids.get(path) as string) ?? true);
}

function orNone<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
