// What messages call a file that was found by an absolute path.

import { relative, sep } from "node:path";

/** Below the current folder as seen from there; else in full. */
export function shownPath(path: string, cwd: string): string {
  const below = relative(cwd, path);
  return below === ".." || below.startsWith(`..${sep}`) ? path : below;
}
