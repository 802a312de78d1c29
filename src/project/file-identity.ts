// Whether a file is still the one that it was, without reading it: by what the disk says of its place, size
// and times, as git tells it.

import { lstatSync, type Stats } from "node:fs";

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

/** The same where it outlives the run. */
export interface KeptByFileStore<T> extends KeptByFile<T> {
  /** Keeps what this run took or set, if it set anything. Never throws. */
  save(): void;
}

/** What is kept of a file, as plain data that JSON holds. */
export type KeptEntry<T> = readonly [
  inode: number,
  size: number,
  modified: number,
  changed: number,
  value: T,
];

/** Disks count time in steps of up to two seconds. */
const COARSEST = 2000;

/** Tells from now on whether what was last changed at a time, as in an identity, shows every further change. */
export function settledNow(): (time: number) => boolean {
  const settled = Date.now() - COARSEST;
  return (time) => time < settled;
}

/**
 * Keeps values in a map, by path, for whoever looks from now on. Invariant: nothing is kept of a file that may
 * change once more without its times telling; `onSet` hears of what is.
 */
export function keepIn<T>(
  entries: Map<string, KeptEntry<T>>,
  onSet: (path: string) => void = () => {},
): KeptByFile<T> {
  const isSettled = settledNow();
  return {
    get(path, { inode, size, modified, changed }) {
      const entry = entries.get(path);
      const isOfFile =
        entry?.[0] === inode && entry[1] === size && entry[2] === modified && entry[3] === changed;
      return isOfFile ? entry[4] : undefined;
    },
    set(path, { inode, size, modified, changed }, value) {
      if (isSettled(Math.max(modified, changed))) {
        entries.set(path, [inode, size, modified, changed, value]);
        onSet(path);
      }
    },
  };
}

/** The identity of a regular file; undefined for anything else, and where nothing is or can be looked at. */
export function identityOf(path: string): FileIdentity | undefined {
  const stats = look(path);
  if (stats?.isFile() !== true) {
    return undefined;
  }
  return identityFrom(stats);
}

/** The same for what has been looked at, whatever it is. */
export function identityFrom({
  ino: inode,
  size,
  mtimeMs: modified,
  ctimeMs: changed,
}: Stats): FileIdentity {
  return { inode, size, modified, changed };
}

function look(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
