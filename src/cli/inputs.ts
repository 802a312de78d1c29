// What a run has read of its surroundings, as plain data, and whether all of that is still as it was.
// `observe.ts` notes it.

import type { Stats } from "node:fs";
import * as fs from "node:fs";
import type { Io } from "./io.js";

/** In bytes, and in milliseconds since 1970. */
type Identity = readonly [inode: number, size: number, modified: number, changed: number];

/** What the disk says of a path: null where nothing is; of a link also what it leads to. */
export type PathState = null | Identity | readonly [...Identity, target: Identity | null];

/** All that was read. Paths are absolute, and lists have each thing once. */
export interface Inputs {
  /** Null for a variable that was asked for and not set. */
  readonly env: readonly (readonly [name: string, value: string | null])[];
  readonly folders: readonly (readonly [
    path: string,
    entries: readonly (readonly [name: string, state: PathState])[],
  ])[];
  /** Where paths led, all links followed; null where they led nowhere. */
  readonly places: readonly (readonly [path: string, place: string | null])[];
}

/** The ways to look at a disk. */
export interface Disk {
  readonly lstat: (path: string) => Stats;
  readonly stat: (path: string) => Stats;
  readonly follow: (path: string) => string;
}

/** Those of `node:fs`, as they are at present. */
export function diskOf({ lstatSync, statSync, realpathSync }: typeof fs): Disk {
  return { lstat: lstatSync, stat: statSync, follow: realpathSync.native };
}

/** Throws what the disk throws, but for a path that leads nowhere. */
export function stateOf(path: string, disk: Disk): PathState {
  return stateFrom(
    orNowhere(() => disk.lstat(path)),
    path,
    disk,
  );
}

/** The same for a path that has been looked at: `stats` are of itself, and not of what a link leads to. */
export function stateFrom(stats: Stats | null, path: string, { stat }: Disk): PathState {
  if (stats?.isSymbolicLink() !== true) {
    return stats && identityOf(stats);
  }
  const target = orNowhere(() => stat(path));
  return [...identityOf(stats), target && identityOf(target)];
}

function identityOf({ ino, size, mtimeMs, ctimeMs }: Stats): Identity {
  return [ino, size, mtimeMs, ctimeMs];
}

/** When what a state tells of was last changed, in milliseconds since 1970; 0 where there is nothing. */
export function lastChange(state: PathState | undefined): number {
  return state ? Math.max(state[2], state[3], lastChange(state[4])) : 0;
}

/** Where a path leads, all links followed; null for nowhere. Throws what the disk throws besides. */
export function placeOf(path: string, { follow }: Disk): string | null {
  return orNowhere(() => follow(path));
}

function orNowhere<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") {
      return null;
    }
    throw error;
  }
}

/** Puts states of paths together by folder, which takes half of the space. */
export function byFolder(states: ReadonlyMap<string, PathState>): Inputs["folders"] {
  const folders = new Map<string, [string, PathState][]>();
  for (const [path, state] of states) {
    const at = path.lastIndexOf("/");
    const folder = path.slice(0, at);
    const entry: [string, PathState] = [path.slice(at + 1), state];
    const entries = folders.get(folder);
    if (entries === undefined) {
      folders.set(folder, [entry]);
    } else {
      entries.push(entry);
    }
  }
  return [...folders];
}

/** Whether all of it is as it was. Never throws. */
export function areSame({ env, folders, places }: Inputs, now: Io["env"]): boolean {
  const disk = diskOf(fs);
  try {
    return (
      env.every(([name, value]) => (now[name] ?? null) === value) &&
      places.every(([path, place]) => placeOf(path, disk) === place) &&
      folders.every(([path, entries]) =>
        entries.every(([name, state]) => isSame(stateOf(`${path}/${name}`, disk), state)),
      )
    );
  } catch {
    return false;
  }
}

function isSame(a: PathState | undefined, b: PathState | undefined): boolean {
  if (!a || !b) {
    return a === b;
  }
  const [inode, size, modified, changed, target] = a;
  return (
    inode === b[0] && size === b[1] && modified === b[2] && changed === b[3] && isSame(target, b[4])
  );
}
