// All that a file loads by its top-level forms, directly or not. Invariant: loads that are computed or
// stand inside other forms are not followed (`dynamic-loads.ts` finds these). Called where a
// registration graph is made and where its groups are judged.

import type { GraphReader } from "./graph-file.js";

/** The paths that a file loads, directly or not; its own only if it is in a circle. */
export type Closure = (path: string) => ReadonlySet<string>;

/** Makes a reader that keeps what it has found. */
export function closureReader(read: GraphReader): Closure {
  const known = new Map<string, ReadonlySet<string>>();
  return (path) => {
    let found = known.get(path);
    if (found === undefined) {
      const paths = new Set((read(path)?.loads ?? []).map((load) => load.path));
      for (const next of paths) {
        for (const load of read(next)?.loads ?? []) {
          paths.add(load.path);
        }
      }
      found = paths;
      known.set(path, found);
    }
    return found;
  };
}
