// Keeps what was read from files from run to run: one text in a kept file, since all of it is read at
// once. Invariant: nothing is kept of a file that may change once more without its times telling.

import type { FileIdentity, KeptByFile } from "../project/file-identity.js";
import { hashText } from "../proof/hashes.js";
import type { Io } from "./io.js";
import { openKept } from "./kept-file.js";

export interface KeptByFileStore<T> extends KeptByFile<T> {
  /** Keeps what this run took or set, if it set anything. Never throws. */
  save(): void;
}

type Entry<T> = readonly [inode: number, size: number, modified: number, changed: number, value: T];

const KEY = hashText("by file");

/** Disks count time in steps of up to two seconds. */
const COARSEST = 2000;

/**
 * Opens what is kept of the files that `subject` names; values are plain data, as JSON holds it. Undefined where
 * nothing is kept: see {@link openKept}.
 */
export function openKeptByFile<T>(
  kind: string,
  subject: readonly string[],
  io: Pick<Io, "env" | "build">,
): KeptByFileStore<T> | undefined {
  const file = openKept(kind, subject, io);
  if (file === undefined) {
    return undefined;
  }
  const settled = Date.now() - COARSEST;
  const kept = file.get(KEY);
  const before = new Map(
    Object.entries(kept === undefined ? {} : (JSON.parse(kept) as Record<string, Entry<T>>)),
  );
  const entries = new Map<string, Entry<T>>();
  let hasNew = false;
  return {
    get(path, identity) {
      const entry = before.get(path);
      if (entry === undefined || !isOf(entry, identity)) {
        return undefined;
      }
      entries.set(path, entry);
      return entry[4];
    },
    set(path, { inode, size, modified, changed }, value) {
      if (Math.max(modified, changed) < settled) {
        entries.set(path, [inode, size, modified, changed, value]);
        hasNew = true;
      }
    },
    save() {
      if (hasNew) {
        file.set(KEY, JSON.stringify(Object.fromEntries(entries)));
      }
      file.save(false);
    },
  };
}

function isOf<T>([inode, size, modified, changed]: Entry<T>, identity: FileIdentity): boolean {
  return (
    inode === identity.inode &&
    size === identity.size &&
    modified === identity.modified &&
    changed === identity.changed
  );
}
