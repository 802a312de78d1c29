// Hears of files that change below a folder, through chokidar. Replaced in tests by what says so at once.

import { basename } from "node:path";
import { watch } from "chokidar";
import { CONFIG_FILE } from "../project/discovery.js";
import { JOURNAL_FOLDER } from "../project/discovery-root.js";

/** Tells of each path, absolute, that was written, made or removed; answers how to stop. */
export type WatchFolder = (
  folder: string,
  takesIgnored: boolean,
  onChange: (path: string) => void,
) => Promise<() => Promise<void>>;

/** Watches once it has answered. Links are not followed, as a run does not leave its folder either. */
export const watchFolder: WatchFolder = async (folder, takesIgnored, onChange) => {
  const passedOver = new Set([".git", JOURNAL_FOLDER, ...(takesIgnored ? [] : ["node_modules"])]);
  const watcher = watch(folder, {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path, stats) =>
      passedOver.has(basename(path)) || (stats?.isFile() === true && !isWatched(path)),
  });
  // A folder that cannot be watched is looked at by the next run all the same.
  watcher.on("error", () => {});
  watcher.on("all", (event, path) => {
    if (!event.endsWith("Dir")) {
      onChange(path);
    }
  });
  await new Promise<void>((resolve) => {
    watcher.on("ready", resolve);
  });
  return () => watcher.close();
};

function isWatched(path: string): boolean {
  return /\.(?:valk|md)$/.test(path) || [CONFIG_FILE, ".gitignore"].includes(basename(path));
}
