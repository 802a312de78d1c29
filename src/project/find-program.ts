// Where a program lies that the system or the user installed, on whatever system. Invariant: nothing is taken
// from a relative folder, from one inside the project, or from installed packages, so that no repository
// brings the program along.
// Pure but for `exists`, which a test replaces, as it does the platform.

import { existsSync } from "node:fs";
import { posix, win32 } from "node:path";

/** What names a system, as Node does: `win32`, `darwin`, `linux` and others. */
export type Platform = NodeJS.Platform;

export interface ProgramSearch {
  /** Without an extension. */
  readonly name: string;
  /** Folders to look in first. */
  readonly folders: readonly string[];
  /** The environment, of which `PATH` counts, and on Windows `PATHEXT`; their case does not matter there. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute: the folder from which nothing is run. */
  readonly project: string;
  readonly platform?: Platform;
  readonly exists?: (path: string) => boolean;
}

/** The absolute path; undefined where there is none. */
export function findProgram({
  name,
  folders,
  env,
  project,
  platform = process.platform,
  exists = existsSync,
}: ProgramSearch): string | undefined {
  const { join, isAbsolute, delimiter, relative } = platform === "win32" ? win32 : posix;
  const own = (variableOf(env, "PATH", platform) ?? "").split(delimiter).filter((folder) => {
    const way = relative(project, folder);
    const isOutside = way.split(/[\\/]/)[0] === ".." || isAbsolute(way);
    return isAbsolute(folder) && isOutside && !/[\\/]node_modules(?:[\\/]|$)/.test(folder);
  });
  const names = extensionsOf(env, platform).map((extension) => name + extension);
  return [...folders, ...own]
    .flatMap((folder) => names.map((file) => join(folder, file)))
    .find(exists);
}

/** Only what is run without a shell: `.cmd` and `.bat` are not. */
function extensionsOf(env: ProgramSearch["env"], platform: Platform): readonly string[] {
  if (platform !== "win32") {
    return [""];
  }
  const all = (variableOf(env, "PATHEXT", platform) ?? ".COM;.EXE").split(";");
  return all.map((one) => one.toLowerCase()).filter((one) => one === ".exe" || one === ".com");
}

/** The value of a variable, whose name Windows spells as it likes: `Path`. */
export function variableOf(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  platform: Platform,
): string | undefined {
  const key =
    platform === "win32" ? Object.keys(env).find((each) => each.toUpperCase() === name) : name;
  return key === undefined ? undefined : env[key];
}
