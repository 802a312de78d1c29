// The few things that writing does to a disk, as an interface, so that a test can let any one of
// them fail at any moment. Synchronous, which is fastest for many small files. Used by apply and
// by the command line, for reports that go into files.

import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from "node:fs";

interface FileStatus {
  readonly isFile: boolean;
  /** The permission bits. */
  readonly mode: number;
  readonly userId: number;
  readonly groupId: number;
}

/** Every function throws what the operating system says, as an Error with a `code`. */
export interface FileSystem {
  readFile(path: string): Uint8Array;
  /** Of the path itself: a link is not followed, and is no file. */
  status(path: string): FileStatus;
  /** Creates a file for its owner only and opens it; fails when something is there already. */
  create(path: string): number;
  /** Writes bytes from `offset` on; answers how many it managed, which may be less than all. */
  write(file: number, bytes: Uint8Array, offset: number): number;
  /** Waits until the disk has what was written. */
  sync(file: number): void;
  close(file: number): void;
  setMode(path: string, mode: number): void;
  setOwner(path: string, userId: number, groupId: number): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
}

/** The disk. */
export const diskFileSystem: FileSystem = {
  readFile: (path) => readFileSync(path),
  status: (path) => {
    const stats = lstatSync(path);
    const { mode, uid, gid } = stats;
    return { isFile: stats.isFile(), mode: mode & 0o7777, userId: uid, groupId: gid };
  },
  create: (path) => openSync(path, "wx", 0o600),
  write: (file, bytes, offset) => writeSync(file, bytes, offset),
  sync: (file) => fsyncSync(file),
  close: (file) => closeSync(file),
  setMode: (path, mode) => chmodSync(path, mode),
  setOwner: (path, userId, groupId) => chownSync(path, userId, groupId),
  rename: (from, to) => renameSync(from, to),
  remove: (path) => unlinkSync(path),
};
