// What messages call a file that was found by an absolute path.

import { isAbsolute } from "node:path";
import { posixRelative } from "../project/discovery-root.js";

/** Below the current folder as seen from there, with `/` between folders; else in full. */
export function shownPath(path: string, cwd: string): string {
  const below = posixRelative(cwd, path);
  // On another drive there is no way from one to the other.
  return below === ".." || below.startsWith("../") || isAbsolute(below) ? path : below;
}
