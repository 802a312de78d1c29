// What somebody names: a file or folder that is there, links resolved, or the reason why it cannot be
// one. Called by the discovery for every path that it is given.

import { lstatSync, readdirSync, readlinkSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join, normalize, resolve } from "node:path";
import { messageOf } from "../outcome/problems.js";
import { closestTo } from "../text/closest.js";

/** A request that cannot be met: a usage error. */
export class DiscoveryError extends Error {
  override readonly name = "DiscoveryError";

  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

export interface Target {
  readonly given: string;
  /** Absolute, links resolved. */
  readonly real: string;
  readonly isFolder: boolean;
}

/** What `given` names, relative to `cwd`. Throws DiscoveryError where that is no file or folder. */
export function resolveTarget(given: string, cwd: string): Target {
  const path = resolve(cwd, given);
  let real: string;
  let stats: Stats;
  try {
    real = realpathSync.native(path);
    stats = statSync(real);
  } catch (error) {
    throw unfound(error, given, path);
  }
  if (!stats.isFile() && !stats.isDirectory()) {
    throw new DiscoveryError(
      `${given} is neither a file nor a folder`,
      "to have a stream read, name standard input: -",
    );
  }
  return { given, real, isFolder: stats.isDirectory() };
}

const CHECK_SPELLING =
  "check the spelling of the path, or of the command: valk-codemod --help lists them";

function unfound(error: unknown, given: string, path: string): DiscoveryError {
  switch (error instanceof Error && "code" in error && error.code) {
    case "ENOENT":
      return missing(given, path);
    case "ELOOP":
      return new DiscoveryError(
        `${given} is a link that leads back to itself`,
        "remove the link or restore its target",
      );
    default:
      return new DiscoveryError(`${given}: ${messageOf(error)}`, CHECK_SPELLING);
  }
}

function missing(given: string, path: string): DiscoveryError {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) {
    return new DiscoveryError(
      `${given} is a link to nothing: ${readlinkSync(path)} does not exist`,
      "remove the link or restore its target",
    );
  }
  if (given === "-") {
    return new DiscoveryError("this command does not read standard input", "name files or folders");
  }
  const meant = similarPath(given, path);
  if (meant !== undefined && isMisread(path) && `${normalize(given)}/`.startsWith(`${meant}/`)) {
    return new DiscoveryError(`${meant}: ${NAME_NOT_UTF8}`, RENAME_IT);
  }
  return new DiscoveryError(
    `${given} does not exist`,
    meant === undefined ? CHECK_SPELLING : `did you mean ${meant}?`,
  );
}

/** Whether a path that was listed names nothing: bytes that are not UTF-8 became U+FFFD in it. */
export function isMisread(path: string): boolean {
  return path.includes("\ufffd") && lstatSync(path, { throwIfNoEntry: false }) === undefined;
}

/** What is wrong with such a path. */
export const NAME_NOT_UTF8 = "the name is not UTF-8";

/** The way out. */
export const RENAME_IT = "give it another name: Node cannot open it under this one";

/** The path with its first name that is not there replaced by the closest that is. */
function similarPath(given: string, path: string): string | undefined {
  const folder = dirname(path);
  if (folder === path) {
    return undefined;
  }
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) {
    const above = similarPath(dirname(given), folder);
    return above === undefined ? undefined : existing(join(above, basename(given)), folder, above);
  }
  let names: readonly string[];
  try {
    names = readdirSync(folder).filter((name) => !name.startsWith("."));
  } catch {
    return undefined;
  }
  const [closest] = closestTo(basename(path), names);
  return closest === undefined ? undefined : join(dirname(given), closest);
}

/** Below a folder that was misspelled: the same name there, or else the folder alone. */
function existing(guess: string, missingFolder: string, above: string): string {
  const real = join(dirname(missingFolder), basename(above), basename(guess));
  return lstatSync(real, { throwIfNoEntry: false }) === undefined ? above : guess;
}
