// Runs git. Invariants: git comes from the system's folders, never from the project; it runs without
// a shell; and nothing that the repository's configuration names is run by it, be it hooks, monitors,
// filters, pagers or remote helpers. Everything that asks git goes through this.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../outcome/problems.js";

/** Runs a command of git and answers what it printed. Throws what git complained of. */
export interface RunGit {
  (...args: readonly string[]): string;
  /** The same with bytes out, and with something on standard input. */
  bytes(input: string, ...args: readonly string[]): Buffer;
}

/** What git is called, and where systems and their package managers put programs. */
const PROGRAMS = {
  windows: {
    name: "git.exe",
    folders: ["C:\\Program Files\\Git\\cmd", "C:\\Program Files (x86)\\Git\\cmd"],
    separator: ";",
  },
  others: {
    name: "git",
    folders: [
      "/usr/bin",
      "/bin",
      "/usr/local/bin",
      "/opt/homebrew/bin",
      "/opt/local/bin",
      "/home/linuxbrew/.linuxbrew/bin",
      "/run/current-system/sw/bin",
    ],
    separator: ":",
  },
} as const;

/** What git needs to find the user's own settings, which are to be trusted, and to start at all. */
const HANDED_ON = ["HOME", "XDG_CONFIG_HOME", "USERPROFILE", "SystemRoot", "TMPDIR", "TEMP"];

/** What a repository could otherwise have git run. */
const OFF = [
  "--no-pager",
  "--no-optional-locks",
  "--literal-pathspecs",
  "-c",
  "core.fsmonitor=false",
  "-c",
  "core.hooksPath=/dev/null",
];

/** A git for what lies below `folder`. Throws when there is no git. */
export function createGitRunner(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  systemFolders?: readonly string[],
): RunGit {
  const { program, path } = systemGit(systemFolders);
  const handedOn = HANDED_ON.flatMap((key) => (env[key] === undefined ? [] : [[key, env[key]]]));
  const environment = {
    ...Object.fromEntries(handedOn),
    PATH: path,
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    // An object that is missing stays missing: fetching runs whatever the repository names.
    GIT_NO_LAZY_FETCH: "1",
    GIT_ALLOW_PROTOCOL: "none",
  };
  const bytes = (input: string, ...args: readonly string[]): Buffer => {
    try {
      return execFileSync(program, ["-C", folder, ...OFF, ...args], {
        env: environment,
        maxBuffer: 1 << 30,
        input,
        stdio: ["pipe", "pipe", "pipe"],
      });
    } catch (error) {
      throw new Error(complaintOf(error));
    }
  };
  const run = (...args: readonly string[]): string => bytes("", ...args).toString("utf8");
  return Object.assign(run, { bytes });
}

/** The git of the system, and the folders that programs are found in. Throws when there is none. */
export function systemGit(systemFolders?: readonly string[]): {
  readonly program: string;
  readonly path: string;
} {
  const { name, folders, separator } =
    PROGRAMS[process.platform === "win32" ? "windows" : "others"];
  const searched: readonly string[] = systemFolders ?? folders;
  const program = searched.map((at) => join(at, name)).find((path) => existsSync(path));
  if (program === undefined) {
    throw new Error(`there is no git in ${searched.join(", ")}`);
  }
  return { program, path: searched.join(separator) };
}

/** What git itself said, if anything. */
function complaintOf(error: unknown): string {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  return said === "" ? messageOf(error) : (said.split("\n")[0] as string);
}
