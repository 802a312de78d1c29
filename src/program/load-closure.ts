// All that a file loads by its top-level forms, directly or not. Invariant: loads that are computed or
// stand inside other forms are not followed (`dynamic-loads.ts` finds these). Called where a
// registration graph is made and where its groups are judged.

import type { GraphReader } from "./graph-file.js";

/** The paths that a file loads, directly or not; its own only if it is in a circle. */
export type Closure = (path: string) => ReadonlySet<string>;

/**
 * Makes a reader that keeps what it has found. Linear in what a file loads, so that closures of all
 * files would not be: most files are only asked whether they lead to what is looked for.
 */
export function closureReader(read: GraphReader): Closure {
  const known = new Map<string, ReadonlySet<string>>();
  return (path) => {
    let found = known.get(path);
    if (found === undefined) {
      const paths = new Set(loadsOf(path, read));
      for (const next of paths) {
        for (const load of loadsOf(next, read)) {
          paths.add(load);
        }
      }
      found = paths;
      known.set(path, found);
    }
    return found;
  };
}

/**
 * Whether something holds of a file, or of any that it loads, directly or not. Linear in all files
 * together, however many are asked about: each is looked at once.
 */
export function leadsTo(
  read: GraphReader,
  holds: (path: string) => boolean,
): (path: string) => boolean {
  const met = new Set<string>();
  const leading = new Set<string>();
  return (path) => {
    const loaders = new Map<string, string[]>();
    const ends: string[] = [];
    const fresh = met.has(path) ? [] : [path];
    met.add(path);
    // Grows on the way. What was met before loads nothing that was not.
    for (const next of fresh) {
      const targets = loadsOf(next, read);
      for (const target of targets) {
        addTo(loaders, target, next);
        if (!met.has(target)) {
          met.add(target);
          fresh.push(target);
        }
      }
      if (holds(next) || targets.some((target) => leading.has(target))) {
        ends.push(next);
      }
    }
    for (let next = ends.pop(); next !== undefined; next = ends.pop()) {
      if (!leading.has(next)) {
        leading.add(next);
        ends.push(...(loaders.get(next) ?? []));
      }
    }
    return leading.has(path);
  };
}

/** The files among these, and among all that they load, that lead into a circle of loads. Linear. */
export function leadingIntoCircles(
  paths: Iterable<string>,
  read: GraphReader,
): ReadonlySet<string> {
  const left = new Set(paths);
  const loaders = new Map<string, string[]>();
  const open = new Map<string, number>();
  const ends: string[] = [];
  for (const path of left) {
    const targets = loadsOf(path, read);
    open.set(path, targets.length);
    if (targets.length === 0) {
      ends.push(path);
    }
    for (const target of targets) {
      addTo(loaders, target, path);
      left.add(target);
    }
  }
  // A file that loads only what ends, ends.
  for (const path of ends) {
    left.delete(path);
    for (const loader of loaders.get(path) ?? []) {
      const count = (open.get(loader) as number) - 1;
      open.set(loader, count);
      if (count === 0) {
        ends.push(loader);
      }
    }
  }
  return left;
}

function loadsOf(path: string, read: GraphReader): readonly string[] {
  return (read(path)?.loads ?? []).map((load) => load.path);
}

function addTo(loaders: Map<string, string[]>, target: string, loader: string): void {
  const known = loaders.get(target);
  if (known === undefined) {
    loaders.set(target, [loader]);
  } else {
    known.push(loader);
  }
}
