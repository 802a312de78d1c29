// Asks git what is committed. Invariants: git comes from the system's folders, never from the
// project; it runs without a shell; and nothing that the repository's configuration names is
// run by it, be it hooks, monitors, filters, pagers or remote helpers. Used by the guard.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "./problems.js";

export interface Git {
  /** The object ids of the last commit, by path relative to the folder; empty before the first. */
  committed(): ReadonlyMap<string, string>;
  /** The object ids of the index; paths with conflicts are missing. */
  staged(): ReadonlyMap<string, string>;
  /** Files whose line ends git converts. */
  convertedLineEnds(): ReadonlySet<string>;
  /** The object id that these bytes have as they are; `like` tells the kind of hash. */
  idOf(bytes: Uint8Array, like: string): string;
}

/** Where systems and their package managers put programs. */
const SYSTEM_FOLDERS: readonly string[] =
  process.platform === "win32"
    ? ["C:\\Program Files\\Git\\cmd", "C:\\Program Files (x86)\\Git\\cmd"]
    : [
        "/usr/bin",
        "/bin",
        "/usr/local/bin",
        "/opt/homebrew/bin",
        "/opt/local/bin",
        "/home/linuxbrew/.linuxbrew/bin",
        "/run/current-system/sw/bin",
      ];

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

/** A git that answers about what lies below `folder`. Throws when there is no git. */
export function createGit(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  systemFolders: readonly string[] = SYSTEM_FOLDERS,
): Git {
  const name = process.platform === "win32" ? "git.exe" : "git";
  const program = systemFolders.map((at) => join(at, name)).find((path) => existsSync(path));
  if (program === undefined) {
    throw new Error(`there is no git in ${systemFolders.join(", ")}`);
  }
  const handedOn = HANDED_ON.flatMap((key) => (env[key] === undefined ? [] : [[key, env[key]]]));
  const environment = {
    ...Object.fromEntries(handedOn),
    PATH: systemFolders.join(process.platform === "win32" ? ";" : ":"),
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    // An object that is missing stays missing: fetching runs whatever the repository names.
    GIT_NO_LAZY_FETCH: "1",
    GIT_ALLOW_PROTOCOL: "none",
  };
  const run = (...args: readonly string[]): string => {
    try {
      return execFileSync(program, ["-C", folder, ...OFF, ...args], {
        env: environment,
        encoding: "utf8",
        maxBuffer: 1 << 30,
        stdio: ["ignore", "pipe", "pipe"],
      });
    } catch (error) {
      throw new Error(complaintOf(error));
    }
  };
  return {
    committed: () =>
      hasCommit(run) ? readIds(run("ls-tree", "-r", "-z", "HEAD"), treeLine) : new Map(),
    staged: () => readIds(run("ls-files", "-s", "-z"), indexLine),
    convertedLineEnds: () => readConverted(run("ls-files", "--eol", "-z"), convertsAll(run)),
    idOf: (bytes, like) =>
      createHash(like.length === 64 ? "sha256" : "sha1")
        .update(`blob ${bytes.length}\0`)
        .update(bytes)
        .digest("hex"),
  };
}

type Run = (...args: readonly string[]) => string;

function hasCommit(run: Run): boolean {
  return run("rev-list", "--max-count=1", "--all").trim() !== "" && isResolved(run);
}

function isResolved(run: Run): boolean {
  try {
    return run("rev-parse", "--verify", "--quiet", "HEAD^{commit}") !== "";
  } catch {
    // On a branch that has no commit yet.
    return false;
  }
}

/** Whether the user or the repository has all text converted. */
function convertsAll(run: Run): boolean {
  try {
    return /^(?:true|input|1|yes|on)$/i.test(run("config", "--get", "core.autocrlf").trim());
  } catch {
    return false;
  }
}

const treeLine = /^\d+ blob ([0-9a-f]+)\t(.+)$/s;
const indexLine = /^\d+ ([0-9a-f]+) 0\t(.+)$/s;

function readIds(output: string, line: RegExp): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const record of output.split("\0")) {
    const [, id, path] = line.exec(record) ?? [];
    if (id !== undefined && path !== undefined) {
      ids.set(path, id);
    }
  }
  return ids;
}

/** A record is `i/lf w/crlf attr/text=auto <TAB>path`. */
function readConverted(output: string, all: boolean): ReadonlySet<string> {
  const converted = new Set<string>();
  for (const record of output.split("\0")) {
    const [, attribute = "", path] = /attr\/([^\t]*)\t(.+)$/s.exec(record) ?? [];
    const isTold = attribute.trim() === "" ? all : !attribute.startsWith("-text");
    if (path !== undefined && isTold) {
      converted.add(path);
    }
  }
  return converted;
}

/** What git itself said, if anything. */
function complaintOf(error: unknown): string {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
  return said === "" ? messageOf(error) : (said.split("\n")[0] as string);
}
