// How one file gets its new content: by way of a temporary file beside it, which is fully on the
// disk before it takes the name, while the old file keeps a second name until it is known that
// nobody wrote to it meanwhile. Invariant: under its own name a file is whole at every moment.
// Used by apply; the journal writes its own files with it.

import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import type { FileStatus, FileSystem } from "../project/file-system.js";

/** What identifies the content of a file: SHA-256, in hexadecimal. */
export function hashOf(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Permissions and times that a file gets back; without them it keeps its permissions. */
export interface FileAttributes {
  readonly mode: number;
  /** Microseconds since 1970. */
  readonly accessTime: number;
  readonly modifiedTime: number;
}

/** One change of one file. */
export interface Replacement {
  /** Absolute. */
  readonly path: string;
  /** `hashOf` what is to be replaced; undefined where there must be nothing. */
  readonly oldHash: string | undefined;
  /** Undefined removes the file. */
  readonly newBytes: Uint8Array | undefined;
  readonly attributes?: FileAttributes | undefined;
}

/** Names, in the folder of the file, that nothing else has. */
export interface TemporaryNames {
  /** Of the new file until it takes its place. */
  readonly incoming: string;
  /** Of the old file until it is no longer needed. */
  readonly outgoing: string;
}

/**
 * Makes the change and answers true; answers false, and changes nothing, when the file does not
 * hold what `oldHash` says, or did not when it was replaced. `status` is that of the old file.
 * Throws when a step fails, and leaves the old content and no temporary file behind.
 */
export function replaceFile(
  replacement: Replacement,
  status: FileStatus | undefined,
  names: TemporaryNames,
  fileSystem: FileSystem,
): boolean {
  const folder = dirname(replacement.path);
  const incoming = join(folder, names.incoming);
  const outgoing = join(folder, names.outgoing);
  const { newBytes } = replacement;
  try {
    if (newBytes !== undefined) {
      writeNewFile(incoming, newBytes, fileSystem);
      dress(incoming, replacement, status, fileSystem);
    }
    const isReplaced = takePlace(replacement, incoming, outgoing, fileSystem);
    if (!isReplaced && newBytes !== undefined) {
      quietly(() => fileSystem.remove(incoming));
    }
    return isReplaced;
  } catch (error) {
    // What cannot be removed must not hide the error that brought us here.
    quietly(() => fileSystem.remove(incoming));
    throw error;
  }
}

/** Writes a file that must not exist yet, and waits for the disk. Leaves nothing when it throws. */
export function writeNewFile(path: string, bytes: Uint8Array, fileSystem: FileSystem): void {
  const file = fileSystem.create(path);
  try {
    try {
      writeFully(file, bytes, fileSystem);
      fileSystem.sync(file);
    } finally {
      fileSystem.close(file);
    }
  } catch (error) {
    quietly(() => fileSystem.remove(path));
    throw error;
  }
}

/** Writes on after short writes. Throws when nothing more is taken. */
export function writeFully(file: number, bytes: Uint8Array, fileSystem: FileSystem): void {
  for (let offset = 0; offset < bytes.length; ) {
    const count = fileSystem.write(file, bytes, offset);
    if (count <= 0) {
      throw new Error(`only ${offset} of ${bytes.length} bytes could be written`);
    }
    offset += count;
  }
}

/** For what may fail without harm. */
export function quietly(attempt: () => void): void {
  try {
    attempt();
  } catch {
    // The caller goes on without.
  }
}

/** Owner, permissions and times; the owner first, since changing that clears some bits. */
function dress(
  path: string,
  { attributes }: Replacement,
  status: FileStatus | undefined,
  fileSystem: FileSystem,
): void {
  const own = fileSystem.status(path);
  if (status !== undefined && (status.userId !== own.userId || status.groupId !== own.groupId)) {
    // Only root may give files away; for others the file becomes theirs, as with any editor.
    quietly(() => fileSystem.setOwner(path, status.userId, status.groupId));
  }
  fileSystem.setMode(path, attributes?.mode ?? status?.mode ?? own.mode);
  if (attributes !== undefined) {
    fileSystem.setTimes(path, attributes.accessTime, attributes.modifiedTime);
  }
}

function takePlace(
  { path, oldHash, newBytes }: Replacement,
  incoming: string,
  outgoing: string,
  fileSystem: FileSystem,
): boolean {
  const holdsOld = (at: string): boolean => hashOf(fileSystem.readFile(at)) === oldHash;
  if (oldHash === undefined) {
    return takeFreePlace(incoming, path, fileSystem);
  }
  if (!holdsOld(path)) {
    return false;
  }
  const isKept = giveSecondName(path, outgoing, fileSystem);
  try {
    if (newBytes === undefined) {
      fileSystem.remove(path);
    } else {
      fileSystem.rename(incoming, path);
    }
  } catch (error) {
    quietly(() => fileSystem.remove(outgoing));
    throw error;
  }
  return !isKept || wasUntouched();

  /** Whether what was replaced is what was meant; if not, it gets its place back. */
  function wasUntouched(): boolean {
    try {
      if (holdsOld(outgoing)) {
        quietly(() => fileSystem.remove(outgoing));
        return true;
      }
    } catch (error) {
      fileSystem.rename(outgoing, path);
      throw error;
    }
    putBack();
    return false;
  }

  /** Whoever saved in between is right; whoever saved after that, even more. */
  function putBack(): void {
    if (newBytes === undefined) {
      takeFreePlace(outgoing, path, fileSystem);
    } else if (hashOf(fileSystem.readFile(path)) === hashOf(newBytes)) {
      fileSystem.rename(outgoing, path);
    } else {
      quietly(() => fileSystem.remove(outgoing));
    }
  }
}

/** Where nothing may be, nothing is overwritten. */
function takeFreePlace(incoming: string, path: string, fileSystem: FileSystem): boolean {
  if (giveSecondName(incoming, path, fileSystem)) {
    fileSystem.remove(incoming);
  } else {
    fileSystem.rename(incoming, path);
  }
  return true;
}

const CANNOT_LINK = new Set(["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EMLINK"]);

/** Gives a file a second name that nothing has. Answers false where the file system has no hard links. */
export function giveSecondName(from: string, to: string, fileSystem: FileSystem): boolean {
  try {
    fileSystem.link(from, to);
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (CANNOT_LINK.has(code)) {
      return false;
    }
    throw error;
  }
}
