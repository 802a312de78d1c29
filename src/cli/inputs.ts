// What a run has read of its surroundings, as plain data, and whether all of that is still as it was.
// `observe.ts` notes it.

import type { Stats } from "node:fs";
import * as fs from "node:fs";
import { identityFrom } from "../project/file-identity.js";
import type { Io } from "./io.js";

/** All that was read. Paths are absolute, and lists have each thing once. */
export interface Inputs {
  /** Null for a variable that was asked for and not set. */
  readonly env: readonly (readonly [name: string, value: string | null])[];
  readonly folders: readonly (readonly [path: string, names: readonly string[]])[];
  /**
   * What the disk says of each name in each folder, in that order: their {@link PathState}s, as the bytes of
   * their numbers in base64, which is read several times faster than numbers in digits.
   */
  readonly states: string;
  /** Where paths led, all links followed; null where they led nowhere. */
  readonly places: readonly (readonly [path: string, place: string | null])[];
}

/**
 * What the disk says of a path: `[0]` where nothing is; else 1, the device, the inode, the size in bytes, and when the content and
 * anything of it was last changed, in milliseconds since 1970; of a link 2, the same, and the state of
 * what it leads to.
 */
export type PathState = readonly number[];

const NOWHERE: PathState = [0];

/** The ways to look at a disk. */
export interface Disk {
  readonly lstat: (path: string, options: { throwIfNoEntry: false }) => Stats | undefined;
  readonly stat: (path: string, options: { throwIfNoEntry: false }) => Stats | undefined;
  readonly follow: (path: string) => string;
}

/** Those of `node:fs`, as they are at present. */
export function diskOf({ lstatSync, statSync, realpathSync }: typeof fs): Disk {
  return { lstat: lstatSync, stat: statSync, follow: realpathSync.native };
}

/** Throws what the disk throws, but for a path that leads nowhere. */
export function stateOf(path: string, disk: Disk): PathState {
  return stateFrom(look(disk.lstat, path), path, disk);
}

/** The same for a path that has been looked at: `stats` are of itself, and not of what a link leads to. */
export function stateFrom(stats: Stats | undefined, path: string, { stat }: Disk): PathState {
  if (stats === undefined) {
    return NOWHERE;
  }
  return stats.isSymbolicLink()
    ? [2, ...numbersOf(stats), ...stateOfTarget(look(stat, path))]
    : [1, ...numbersOf(stats)];
}

function stateOfTarget(stats: Stats | undefined): PathState {
  return stats === undefined ? NOWHERE : [1, ...numbersOf(stats)];
}

function numbersOf(stats: Stats): readonly number[] {
  const { inode, size, modified, changed } = identityFrom(stats);
  return [stats.dev, inode, size, modified, changed];
}

/** When what a state tells of was last changed, in milliseconds since 1970; 0 where there is nothing. */
export function lastChange(state: PathState): number {
  const [kind, , , , modified = 0, changed = 0] = state;
  return kind === 2
    ? Math.max(modified, changed, lastChange(state.slice(6)))
    : Math.max(modified, changed);
}

/** Where a path leads, all links followed; null for nowhere. Throws what the disk throws besides. */
export function placeOf(path: string, { follow }: Disk): string | null {
  try {
    return follow(path);
  } catch (error) {
    return nowhere(error) ?? null;
  }
}

function look(ask: Disk["lstat"], path: string): Stats | undefined {
  try {
    return ask(path, { throwIfNoEntry: false });
  } catch (error) {
    return nowhere(error);
  }
}

/** Throws what does not say that a path leads nowhere. */
function nowhere(error: unknown): undefined {
  if (!saysNowhere(error)) {
    throw error;
  }
}

/** Whether an error says that a path leads nowhere. */
export function saysNowhere(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ENOTDIR";
}

/** Puts states of paths together by folder. */
export function byFolder(
  states: ReadonlyMap<string, PathState>,
): Pick<Inputs, "folders" | "states"> {
  const folders = new Map<string, { readonly names: string[]; readonly states: number[] }>();
  for (const [path, state] of states) {
    const at = path.lastIndexOf("/");
    const folder = path.slice(0, at);
    let entries = folders.get(folder);
    if (entries === undefined) {
      entries = { names: [], states: [] };
      folders.set(folder, entries);
    }
    entries.names.push(path.slice(at + 1));
    entries.states.push(...state);
  }
  const all = Float64Array.from([...folders.values()].flatMap(({ states }) => states));
  return {
    folders: [...folders].map(([path, { names }]) => [path, names]),
    states: Buffer.from(all.buffer).toString("base64"),
  };
}

/** Whether all of it is as it was. Never throws. */
export function areSame({ env, folders, states, places }: Inputs, now: Io["env"]): boolean {
  const disk = diskOf(fs);
  const bytes = Buffer.from(states, "base64");
  const before = new Float64Array(new Uint8Array(bytes).buffer);
  let at = 0;
  const isSame = (state: PathState): boolean => state.every((number) => number === before[at++]);
  try {
    return (
      env.every(([name, value]) => (now[name] ?? null) === value) &&
      places.every(([path, place]) => placeOf(path, disk) === place) &&
      folders.every(([path, names]) =>
        names.every((name) => isSame(stateOf(`${path}/${name}`, disk))),
      )
    );
  } catch {
    return false;
  }
}
