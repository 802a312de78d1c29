// That a command was to write and wrote nothing, for `undo`: the newest run is then not what was done last.
// Kept beside the runs, with the id of the newest, so that it counts only until there is a newer one. Noted by
// the commands that write. Invariant: nothing depends on it but whether undo asks for a name.

import { join } from "node:path";
import { JOURNAL_FOLDER } from "../project/discovery-root.js";
import type { FileSystem } from "../project/file-system.js";
import { quietly, writeNewFile } from "./apply-write.js";
import { listRunIds } from "./journal-read.js";

/** Notes that the command wrote nothing; nothing where there are no runs. Throws nothing. */
export function noteIdle(base: string, command: string, fileSystem: FileSystem): void {
  quietly(() => {
    const newest = listRunIds(base, fileSystem).at(-1);
    if (newest !== undefined) {
      quietly(() => fileSystem.remove(idlePath(base)));
      writeNewFile(idlePath(base), Buffer.from(`${newest} ${command}\n`), fileSystem);
    }
  });
}

/** The command that wrote nothing since the newest run; undefined where there is none. */
export function idleSince(base: string, fileSystem: FileSystem): string | undefined {
  const newest = listRunIds(base, fileSystem).at(-1);
  const [, id, command] = NOTE.exec(readNote(base, fileSystem)) ?? [];
  return id !== undefined && id === newest ? command : undefined;
}

/** Empty where there is none, or where something else stands there. */
function readNote(base: string, fileSystem: FileSystem): string {
  try {
    return Buffer.from(fileSystem.readFile(idlePath(base))).toString();
  } catch {
    return "";
  }
}

const NOTE = /^(\S+) ([a-z]+)\n$/;

function idlePath(base: string): string {
  return join(base, JOURNAL_FOLDER, "idle");
}
