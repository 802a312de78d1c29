// What can be reached step by step, however the steps go.

/** The starts and all that is next to one of them, or next to that, in the order in which it is reached. */
export function withAll<T>(starts: Iterable<T>, next: (one: T) => Iterable<T>): Set<T> {
  // A set is walked in the order of insertion, what is added on the way included.
  const all = new Set(starts);
  for (const one of all) {
    for (const neighbour of next(one)) {
      all.add(neighbour);
    }
  }
  return all;
}
