// Whether two bodies that bind the same global get in each other's way: one may call the other
// between a binding and a read, and then sees what that bound. Asked before either stops to.

import { digestOf, type PlaceOf } from "./digest.js";
import { type Read, regionOf, type Scope, type Write } from "./file-model.js";
import type { GlobalName, Globals } from "./globals.js";

/** More bodies than this are not followed one by one; they count as calling. */
const FOLLOWED = 32;

/** A binding of the name in a function that code of the scope's region may call. */
export function bindingCalledFrom(
  global: GlobalName,
  scope: Scope,
  { threads }: Globals,
): PlaceOf<Write> | undefined {
  const region = regionOf(scope) as Scope;
  const others = digestOf(global).inFunctions.filter(({ at }) => regionOf(at.scope) !== region);
  if (others.length === 0) {
    return undefined;
  }
  const called = threads.calledFrom(global.file, region);
  return others.find(({ at }) => called.has(at.scope));
}

/** A read of the name in another body that may call the scope; test bodies are never called. */
export function readThatMayCall(
  global: GlobalName,
  scope: Scope,
  { threads }: Globals,
): PlaceOf<Read> | undefined {
  const region = regionOf(scope);
  if (region?.kind === "body") {
    return undefined;
  }
  const reads = [global, ...global.elsewhere].flatMap((use) =>
    use.reads
      .filter(({ role, scope: other }) => role !== "quoted" && regionOf(other) !== region)
      .map((at) => ({ file: use.file, at })),
  );
  // Code at top level counts as one body, a file each.
  const first = new Map(
    reads
      .toReversed()
      .map((place) => [regionOf(place.at.scope) ?? (place.file.scopes[0] as Scope), place]),
  );
  const mayCall = ([body, { file }]: [Scope, PlaceOf<Read>]): boolean =>
    first.size > FOLLOWED || threads.calledFrom(file, body).has(scope);
  return [...first].find(mayCall)?.[1];
}
