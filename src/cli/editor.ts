// Lets the user change a text in the editor of their choice, as git does.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Io } from "./io.js";

/**
 * The text as it was when the editor was closed. `path` gives the file's name, for the editor's
 * highlighting. Throws an Error with a message for people when the editor fails.
 */
export async function editText(text: string, path: string, env: Io["env"]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "valk-codemod-"));
  const file = join(folder, basename(path));
  try {
    writeFileSync(file, text);
    await runEditor(env.VISUAL || env.EDITOR || "vi", file, env);
    return readFileSync(file, "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Through the shell, since the variable may hold options: `code --wait`. */
function runEditor(editor: string, file: string, env: Io["env"]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn("/bin/sh", ["-c", `${editor} "$@"`, editor, file], {
      stdio: "inherit",
      env: { ...env },
    });
    child.on("error", reject);
    child.on("close", (status, signal) => {
      const end = signal === null ? `ended with status ${status}` : `was ended by ${signal}`;
      if (status === 0) {
        resolve();
      } else {
        reject(new Error(`the editor ${editor} ${end}`));
      }
    });
  });
}
