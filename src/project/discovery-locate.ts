// Finds what a path of a project stands for, links resolved, so that the files of a plan are known
// by whatever path a script loads them.

import { realpathSync } from "node:fs";
import { join } from "node:path";
import { posixRelative } from "./discovery-root.js";

/** Answers the path that discovery lists a file by; the path itself where there is none. */
export function createLocator(root: string): (path: string) => string {
  const known = new Map<string, string>();
  const locate = (path: string): string => {
    try {
      return posixRelative(root, realpathSync.native(join(root, path)));
    } catch {
      return path;
    }
  };
  return (path) => {
    const place = known.get(path) ?? locate(path);
    known.set(path, place);
    return place;
  };
}
