// Reads files of a discovered root, for the plan and for transforms that follow `load`. Invariant:
// nothing outside the root is read, whatever path a file asks for.

import { isUtf8 } from "node:buffer";
import { realpathSync } from "node:fs";
import { basename, join } from "node:path";
import { detectDialect, type FoundDialect } from "../program/detect-dialect.js";
import { glanceIn, glanceReader } from "../program/glance.js";
import type { Glance, Project } from "../program/project.js";
import { once } from "../text/once.js";
import { isInside } from "./discovery-root.js";
import { type FileIdentity, identityOf, type KeptByFile } from "./file-identity.js";
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

/** Where the files of a project come from, and what is known of them beforehand. */
interface ProjectSource {
  /** Called at most once, when a transform wants to know all files. */
  readonly listPaths?: (() => readonly string[]) | undefined;
  readonly outside?: OutsideFiles | undefined;
  /** Called at most once; without it the files themselves tell. */
  readonly findDialect?: (() => FoundDialect) | undefined;
  /** What earlier runs saw. */
  readonly looks?: KeptByFile<Glance> | undefined;
}

/** The files around those that are transformed. Each is read when asked for, and not kept. */
export function createProject(
  root: string,
  { listPaths, outside = NO_OUTSIDE_FILES, findDialect, looks }: ProjectSource = {},
): Project {
  const reader = createReader(root, outside);
  const { read, mayHold } = reader;
  const files =
    listPaths === undefined
      ? { read, mayHold }
      : { read, mayHold, paths: once(listPaths), glance: glanceReader(createLook(reader, looks)) };
  const dialect = once(findDialect ?? (() => detectDialect(files)));
  return {
    ...files,
    get dialect() {
      return dialect().dialect;
    },
  };
}

interface Reader {
  readonly read: Project["read"];
  readonly mayHold: NonNullable<Project["mayHold"]>;
  /** Undefined for what is no regular file of the disk below the root. */
  readonly identify: (path: string) => FileIdentity | undefined;
}

/** Looks at files of which no look is kept. */
function createLook(
  { read, identify }: Reader,
  looks: KeptByFile<Glance> | undefined,
): (path: string) => Glance | undefined {
  return (path) => {
    const identity = looks && identify(path);
    const kept = identity && looks?.get(path, identity);
    if (kept !== undefined) {
      return kept;
    }
    const glance = glanceIn({ read }, path);
    if (identity !== undefined && glance !== undefined) {
      looks?.set(path, identity, glance);
    }
    return glance;
  };
}

/** Larger than nearly all files of Valk. */
const ROOM = 1 << 16;

function createReader(root: string, outside: OutsideFiles): Reader {
  // Few folders hold many files: each is resolved once, with what stands between it and a file's name.
  const folders = new Map<string, string | undefined>();
  const realFolder = (folder: string): string | undefined => {
    if (!folders.has(folder)) {
      const real = realpathSync.native(join(root, folder));
      folders.set(folder, isInside(real, root) ? join(real, "/") : undefined);
    }
    return folders.get(folder);
  };
  /** Undefined for what is outside the root. */
  const realPath = (path: string): string | undefined => {
    const name = basename(path);
    const folder = realFolder(path.slice(0, -name.length));
    return folder && folder + name;
  };
  // Decoded before the next file is read.
  const room = Buffer.allocUnsafeSlow(ROOM);
  const readInside = (path: string): Uint8Array | undefined => {
    const real = realPath(path);
    if (real === undefined) {
      return undefined;
    }
    try {
      return readRegularFile(real, room);
    } catch {
      // Where the file itself is a link, what it leads to counts.
      const target = realpathSync.native(join(root, path));
      return target !== real && isInside(target, root) ? readRegularFile(target) : undefined;
    }
  };
  const bytesOf = (path: string): Uint8Array | undefined =>
    outside.has(path) ? outside.read(path) : readInside(path);
  return {
    read: (path) =>
      orNothing(() => {
        const bytes = bytesOf(path);
        return bytes && decodeUtf8(bytes);
      }),
    mayHold(path, text) {
      try {
        const bytes = bytesOf(path);
        return bytes !== undefined && !isUtf8(bytes) && Buffer.from(bytes).includes(text);
      } catch {
        return true;
      }
    },
    identify: (path) =>
      orNothing(() => {
        const real = realPath(path);
        return real === undefined || outside.has(path) ? undefined : identityOf(real);
      }),
  };
}

function orNothing<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
