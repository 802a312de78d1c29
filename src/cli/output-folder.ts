// A report that is several files in a folder of its own. Invariant: the folder is new or was empty, so that
// no file is overwritten and none of an earlier run is taken for one of this.

import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../outcome/problems.js";
import { writeOutputFile } from "./output-file.js";
import { UsageError } from "./usage-error.js";

export interface OutputFolder {
  write(name: string, text: string): void;
  /** Makes the folder and writes the files. Throws UsageError. */
  commit(): void;
}

/** Looks at the folder; `path` is absolute. Throws UsageError where it holds anything, or is none. */
export function createOutputFolder(path: string): OutputFolder {
  const files = new Map<string, string>();
  if (listOf(path).length > 0) {
    throw new UsageError(`${path} is not empty`, "name a folder that is new or empty");
  }
  return {
    write(name, text) {
      files.set(name, text);
    },
    commit() {
      try {
        mkdirSync(path, { recursive: true });
      } catch (error) {
        throw new UsageError(`cannot make ${path}: ${messageOf(error)}`, "name another folder");
      }
      for (const [name, text] of files) {
        writeOutputFile(join(path, name), text);
      }
    },
  };
}

function listOf(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return [];
    }
    throw new UsageError(`${path}: ${messageOf(error)}`, "name a folder that is new or empty");
  }
}
