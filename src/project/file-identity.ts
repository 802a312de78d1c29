// Whether a file is still the one that it was, without reading it: by what the disk says of its place, size
// and times, as git tells it.

import { lstatSync } from "node:fs";

/** What the disk says of a file that is another one after whatever changes it. */
export interface FileIdentity {
  readonly inode: number;
  /** In bytes. */
  readonly size: number;
  /** Milliseconds since 1970, with what the disk knows beyond them: of its content, and of anything. */
  readonly modified: number;
  readonly changed: number;
}

/** What is kept from run to run of files, as those see it who read them. */
export interface KeptByFile<T> {
  /** Undefined where nothing is kept of a file that was this one. */
  get(path: string, identity: FileIdentity): T | undefined;
  /** The identity is what the disk said before the file was read. */
  set(path: string, identity: FileIdentity, value: T): void;
}

/** The identity of a regular file; undefined for anything else, and where there is nothing. */
export function identityOf(path: string): FileIdentity | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats?.isFile() !== true) {
    return undefined;
  }
  const { ino: inode, size, mtimeMs: modified, ctimeMs: changed } = stats;
  return { inode, size, modified, changed };
}
