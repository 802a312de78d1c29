// Removes old runs from the journal. Invariant: only folders that are named like runs, and in
// them only the journal's own files, are removed; nothing is followed. The lock must be held.

import { join } from "node:path";
import type { FileSystem } from "../project/file-system.js";
import { codeOf, runFolder } from "./journal-folder.js";
import { LOG, MANIFEST, MANIFEST_DRAFT, ORIGINALS } from "./journal-format.js";
import { listRunFolders, listRunIds } from "./journal-read.js";

/**
 * Keeps the newest runs, and removes all others, with whatever killed runs left that never wrote
 * anything. Answers the ids of the removed runs. Throws what the file system throws.
 */
export function pruneRuns(base: string, keep: number, fileSystem: FileSystem): readonly string[] {
  const runs = listRunIds(base, fileSystem);
  const kept = new Set(keep === 0 ? [] : runs.slice(-keep));
  const removed = listRunFolders(base, fileSystem).filter((id) => !kept.has(id));
  for (const id of removed) {
    removeRun(runFolder(base, id), fileSystem);
  }
  return removed.filter((id) => runs.includes(id));
}

function removeRun(folder: string, fileSystem: FileSystem): void {
  // The manifest first: without it, the rest is no run.
  for (const name of [MANIFEST, MANIFEST_DRAFT, LOG, ORIGINALS]) {
    try {
      fileSystem.remove(join(folder, name));
    } catch (error) {
      if (codeOf(error) !== "ENOENT") {
        throw error;
      }
    }
  }
  fileSystem.removeFolder(folder);
}
