// Keeps first looks at the files of a project from run to run.

import type { Glance } from "../program/project.js";
import type { KeptByFileStore } from "../project/file-identity.js";
import type { Io } from "./io.js";
import { openKeptByFile } from "./kept-by-file.js";

/** A look as it is kept, which takes a third of the space. */
type PackedLook = readonly [flags: number, ...targets: string[]];

/** Opens the looks at files of a root; undefined where nothing is kept. */
export function openLooks(
  root: string,
  io: Pick<Io, "env" | "build">,
): KeptByFileStore<Glance> | undefined {
  const kept = openKeptByFile<PackedLook>("looks", [root], io);
  return (
    kept && {
      get(path, identity) {
        const packed = kept.get(path, identity);
        return packed && unpack(packed);
      },
      set: (path, identity, look) => kept.set(path, identity, [flagsOf(look), ...look.targets]),
      save: kept.save,
    }
  );
}

/** A bit for each thing that a look tells, in the order in which {@link unpack} takes them out. */
function flagsOf(glance: Glance): number {
  const { mayCompute, speaksTests, mayRun, mayRunNothing } = glance;
  const { mayBeModule, namesInternals, mayBindFramework } = glance;
  const { old, list, builder } = glance.mayUse;
  const ofFramework = [mayBeModule, namesInternals, mayBindFramework];
  const all = [mayCompute, speaksTests, mayRun, ...ofFramework, old, list, builder, mayRunNothing];
  return all.reduce((bits, isSo, index) => bits | (Number(isSo) << index), 0);
}

function unpack([flags, ...targets]: PackedLook): Glance {
  const is = (index: number): boolean => (flags & (1 << index)) !== 0;
  return {
    targets,
    mayCompute: is(0),
    speaksTests: is(1),
    mayRun: is(2),
    mayBeModule: is(3),
    namesInternals: is(4),
    mayBindFramework: is(5),
    mayRunNothing: is(9),
    mayUse: { old: is(6), list: is(7), builder: is(8) },
  };
}
