// The files that may share a process with one that is being edited. Invariant: a file with more company than
// anybody can wait for has none that is known.

import { type LoadIndex, readLoadIndex } from "../program/company.js";
import { targetsIn } from "../program/load-text.js";
import type { ListedProject } from "../program/project.js";

/** So many files, and so much text, are looked at again while somebody types. */
const MOST_FILES = 150;
const MOST_TEXT = 1 << 20;

export interface Neighbours {
  /** Paths of the company, the file itself aside; undefined where it is too large. */
  readonly of: (path: string, source: string) => readonly string[] | undefined;
}

/** Looks at each file of the project once, at the first question. Linear in the size of the project. */
export function createNeighbours(project: ListedProject): Neighbours {
  let index: LoadIndex | undefined;
  return {
    of(path, source) {
      index ??= readLoadIndex(project);
      const loads = loadsWith(path, source, index);
      const around = closure([path], (one) => index?.loaders.get(one) ?? []);
      const company = around && closure(around, loads);
      company?.delete(path);
      return company && sizeOf(company, project) <= MOST_TEXT ? [...company] : undefined;
    },
  };
}

/** What files load, the one that is being edited as it is now. */
function loadsWith(
  path: string,
  source: string,
  { loads }: LoadIndex,
): (one: string) => readonly string[] {
  const own = targetsIn(source).filter((target) => loads.has(target));
  return (one) => (one === path ? own : (loads.get(one) ?? []));
}

/** The paths and all that is next to one of them; undefined where that is too much. */
function closure(
  start: Iterable<string>,
  next: (path: string) => readonly string[],
): Set<string> | undefined {
  const all = new Set(start);
  // A set is walked in the order of insertion, what is added on the way included.
  for (const path of all) {
    for (const other of next(path)) {
      all.add(other);
    }
    if (all.size > MOST_FILES) {
      return undefined;
    }
  }
  return all;
}

function sizeOf(paths: ReadonlySet<string>, project: ListedProject): number {
  return [...paths].reduce((sum, path) => sum + (project.read(path)?.length ?? 0), 0);
}
