// Which paths a command is about, for files that are no longer there to be discovered: those that
// only git knows.

import { realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Discovery, DiscoveryOptions } from "./discovery.js";
import { isInside } from "./discovery-root.js";
import { isValkPath } from "./valk-path.js";

/** Whether a path, relative to the root, is that of a Valk file that these options ask for. */
export function createScope(
  { paths, cwd }: Pick<DiscoveryOptions, "paths" | "cwd">,
  { root, isWanted }: Discovery,
): (path: string) => boolean {
  const targets = (paths.length > 0 ? paths : ["."]).map((path) =>
    realpathSync.native(resolve(cwd, path)),
  );
  return (path) =>
    isValkPath(path) &&
    isWanted(path) &&
    targets.some((target) => isInside(join(root, path), target));
}
