// The few things that writing does to a disk, as an interface, so that a test can let any one of
// them fail at any moment. Synchronous, which is fastest for many small files. Used by apply, the
// journal, the lock and undo, so that nothing is written past it.

import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from "node:fs";
import { patiently } from "./patience.js";

export interface FileStatus {
  readonly isFile: boolean;
  readonly isFolder: boolean;
  /** The permission bits. */
  readonly mode: number;
  readonly userId: number;
  readonly groupId: number;
  /** How many names the file has. */
  readonly links: number;
  /** Microseconds since 1970, which is what can be set again. */
  readonly accessTime: number;
  readonly modifiedTime: number;
}

/** Every function throws what the operating system says, as an Error with a `code`. */
export interface FileSystem {
  /** Of a regular file only; a link is not followed, and a pipe not waited for. */
  readFile(path: string): Uint8Array;
  /** Of the path itself: a link is not followed, and is no file. */
  status(path: string): FileStatus;
  /** The path without links. */
  realPath(path: string): string;
  /** The names in a folder, in no order. */
  list(folder: string): readonly string[];
  /** Creates a file for its owner only and opens it; fails when something is there already. */
  create(path: string): number;
  /** Writes bytes from `offset` on; answers how many it managed, which may be less than all. */
  write(file: number, bytes: Uint8Array, offset: number): number;
  /** Waits until the disk has what was written. */
  sync(file: number): void;
  close(file: number): void;
  setMode(path: string, mode: number): void;
  setOwner(path: string, userId: number, groupId: number): void;
  /** In microseconds since 1970. */
  setTimes(path: string, accessTime: number, modifiedTime: number): void;
  /** Gives a file a second name; fails when something has it already. */
  link(from: string, to: string): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** Fails when something is there already. */
  makeFolder(path: string): void;
  /** Fails when anything is in it. */
  removeFolder(path: string): void;
  /** Waits until the disk has the names in a folder. */
  syncFolder(path: string): void;
}

/** The disk. */
export const diskFileSystem: FileSystem = {
  readFile: (path) => readRegularFile(path),
  status: (path) => {
    const stats = lstatSync(path, { bigint: true });
    return {
      isFile: stats.isFile(),
      isFolder: stats.isDirectory(),
      mode: Number(stats.mode) & 0o7777,
      userId: Number(stats.uid),
      groupId: Number(stats.gid),
      links: Number(stats.nlink),
      accessTime: Number(stats.atimeNs / 1000n),
      modifiedTime: Number(stats.mtimeNs / 1000n),
    };
  },
  realPath: (path) => realpathSync.native(path),
  list: (folder) => readdirSync(folder),
  create: (path) => openSync(path, "wx", 0o600),
  write: (file, bytes, offset) => writeSync(file, bytes, offset),
  sync: (file) => fsyncSync(file),
  close: (file) => closeSync(file),
  setMode: (path, mode) => chmodSync(path, mode),
  setOwner: (path, userId, groupId) => chownSync(path, userId, groupId),
  setTimes: (path, accessTime, modifiedTime) =>
    utimesSync(path, accessTime / 1e6, modifiedTime / 1e6),
  link: (from, to) => linkSync(from, to),
  rename: (from, to) => patiently(() => renameSync(from, to)),
  remove: (path) => patiently(() => unlinkSync(path)),
  makeFolder: (path) => mkdirSync(path),
  removeFolder: (path) => rmdirSync(path),
  syncFolder,
};

/**
 * Reads what is a regular file when it is opened, whatever it was when it was found. Into `room`, which
 * the answer is then a part of, if it is given and large enough.
 */
export function readRegularFile(path: string, room?: Buffer): Uint8Array {
  const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;
  const file = openSync(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) {
      throw new Error(`not a regular file: ${path}`);
    }
    // With one byte of room the end shows in the first read; other files say a size of 0, or have grown.
    const isRoomy = room !== undefined && stats.size < room.length;
    const bytes = isRoomy ? room : Buffer.allocUnsafeSlow(stats.size + 1);
    const length = readSync(file, bytes, 0, bytes.length, null);
    return length > 0 && length < bytes.length
      ? bytes.subarray(0, length)
      : Buffer.concat([bytes.subarray(0, length), readFileSync(file)]);
  } finally {
    closeSync(file);
  }
}

function syncFolder(path: string): void {
  // Windows opens no folders, and keeps their names without being asked.
  if (process.platform === "win32") {
    return;
  }
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
