// What happens to each global after it is first bound: which of its bindings run after load
// time, who reads it where it was not just bound, and on which threads. The findings in `rules/`
// only put into words what is worked out here.

import { lowerBound } from "../syntax/lower-bound.js";
import type { Span } from "../syntax/span.js";
import {
  comesBefore,
  contains,
  type FileModel,
  type Read,
  regionOf,
  type Write,
} from "./file-model.js";
import type { NameUse, Program } from "./program.js";
import { findThreads, type Threads } from "./threads.js";

/** One global, as seen from one file that binds it. */
export interface GlobalName {
  readonly name: string;
  readonly file: FileModel;
  readonly writes: readonly Write[];
  readonly reads: readonly Read[];
  /** What files say about it that may share a process with this one. */
  readonly elsewhere: readonly NameUse[];
}

export interface Globals {
  readonly program: Program;
  readonly threads: Threads;
  /** The globals that a file binds, by name, in the order of their first binding. */
  readonly of: (file: FileModel) => readonly GlobalName[];
}

/** Reads the globals off a program. Linear, given what `readProgram` asks for. */
export function findGlobals(program: Program): Globals {
  const tables = new Map<FileModel, readonly GlobalName[]>();
  return {
    program,
    threads: findThreads(program),
    of: (file) => {
      const known = tables.get(file) ?? globalsOf(file, program);
      tables.set(file, known);
      return known;
    },
  };
}

function globalsOf(file: FileModel, program: Program): readonly GlobalName[] {
  return [...program.uses(file)]
    .filter(([, { writes }]) => writes.length > 0)
    .map(([name, { writes, reads }]) => ({
      name,
      file,
      writes,
      reads,
      elsewhere: program.usesAround(file, name).filter((use) => use.file !== file),
    }));
}

/** Whether the binding runs while its file is loaded, and not from within a function. */
export function runsAtLoad({ scope }: Write): boolean {
  return scope.kind === "global";
}

/** Looking back further than this costs more than it finds. */
const LOOK_BACK = 64;

/**
 * Whether some binding in the same region, and within `span` where it is given, is sure to come
 * before the read.
 */
export function isCovered(read: Read, writes: readonly Write[], span?: Span): boolean {
  let left = LOOK_BACK;
  for (let at = writesUpTo(writes, read) - 1; at >= 0 && left > 0; at--, left--) {
    const write = writes[at] as Write;
    const isNear = span === undefined || contains(span, write.form);
    if (isNear && comesBefore(write, read) && regionOf(write.scope) === regionOf(read.scope)) {
      return true;
    }
  }
  return false;
}

/** How many of the writes, which are in document order, begin before the read. */
function writesUpTo(writes: readonly Write[], read: Read): number {
  return lowerBound(writes.length, (at) => (writes[at] as Write).form.start < read.span.start);
}

/** Reads of the name that nothing in their own region binds before; quoted data left out. */
export function openReads({ reads, writes }: Pick<NameUse, "reads" | "writes">): readonly Read[] {
  return reads.filter((read) => read.role !== "quoted" && !isCovered(read, writes));
}
