// Grouping, which the oldest supported Node does not have built in.

/** The values by key, keys in the order of their first value. */
export function groupBy<K, V>(values: Iterable<V>, keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    append(groups, keyOf(value), value);
  }
  return groups;
}

/** Adds one value to the group of a key. */
export function append<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const known = groups.get(key);
  if (known === undefined) {
    groups.set(key, [value]);
  } else {
    known.push(value);
  }
}
