// Where paths of the configuration may lead: a configuration comes with a repository, so what it names
// stays inside of it, links followed. What the command line names is the user's own word.

import { readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

/** Whether the path, absolute, is in the folder or below it; neither has to exist. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(realPath(folder), realPath(path));
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

const MOST_LINKS = 40;

/** The path with the links followed, also those that lead to what does not exist. */
function realPath(path: string, links = 0): string {
  try {
    return realpathSync.native(path);
  } catch {
    const target = links < MOST_LINKS ? targetOf(path) : undefined;
    if (target !== undefined) {
      return realPath(resolve(dirname(path), target), links + 1);
    }
    const above = dirname(path);
    return above === path ? path : join(realPath(above, links), basename(path));
  }
}

function targetOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
