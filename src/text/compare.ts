// The order in which names and paths are listed: by their characters, the same on every machine.

/** Below zero where `a` comes first, zero for equal ones. */
export function compareStrings(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The same for what has a path. */
export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return compareStrings(a.path, b.path);
}
