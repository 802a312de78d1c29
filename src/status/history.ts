// What became of tests and files between two versions of a project. Pure. A test is known by its
// name: first in its own file, then anywhere, so that a file may be renamed, split or joined.
// Invariant: every test of either version counts once, as kept, moved, added or removed.

import { byPath } from "../text/compare.js";
import { type FileVersions, pairRenamed } from "./file-versions.js";
import { NO_NAMES, type TestNames } from "./test-names.js";

export interface TestHistory {
  /** From the old API to the new one. */
  readonly moved: number;
  /** From the new API back to the old one. */
  readonly movedBack: number;
  /** In a file that reads before, in one that does not now. */
  readonly broken: number;
  /** The other way round. */
  readonly mended: number;
  readonly addedOld: number;
  readonly addedNew: number;
  /** In files that do not read. */
  readonly addedUnreadable: number;
  readonly removed: number;
}

/** Paths, sorted; each file in at most one list. */
export interface FileHistory {
  /** Had old tests, and has only new ones now. */
  readonly moved: readonly string[];
  /** Had only old tests, and has both kinds now. */
  readonly begun: readonly string[];
  /** Had new tests, and has old ones in their place or beside them. */
  readonly movedBack: readonly string[];
  /** Does not read now, and did before or was not there. */
  readonly broken: readonly string[];
  /** Did not read before, and does now. */
  readonly mended: readonly string[];
  /** Had no tests or was not there, and has old ones now. */
  readonly addedOld: readonly string[];
  readonly addedNew: readonly string[];
  /** Had tests, and has none or is gone. */
  readonly removed: readonly string[];
}

export interface History {
  readonly tests: TestHistory;
  readonly files: FileHistory;
  /** Files that hold added tests of the old API, sorted. */
  readonly grownOld: readonly { readonly path: string; readonly tests: number }[];
}

/** Compares versions. `versions` may leave out files that are the same in both. Nearly linear. */
export function compareVersions(versions: readonly FileVersions[]): History {
  const paired = pairRenamed(versions);
  const each = paired.map(({ before = NO_NAMES, after = NO_NAMES }) => settle(before, after));
  // What found no counterpart in its own file may have one elsewhere.
  const rest = settle(
    joinNames(each.map(({ gone }) => gone)),
    joinNames(each.map(({ come }) => come)),
  );
  const all = [...each, rest];
  return {
    tests: {
      moved: all.reduce((sum, { moved }) => sum + moved, 0),
      movedBack: all.reduce((sum, { movedBack }) => sum + movedBack, 0),
      broken: all.reduce((sum, { broken }) => sum + broken, 0),
      mended: all.reduce((sum, { mended }) => sum + mended, 0),
      addedOld: rest.come.old.length,
      addedNew: rest.come.new.length,
      addedUnreadable: rest.come.unreadable.length,
      removed: rest.gone.old.length + rest.gone.new.length + rest.gone.unreadable.length,
    },
    files: classify(paired),
    grownOld: findGrown(paired, each, new Set(rest.come.old)),
  };
}

type AllNames = Required<TestNames>;

function joinNames(names: readonly TestNames[]): AllNames {
  return {
    old: names.flatMap((each) => each.old),
    new: names.flatMap((each) => each.new),
    unreadable: names.flatMap(({ unreadable = [] }) => unreadable),
  };
}

interface Settled {
  readonly moved: number;
  readonly movedBack: number;
  readonly broken: number;
  readonly mended: number;
  /** Names without a counterpart. */
  readonly gone: AllNames;
  readonly come: AllNames;
}

/** Matches names: first with the same API, then with the other one, then across what does not read. */
function settle(before: TestNames, after: TestNames): Settled {
  const old = match(before.old, after.old);
  const fresh = match(before.new, after.new);
  const unreadable = match(before.unreadable ?? [], after.unreadable ?? []);
  const moved = match(old.gone, fresh.come);
  const movedBack = match(fresh.gone, old.come);
  const brokenOld = match(moved.gone, unreadable.come);
  const brokenNew = match(movedBack.gone, brokenOld.come);
  const mendedOld = match(unreadable.gone, movedBack.come);
  const mendedNew = match(mendedOld.gone, moved.come);
  return {
    moved: moved.count,
    movedBack: movedBack.count,
    broken: brokenOld.count + brokenNew.count,
    mended: mendedOld.count + mendedNew.count,
    gone: { old: brokenOld.gone, new: brokenNew.gone, unreadable: mendedNew.gone },
    come: { old: mendedOld.come, new: mendedNew.come, unreadable: brokenNew.come },
  };
}

interface Match {
  readonly count: number;
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

/** Two lists of names as multisets: what is in both, and what in only one. Linear. */
function match(before: readonly string[], after: readonly string[]): Match {
  const open = new Map<string, number>();
  for (const name of before) {
    open.set(name, (open.get(name) ?? 0) + 1);
  }
  const come = after.filter((name) => !take(open, name));
  const gone = before.toReversed().filter((name) => take(open, name));
  return { count: before.length - gone.length, gone: gone.reverse(), come };
}

function take(counts: Map<string, number>, name: string): boolean {
  const count = counts.get(name) ?? 0;
  counts.set(name, Math.max(0, count - 1));
  return count > 0;
}

type Style = "none" | "old" | "new" | "mixed" | "unreadable";

function styleOf(names: TestNames | undefined): Style {
  if (names?.unreadable !== undefined) {
    return "unreadable";
  }
  const [old = 0, fresh = 0] = [names?.old.length, names?.new.length];
  if (old > 0) {
    return fresh > 0 ? "mixed" : "old";
  }
  return fresh > 0 ? "new" : "none";
}

/** What each change of style is called; others are no change. */
const CHANGES: Readonly<Record<string, keyof FileHistory>> = {
  "old new": "moved",
  "mixed new": "moved",
  "old mixed": "begun",
  "new old": "movedBack",
  "new mixed": "movedBack",
  "mixed old": "movedBack",
  "none old": "addedOld",
  "none mixed": "addedOld",
  "none new": "addedNew",
  "old unreadable": "broken",
  "mixed unreadable": "broken",
  "new unreadable": "broken",
  "none unreadable": "broken",
  "unreadable old": "mended",
  "unreadable mixed": "mended",
  "unreadable new": "mended",
  "unreadable none": "removed",
  "old none": "removed",
  "mixed none": "removed",
  "new none": "removed",
};

function classify(versions: readonly FileVersions[]): FileHistory {
  const lists: Record<keyof FileHistory, string[]> = {
    moved: [],
    begun: [],
    movedBack: [],
    broken: [],
    mended: [],
    addedOld: [],
    addedNew: [],
    removed: [],
  };
  for (const { path, before, after } of versions) {
    const change = CHANGES[`${styleOf(before)} ${styleOf(after)}`];
    if (change !== undefined) {
      lists[change].push(path);
    }
  }
  for (const list of Object.values(lists)) {
    list.sort();
  }
  return lists;
}

function findGrown(
  versions: readonly FileVersions[],
  settled: readonly Settled[],
  added: ReadonlySet<string>,
): History["grownOld"] {
  return versions
    .map(({ path }, at) => {
      const names = settled[at]?.come.old ?? [];
      return { path, tests: names.filter((name) => added.has(name)).length };
    })
    .filter(({ tests }) => tests > 0)
    .sort(byPath);
}
