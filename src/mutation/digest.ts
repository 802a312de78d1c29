// What the plans ask about one global again and again, worked out once: its places by region, and
// those places that speak against making it local. Keeps the plans linear where one name is
// bound in thousands of test bodies.

import { groupBy } from "../text/group-by.js";
import { type FileModel, type Read, regionOf, type Scope, type Write } from "./file-model.js";
import { type GlobalName, isCovered, openReads, runsAtLoad } from "./globals.js";

/** A place in some file. */
export interface PlaceOf<T> {
  readonly file: FileModel;
  readonly at: T;
}

export interface Digest {
  readonly readsIn: ReadonlyMap<Scope | undefined, readonly Read[]>;
  readonly writesIn: ReadonlyMap<Scope | undefined, readonly Write[]>;
  /** A mention in quoted data, in any file that may share a process. */
  readonly quoted: PlaceOf<Read> | undefined;
  /** Reads that nothing in their own region covers, at most one a region. */
  readonly open: readonly PlaceOf<Read>[];
  /**
   * Reads by callbacks that see what other bodies have bound since their own body bound the name,
   * at most one a region.
   */
  readonly late: readonly PlaceOf<Read>[];
  /** Bindings in functions other than test bodies, in any file. */
  readonly inFunctions: readonly PlaceOf<Write>[];
}

const digests = new WeakMap<GlobalName, Digest>();

/** The digest of a global; made at the first question. */
export function digestOf(global: GlobalName): Digest {
  const known = digests.get(global) ?? makeDigest(global);
  digests.set(global, known);
  return known;
}

/** Asks once of each global, which may be bound in thousands of bodies. */
export function remember<T>(find: (global: GlobalName) => T): (global: GlobalName) => T {
  const known = new Map<GlobalName, { readonly found: T }>();
  return (global) => {
    const answer = known.get(global) ?? { found: find(global) };
    known.set(global, answer);
    return answer.found;
  };
}

function makeDigest(global: GlobalName): Digest {
  const { file, reads, writes, elsewhere } = global;
  const uses = [{ file, reads, writes }, ...elsewhere];
  const quoted = uses.flatMap((use) =>
    use.reads.filter(({ role }) => role === "quoted").map((at) => ({ file: use.file, at })),
  );
  const open = uses.flatMap((use) => openIn(use, use.file === file));
  const inFunctions = uses.flatMap((use) =>
    use.writes
      .filter((write) => !runsAtLoad(write) && regionOf(write.scope)?.kind !== "body")
      .map((at) => ({ file: use.file, at })),
  );
  return {
    readsIn: groupBy(reads, ({ scope }) => regionOf(scope)),
    writesIn: groupBy(writes, ({ scope }) => regionOf(scope)),
    quoted: quoted[0],
    open: onePerRegion(open),
    late: onePerRegion(uses.flatMap(lateIn)),
    inFunctions,
  };
}

type Use = {
  readonly file: FileModel;
  readonly reads: readonly Read[];
  readonly writes: readonly Write[];
};

/**
 * The open reads of a file. What its own top level reads may run after any body, so nothing there
 * is covered; another file's top level is covered by what it has bound itself.
 */
function openIn(use: Use, isOwn: boolean): readonly PlaceOf<Read>[] {
  const atTop = isOwn
    ? use.reads.filter(({ role, scope }) => role !== "quoted" && scope.kind === "global")
    : [];
  return [...atTop, ...openReads(use)].map((at) => ({ file: use.file, at }));
}

function lateIn({ file, reads, writes }: Use): readonly PlaceOf<Read>[] {
  return reads
    .filter((read) => {
      const callback = read.role === "quoted" ? undefined : callbackAround(read.scope);
      return callback !== undefined && !isCovered(read, writes, callback.span);
    })
    .map((at) => ({ file, at }));
}

/** The innermost callback around a scope that runs later than the region that it belongs to. */
function callbackAround(scope: Scope): Scope | undefined {
  const region = regionOf(scope);
  for (let at: Scope | undefined = scope; at !== region && at !== undefined; at = at.outer) {
    if (at.entry !== undefined) {
      return at;
    }
  }
  return undefined;
}

function onePerRegion(places: readonly PlaceOf<Read>[]): readonly PlaceOf<Read>[] {
  const byRegion = new Map<unknown, PlaceOf<Read>>();
  for (const place of places) {
    const key = regionOf(place.at.scope) ?? place.file;
    byRegion.set(key, byRegion.get(key) ?? place);
  }
  return [...byRegion.values()];
}
