// The command that takes a run back, ready to be copied into a shell, whatever the folder is
// called. Printed where a run did not get through.

import { realpathSync } from "node:fs";
import { findPlace } from "../run/discovery-root.js";

/** The command; it names the folder where that is not the one around `cwd`. */
export function undoCommandFor(base: string, runId: string, cwd: string): string {
  const here = realpathSync.native(cwd);
  const root = findPlace(here, [here], here).top === base ? "" : ` --root ${quote(base)}`;
  return `valk-codemod undo ${runId}${root}`;
}

/** One word for a POSIX shell, with nothing in it that a terminal obeys. */
function quote(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) {
    return text;
  }
  if (!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) {
    return `'${text.replaceAll("'", "'\\''")}'`;
  }
  const bytes = [...Buffer.from(text)].map((byte) =>
    byte > 32 && byte < 127 && byte !== 39 && byte !== 92
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, "0")}`,
  );
  return `$'${bytes.join("")}'`;
}
