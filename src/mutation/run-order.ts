// Which places that mention a global may run before or after a body. Test bodies of one file run
// once each and in their order; of everything else either order is possible.

import { groupBy } from "../text/group-by.js";
import type { IsCertain } from "./certainty.js";
import { type PlaceOf, remember } from "./digest.js";
import { type FileModel, type Read, regionOf, type Scope, type Write } from "./file-model.js";
import { type GlobalName, openReads } from "./globals.js";

/** Of all places of a kind that mention a global, those that decide about order. */
export type DecisivePlaces<T> = (global: GlobalName) => readonly PlaceOf<T>[];

/** Whether a place may run after a body of the file `own`. */
export function mayRunAfter(place: PlaceOf<Read | Write>, own: FileModel, scope: Scope): boolean {
  return !isOrdered(place, own, scope) || place.at.span.start > scope.span.start;
}

/** Whether a place may run before a body of the file `own`. */
export function mayRunBefore(place: PlaceOf<Read | Write>, own: FileModel, scope: Scope): boolean {
  return !isOrdered(place, own, scope) || place.at.span.start < scope.span.start;
}

function isOrdered({ file, at }: PlaceOf<Read | Write>, own: FileModel, scope: Scope): boolean {
  const areBodies = regionOf(at.scope)?.kind === "body" && regionOf(scope)?.kind === "body";
  return file === own && areBodies;
}

/**
 * Reads that see what was bound before wherever the bindings in front of them bind an error.
 * Values are looked at in the file itself; those of other files count as uncertain.
 */
export function staleReadsIn(file: FileModel, isCertain: IsCertain): DecisivePlaces<Read> {
  return remember((global) => {
    const places = [global, ...global.elsewhere].flatMap((use) => {
      const certain = use.writes.filter(
        (write) => write.valueKind !== "other" || (use.file === file && isCertain(write)),
      );
      const open = openReads({ reads: use.reads, writes: certain });
      return open.map((at) => ({ file: use.file, at }));
    });
    return decisive(places, file, -2);
  });
}

/** All bindings of a global. */
export function bindingsIn(file: FileModel): DecisivePlaces<Write> {
  return remember((global) => {
    const places = [global, ...global.elsewhere].flatMap((use) =>
      use.writes.map((at) => ({ file: use.file, at })),
    );
    return decisive(places, file, 2);
  });
}

/**
 * Few of many places, so that asking stays cheap: of the file's test bodies the first two or the
 * last two, and two of all else; two, since one may be the place that is asked about.
 */
function decisive<T extends Read | Write>(
  places: readonly PlaceOf<T>[],
  own: FileModel,
  bodies: 2 | -2,
): readonly PlaceOf<T>[] {
  const isBody = ({ file, at }: PlaceOf<T>): boolean =>
    file === own && regionOf(at.scope)?.kind === "body";
  const byRegion = groupBy(places, ({ file, at }) => regionOf(at.scope) ?? file);
  const firsts = [...byRegion.values()].map((group) => group[0] as PlaceOf<T>);
  const inBodies = firsts.filter(isBody);
  return [
    ...firsts.filter((place) => !isBody(place)).slice(0, 2),
    ...(bodies > 0 ? inBodies.slice(0, bodies) : inBodies.slice(bodies)),
  ];
}
