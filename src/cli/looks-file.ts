// Keeps first looks at files from run to run: one text in a kept file, since all are read at once.
// Invariant: no look is kept of a file that may change once more without its times telling.

import type { Glance } from "../program/project.js";
import type { FileIdentity, KeptLooks } from "../project/kept-looks.js";
import { hashText } from "../proof/hashes.js";
import type { Io } from "./io.js";
import { openKept } from "./kept-file.js";

export interface LooksFile extends KeptLooks {
  /** Keeps what this run took or saw, if it saw anything new. Never throws. */
  save(): void;
}

/** A look as it is kept: what the file was, then what was seen. */
type Entry = readonly [
  inode: number,
  size: number,
  modified: number,
  changed: number,
  flags: number,
  ...targets: string[],
];

const KEY = hashText("looks");

/** Disks count time in steps of up to two seconds. */
const COARSEST = 2000;

/** Opens the looks at files of a root; undefined where nothing is kept. */
export function openLooks(root: string, io: Pick<Io, "env" | "build">): LooksFile | undefined {
  const file = openKept("looks", [root], io);
  if (file === undefined) {
    return undefined;
  }
  const settled = Date.now() - COARSEST;
  const kept = file.get(KEY);
  const before = new Map<string, Entry>(
    Object.entries(kept === undefined ? {} : (JSON.parse(kept) as Record<string, Entry>)),
  );
  const entries = new Map<string, Entry>();
  let hasNew = false;
  return {
    get(path, identity) {
      const entry = before.get(path);
      if (entry === undefined || !isOf(entry, identity)) {
        return undefined;
      }
      entries.set(path, entry);
      return glanceOf(entry);
    },
    set(path, identity, glance) {
      const { inode, size, modified, changed } = identity;
      if (Math.max(modified, changed) < settled) {
        entries.set(path, [inode, size, modified, changed, flagsOf(glance), ...glance.targets]);
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

function isOf([inode, size, modified, changed]: Entry, identity: FileIdentity): boolean {
  return (
    inode === identity.inode &&
    size === identity.size &&
    modified === identity.modified &&
    changed === identity.changed
  );
}

/** A bit for each thing that a look tells, in the order in which {@link glanceOf} takes them out. */
function flagsOf(glance: Glance): number {
  const { mayCompute, speaksTests, mayRun, mayBeModule, namesInternals, mayBindFramework } = glance;
  const { old, list, builder } = glance.mayUse;
  const ofFramework = [mayBeModule, namesInternals, mayBindFramework];
  return [mayCompute, speaksTests, mayRun, ...ofFramework, old, list, builder].reduce(
    (bits, isSo, index) => bits | (Number(isSo) << index),
    0,
  );
}

function glanceOf([, , , , flags, ...targets]: Entry): Glance {
  const is = (index: number): boolean => (flags & (1 << index)) !== 0;
  return {
    targets,
    mayCompute: is(0),
    speaksTests: is(1),
    mayRun: is(2),
    mayBeModule: is(3),
    namesInternals: is(4),
    mayBindFramework: is(5),
    mayUse: { old: is(6), list: is(7), builder: is(8) },
  };
}
