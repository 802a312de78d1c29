// Runs git. Invariants: git comes from the system's folders or the user's PATH, never from the project; it runs without
// a shell; and nothing that the repository's configuration names is run by it, be it hooks, monitors,
// filters, pagers or remote helpers. Everything that asks git goes through this.

import { execFileSync } from "node:child_process";
import { join, posix, resolve, win32 } from "node:path";
import { messageOf } from "../outcome/problems.js";
import { isInside, ownGitFolderOf, type Place, placeOfRoot } from "./discovery-root.js";
import { findProgram, type ProgramSearch, variableOf } from "./find-program.js";

/** Runs a command of git and answers what it printed. Throws what git complained of. */
export interface RunGit {
  (...args: readonly string[]): string;
  /** The same with bytes out, and with something on standard input. */
  bytes(input: string | Uint8Array, ...args: readonly string[]): Buffer;
}

/** Where systems and their package managers put git. */
const FOLDERS = {
  windows: ["C:\\Program Files\\Git\\cmd", "C:\\Program Files (x86)\\Git\\cmd"],
  others: [
    "/usr/bin",
    "/bin",
    "/usr/local/bin",
    "/opt/homebrew/bin",
    "/opt/local/bin",
    "/home/linuxbrew/.linuxbrew/bin",
    "/run/current-system/sw/bin",
  ],
} as const;

/** What git needs to find the user's own settings, which are to be trusted, and to start at all. */
const HANDED_ON = [
  ...["HOME", "XDG_CONFIG_HOME", "TMPDIR"],
  ...[
    "USERPROFILE",
    "HOMEDRIVE",
    "HOMEPATH",
    "APPDATA",
    "PROGRAMDATA",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
  ],
];

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
  const { top, gitFolder } = placeOfRoot(folder);
  const { program, path } = findGit(top, env, systemFolders);
  const handedOn = HANDED_ON.flatMap((key) => {
    const value = variableOf(env, key, process.platform);
    return value === undefined ? [] : [[key, value]];
  });
  const environment = {
    ...Object.fromEntries(handedOn),
    ...indexOf(env.GIT_INDEX_FILE, top, gitFolder),
    PATH: path,
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    // An object that is missing stays missing: fetching runs whatever the repository names.
    GIT_NO_LAZY_FETCH: "1",
    GIT_ALLOW_PROTOCOL: "none",
  };
  const bytes = (input: string | Uint8Array, ...args: readonly string[]): Buffer => {
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

/** Where the index is that git reads; there may be none yet, and undefined outside a repository. */
export function indexPath(
  { top, gitFolder }: Place,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  return gitFolder === undefined
    ? undefined
    : (indexOf(env.GIT_INDEX_FILE, top, gitFolder).GIT_INDEX_FILE ??
        join(ownGitFolderOf(top), "index"));
}

/** In a hook the commit that is being made may have an index of its own, beside the usual one. */
function indexOf(
  named: string | undefined,
  top: string,
  gitFolder: string | undefined,
): { readonly GIT_INDEX_FILE?: string } {
  const index = named && resolve(top, named);
  return index && gitFolder !== undefined && isInside(index, gitFolder)
    ? { GIT_INDEX_FILE: index }
    : {};
}

/**
 * The git of the system, else the one on the user's PATH outside of `project`; and the folders in which it
 * finds other programs. Throws when there is none.
 */
export function findGit(
  project: string,
  env: Readonly<Record<string, string | undefined>>,
  systemFolders?: readonly string[],
  search: Pick<ProgramSearch, "platform" | "exists"> = {},
): { readonly program: string; readonly path: string } {
  const { platform = process.platform } = search;
  const isWindows = platform === "win32";
  const folders = systemFolders ?? FOLDERS[isWindows ? "windows" : "others"];
  const program = findProgram({ name: "git", folders, env, project, ...search });
  if (program === undefined) {
    throw new Error(`there is no git in ${folders.join(", ")}, nor on the PATH`);
  }
  const { dirname, delimiter } = isWindows ? win32 : posix;
  return { program, path: [...new Set([...folders, dirname(program)])].join(delimiter) };
}

/** What git itself said, if anything. */
function complaintOf(error: unknown): string {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  return said === "" ? messageOf(error) : (said.split("\n")[0] as string);
}
