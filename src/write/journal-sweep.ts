// Tidies up what a killed run left beside the files: names that only its journal knows. Invariant:
// nothing is removed whose content is not kept elsewhere. Done with the lock held, before a run
// writes and before one is taken back.

import { dirname, join } from "node:path";
import type { FileSystem } from "../project/file-system.js";
import { hashOf, quietly, type TemporaryNames } from "./apply-write.js";
import { codeOf } from "./journal-folder.js";
import type { Manifest } from "./journal-format.js";

/** The names that a run uses for its file of this number. */
export function temporaryNames(runId: string, index: number): TemporaryNames {
  const name = `.valk-codemod-${runId}-${index}`;
  return { incoming: `${name}.new.tmp`, outgoing: `${name}.old.tmp` };
}

/**
 * Removes what a run that is over left beside the files. Answers paths, relative to the base, of
 * files that hold what somebody saved in the very moment of a write: those stay.
 */
export function sweepRun(base: string, manifest: Manifest, fileSystem: FileSystem): string[] {
  const kept: string[] = [];
  for (const [index, { path, before, after }] of manifest.files.entries()) {
    const folder = dirname(path);
    const names = temporaryNames(manifest.id, index);
    if (!isReal(join(base, folder), fileSystem)) {
      continue;
    }
    // Never anybody's only copy: it did not take its place.
    quietly(() => fileSystem.remove(join(base, folder, names.incoming)));
    const outgoing = join(folder, names.outgoing);
    const hash = hashIfThere(join(base, outgoing), fileSystem);
    if (hash !== undefined && (hash === before || after.includes(hash))) {
      quietly(() => fileSystem.remove(join(base, outgoing)));
    } else if (hash !== undefined) {
      kept.push(outgoing);
    }
  }
  return kept;
}

function isReal(folder: string, fileSystem: FileSystem): boolean {
  try {
    return fileSystem.realPath(folder) === folder;
  } catch {
    return false;
  }
}

function hashIfThere(path: string, fileSystem: FileSystem): string | undefined {
  try {
    return hashOf(fileSystem.readFile(path));
  } catch (error) {
    // What cannot be read is not ours to remove.
    return codeOf(error) === "ENOENT" ? undefined : "unreadable";
  }
}
