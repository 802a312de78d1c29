// `redo`: brings back what the newest undo has taken back, one step forward.

import { diskFileSystem } from "../project/file-system.js";
import { lastUndo } from "../write/undo.js";
import { makeCommand } from "./command.js";
import { exitHelp } from "./exit-help.js";
import { takeBack } from "./take-back.js";
import { baseFor, FORCE, RUN_ROOT, TAKE_BACK_QUIET } from "./undo.js";

export const redoCommand = makeCommand({
  options: [FORCE, RUN_ROOT, TAKE_BACK_QUIET],
  help: `
Each step takes back the newest undo that stands, as long as nothing else was
written since. Files that were edited meanwhile stop it, as they stop undo.

${exitHelp({
  0: "done",
  2: "nothing to bring back, edited files, or a file could not be written",
})}

Examples:
  valk-codemod undo
  valk-codemod redo`,

  async run(_operands, values, io) {
    const base = baseFor(values.root, io.cwd);
    const fileSystem = io.fileSystem ?? diskFileSystem;
    const run = lastUndo(base, fileSystem);
    return takeBack({ base, run, values, fileSystem, io });
  },
});
