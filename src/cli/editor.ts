// Lets the user change a text in the editor of their choice, as git does.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Platform } from "../project/find-program.js";
import { shellWord } from "../text/shell-word.js";
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
    await runEditor(file, env);
    return readFileSync(file, "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The user's editor, or the one that every system has. */
function editorOf(env: Io["env"], platform: Platform): string {
  return env.VISUAL || env.EDITOR || (platform === "win32" ? "notepad" : "vi");
}

/** What is typed into the system's own shell, since the variable may hold options: `code --wait`. */
export function editorCommand(file: string, env: Io["env"], platform: Platform): string {
  return `${editorOf(env, platform)} ${platform === "win32" ? `"${file}"` : shellWord(file)}`;
}

function runEditor(file: string, env: Io["env"]): Promise<void> {
  const { platform } = process;
  return new Promise((resolve, reject) => {
    const command = editorCommand(file, env, platform);
    const child = spawn(command, { shell: true, stdio: "inherit", env: { ...env } });
    child.on("error", reject);
    child.on("close", (status, signal) => {
      const end = signal === null ? `ended with status ${status}` : `was ended by ${signal}`;
      if (status === 0) {
        resolve();
      } else {
        reject(new Error(`the editor ${editorOf(env, platform)} ${end}`));
      }
    });
  });
}
