// Reads files of a discovered root, for the plan and for transforms that follow `load`. Invariant:
// nothing outside the root is read, whatever path a file asks for.

import { realpathSync } from "node:fs";
import { basename, join } from "node:path";
import { detectDialect, type FoundDialect } from "../program/detect-dialect.js";
import { glanceReader } from "../program/glance.js";
import type { Project } from "../program/project.js";
import { once } from "../text/once.js";
import { isInside } from "./discovery-root.js";
import { readRegularFile } from "./file-system.js";
import { NO_OUTSIDE_FILES, type OutsideFiles } from "./outside-files.js";
import { decodeUtf8 } from "./read.js";

/**
 * The bytes of a file, by its path relative to the root: from the disk, or from git for what a sparse
 * checkout leaves out. Throws what `node:fs` throws.
 */
export function createByteReader(
  root: string,
  outside: OutsideFiles = NO_OUTSIDE_FILES,
): (path: string) => Uint8Array {
  return (path) => (outside.has(path) ? outside.read(path) : readRegularFile(join(root, path)));
}

/**
 * The files around those that are transformed. Each is read when asked for, and not kept;
 * `listPaths` is called at most once, when a transform wants to know all files, and so is
 * `findDialect`, without which the files themselves tell.
 */
export function createProject(
  root: string,
  listPaths?: () => readonly string[],
  outside: OutsideFiles = NO_OUTSIDE_FILES,
  findDialect?: () => FoundDialect,
): Project {
  const read = createReader(root, outside);
  const paths = listPaths && once(listPaths);
  const files = paths === undefined ? { read } : { read, paths, glance: glanceReader(read) };
  const dialect = once(findDialect ?? (() => detectDialect(files)));
  return {
    ...files,
    get dialect() {
      return dialect().dialect;
    },
  };
}

/** Larger than nearly all files of Valk. */
const ROOM = 1 << 16;

function createReader(root: string, outside: OutsideFiles): Project["read"] {
  // Few folders hold many files: each is resolved once, with what stands between it and a file's name.
  const folders = new Map<string, string>();
  const realFolder = (folder: string): string => {
    const real = folders.get(folder) ?? join(realpathSync.native(join(root, folder)), "/");
    folders.set(folder, real);
    return real;
  };
  // Decoded before the next file is read.
  const room = Buffer.allocUnsafeSlow(ROOM);
  const readInside = (path: string): Uint8Array | undefined => {
    const name = basename(path);
    const real = realFolder(path.slice(0, -name.length)) + name;
    try {
      return isInside(real, root) ? readRegularFile(real, room) : undefined;
    } catch {
      // Where the file itself is a link, what it leads to counts.
      const target = realpathSync.native(join(root, path));
      return target !== real && isInside(target, root) ? readRegularFile(target) : undefined;
    }
  };
  return (path) => {
    try {
      const bytes = outside.has(path) ? outside.read(path) : readInside(path);
      return bytes && decodeUtf8(bytes);
    } catch {
      return undefined;
    }
  };
}
