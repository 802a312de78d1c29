// The command that takes a run back, ready to be copied into a shell, whatever the folder is
// called. Printed where a run did not get through.

import { realpathSync } from "node:fs";
import { findPlace } from "../project/discovery-root.js";
import { shellWord } from "../text/shell-word.js";

/** The command; it names the folder where that is not the one around `cwd`. */
export function undoCommandFor(base: string, runId: string, cwd: string): string {
  return commandAt(base, `undo ${runId}`, cwd);
}

/** The same for any command on the runs of a folder. */
export function commandAt(base: string, command: string, cwd: string): string {
  const here = realpathSync.native(cwd);
  const root = findPlace(here, [here], here).top === base ? "" : ` --root ${shellWord(base)}`;
  return `valk-codemod ${command}${root}`;
}
