// Which blocked files keep others from being migrated: a file that is blocked only for its group
// waits for whatever else is the matter among the files that loads connect it with.

import { graphBlocked } from "../kit/graph-blocked.js";
import { byPath } from "../text/compare.js";

/** A file whose migration, by hand, lets others be migrated by this tool. */
export interface Unblocker {
  readonly path: string;
  /** Why it is blocked itself; empty where it is not a file of this run or holds no run. */
  readonly codes: readonly string[];
  /** The files that wait for it. */
  readonly unblocks: readonly string[];
}

/**
 * `blocked` holds the refusing codes by path; `loadsOf` answers the files with tests that a file
 * loads. Linear in the number of loads. Those that most others wait for come first.
 */
export function findUnblockers(
  blocked: ReadonlyMap<string, readonly string[]>,
  loadsOf: (path: string) => readonly string[],
): readonly Unblocker[] {
  const neighbours = new Map<string, Set<string>>();
  const connect = (from: string, to: string): void => {
    neighbours.set(from, (neighbours.get(from) ?? new Set()).add(to));
  };
  for (const path of blocked.keys()) {
    for (const loaded of loadsOf(path)) {
      connect(path, loaded);
      connect(loaded, path);
    }
  }
  const isWaiting = (path: string): boolean =>
    blocked.get(path)?.every((code) => code === graphBlocked.code) === true;
  return groupsOf(neighbours)
    .flatMap((group) => {
      const unblocks = group.filter(isWaiting).sort();
      const causes = group.filter((path) => !isWaiting(path));
      return unblocks.length === 0
        ? []
        : causes.map((path) => ({ path, codes: blocked.get(path) ?? [], unblocks }));
    })
    .sort((a, b) => b.unblocks.length - a.unblocks.length || byPath(a, b));
}

function groupsOf(neighbours: ReadonlyMap<string, ReadonlySet<string>>): readonly string[][] {
  const seen = new Set<string>();
  const groups: string[][] = [];
  for (const start of neighbours.keys()) {
    const group: string[] = [];
    const waiting = seen.has(start) ? [] : [start];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (!seen.has(path)) {
        seen.add(path);
        group.push(path);
        waiting.push(...(neighbours.get(path) as ReadonlySet<string>));
      }
    }
    if (group.length > 0) {
      groups.push(group);
    }
  }
  return groups;
}
