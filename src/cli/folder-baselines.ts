// A baseline for each folder, for teams whose branches would meet in one file. Each lies in its folder and
// knows the files beside it by their names alone, so that a folder can be moved with all that is in it.

import { basename, posix } from "node:path";
import type { BaselineEntry } from "../finding/baseline.js";
import { folderOf } from "../plan/pieces.js";
import { type OpenBaseline, openBaseline } from "./baseline-file.js";
import type { Io } from "./io.js";

/** Where the baselines are, and which folders may have one. */
export interface FolderBaselines {
  /** Absolute. */
  readonly root: string;
  /** Absolute: what the baseline of the repository would be; its name is that of each folder's. */
  readonly path: string;
  /** Paths of files, relative to the root. */
  readonly files: readonly string[];
}

/** Opens all of them as one whose paths are relative to the root. Throws UsageError for one that is broken. */
export function openFolderBaselines(
  { root, path, files }: FolderBaselines,
  values: Parameters<typeof openBaseline>[1],
  io: Io,
): OpenBaseline {
  const name = basename(path);
  const open = (folder: string): OpenBaseline =>
    openBaseline(`${root}/${folder}${name}`, values, io);
  const parts = new Map([...new Set(files.flatMap(foldersOf))].map((each) => [each, open(each)]));
  const found = [...parts].filter(([, { text }]) => text !== undefined);
  const entries = found.flatMap(([folder, part]) =>
    part.entries.map((entry) => ({
      ...entry,
      path: posix.join(folder, entry.path),
      file: part.shown,
    })),
  );
  return {
    shown: name,
    text: found.length === 0 ? undefined : "",
    entries,
    save(kept, isStale) {
      for (const [folder, part] of parts) {
        const own = kept.filter(({ path }) => folderOf(path) === folder);
        if (own.length > 0 || part.text !== undefined) {
          const isGone = isStale && ((entry: BaselineEntry) => isStale(within(folder, entry)));
          part.save(own.map(besideIt), isGone);
        }
      }
    },
  };
}

/** The folder of a file and those around it, `./` for the root. */
function foldersOf(path: string): readonly string[] {
  const folders: string[] = [];
  for (let at = posix.dirname(path); at !== "."; at = posix.dirname(at)) {
    folders.push(`${at}/`);
  }
  return [...folders, "./"];
}

function besideIt(entry: BaselineEntry): BaselineEntry {
  return { ...entry, path: posix.basename(entry.path) };
}

function within(folder: string, entry: BaselineEntry): BaselineEntry {
  return { ...entry, path: posix.join(folder, entry.path) };
}
