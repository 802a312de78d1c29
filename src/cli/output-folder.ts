// A report that is several files in a folder of its own. Invariants: the folder is new or was empty, so that
// no file is overwritten and none of an earlier run is taken for one of this; it appears whole or not at all.

import { appendFileSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../outcome/problems.js";
import type { OutputFile } from "./output-file.js";
import { UsageError } from "./usage-error.js";

export interface OutputFolder extends Pick<OutputFile, "commit" | "discard"> {
  /** Adds to the file of this name, which need not be there yet. Throws UsageError on failure. */
  append(name: string, text: string): void;
}

/** Looks at the folder; `path` is absolute. Throws UsageError where it holds anything, or is none. */
export function createOutputFolder(path: string): OutputFolder {
  const isThere = listOf(path) !== undefined;
  if (listOf(path)?.length) {
    throw new UsageError(`${path} is not empty`, "name a folder that is new or empty");
  }
  const written = `${path}.${process.pid}.tmp`;
  const attempt = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      throw new UsageError(`cannot make ${path}: ${messageOf(error)}`, "name another folder");
    }
  };
  attempt(() => mkdirSync(written, { recursive: true }));
  return {
    append: (name, text) => attempt(() => appendFileSync(join(written, name), text)),
    commit: () =>
      attempt(() => {
        if (isThere) {
          rmdirSync(path);
        }
        renameSync(written, path);
      }),
    discard: () => rmSync(written, { recursive: true, force: true }),
  };
}

/** Undefined where there is nothing. */
function listOf(path: string): readonly string[] | undefined {
  try {
    return readdirSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return undefined;
    }
    throw new UsageError(`${path}: ${messageOf(error)}`, "name a folder that is new or empty");
  }
}
