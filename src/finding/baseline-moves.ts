// Entries of a baseline follow their file when it is renamed. What a file is known by is what the baseline
// has of it: its old tests and findings. Invariant: only entries of files that are gone move, only to files
// that the baseline does not know, and one file's all to one file, so that no more is put up with than before.

import { compareStrings } from "../text/compare.js";
import { groupBy } from "../text/group-by.js";
import { type BaselineEntry, keyOf, type WrittenEntry } from "./baseline.js";

/** A file that has another path now. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

export interface Followed {
  /** The baseline with the paths that its files have now. */
  readonly entries: readonly WrittenEntry[];
  /** Sorted by the old path. */
  readonly moves: readonly Move[];
}

interface Candidate extends Move {
  readonly common: number;
  readonly hasSameName: boolean;
}

/**
 * Finds out where the files went; `isGone` says of a path of the baseline that there is no such file, and
 * `isOwn` of an entry that it is of the kind that the items are.
 */
export function followMoves(
  baseline: readonly WrittenEntry[],
  items: readonly BaselineEntry[],
  isGone: (path: string) => boolean,
  isOwn: (entry: BaselineEntry) => boolean = () => true,
): Followed {
  const known = new Set(baseline.map(pathOf));
  const gone = [...groupBy(baseline.filter(isOwn), pathOf)].filter(([path]) => isGone(path));
  const unknown = [...groupBy(items, pathOf)].filter(([path]) => !known.has(path));
  const candidates = gone
    .flatMap(([from, before]) => {
      const keys = new Set(before.map(keyWithoutPath));
      const compareTo = ([to, now]: (typeof unknown)[number]): readonly Candidate[] =>
        compare({ from, to }, { keys, count: before.length }, now);
      return unknown.flatMap(compareTo);
    })
    .sort(byLikeness);
  const targets = new Map<string, string>();
  const taken = new Set<string>();
  for (const { from, to } of candidates) {
    if (!targets.has(from) && !taken.has(to)) {
      targets.set(from, to);
      taken.add(to);
    }
  }
  const entries = baseline.map((entry) => ({
    ...entry,
    path: targets.get(entry.path) ?? entry.path,
  }));
  const moves = [...targets].map(([from, to]) => ({ from, to }));
  return { entries, moves: moves.sort((a, b) => compareStrings(a.from, b.from)) };
}

/** A pair of files of which half is the same; of two with one name, something. */
function compare(
  { from, to }: Move,
  before: { readonly keys: ReadonlySet<string>; readonly count: number },
  now: readonly BaselineEntry[],
): readonly Candidate[] {
  const { keys, count } = before;
  const common = now.filter((item) => keys.has(keyWithoutPath(item))).length;
  const hasSameName = nameOf(from) === nameOf(to);
  const isLike = common * 2 >= Math.max(count, now.length) || hasSameName;
  return common > 0 && isLike ? [{ from, to, common, hasSameName }] : [];
}

function byLikeness(a: Candidate, b: Candidate): number {
  return (
    b.common - a.common ||
    Number(b.hasSameName) - Number(a.hasSameName) ||
    compareStrings(a.from + a.to, b.from + b.to)
  );
}

function pathOf({ path }: BaselineEntry): string {
  return path;
}

function keyWithoutPath(entry: BaselineEntry): string {
  return keyOf({ ...entry, path: "" });
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
