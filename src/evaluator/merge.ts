// What is left of the values that the worlds of a fork gave: the value that all have, a list of
// what is left of the elements, or an opaque value that remembers which world gave what, so that
// later decisions on it try the same worlds again and not every combination.

import { isSame } from "./equality.js";
import { type Cons, type Facets, Kind, type Machine, type Value } from "./model.js";
import { cons, isCons, isInert, isOpaque, kindOf, opaque } from "./values.js";

/** Lists inside each other that are merged part by part. */
const DEEPEST = 200;

/** The value that all worlds agree on; lists keep the elements on which they do. */
export function mergeValues(
  machine: Machine,
  values: readonly (Value | undefined)[],
  reason: string,
  id: number,
  depth = 0,
): Value {
  const finished: Value[] = [];
  const quoted: boolean[] = [];
  let rest = values;
  // Lists are merged element by element; the loop runs along the list.
  while (rest.every(isConsOrMore) && !areSame(machine, rest) && areQuotedAlike(rest)) {
    quoted.push(rest[0]?.quoted === true);
    finished.push(
      mergeElement(
        machine,
        rest.map(({ head }) => head),
        reason,
        id,
        depth,
      ),
    );
    rest = rest.map(({ tail }) => tail);
  }
  let merged = mergeElement(machine, rest, reason, id, depth);
  for (let at = finished.length - 1; at >= 0; at--) {
    merged = cons(finished[at] as Value, merged, quoted[at]);
  }
  return merged;
}

function isConsOrMore(value: Value | undefined): value is Cons {
  return value !== undefined && isCons(value);
}

function areSame(machine: Machine, values: readonly (Value | undefined)[]): boolean {
  const [first] = values;
  return (
    first !== undefined &&
    values.every((value) => value !== undefined && isSame(machine, first, value))
  );
}

function areQuotedAlike(values: readonly Cons[]): boolean {
  return values.every(({ quoted }) => quoted === values[0]?.quoted);
}

/** One element: what all have, an inner list merged, or what it may be. */
function mergeElement(
  machine: Machine,
  values: readonly (Value | undefined)[],
  reason: string,
  id: number,
  depth: number,
): Value {
  const first = values[0];
  if (first !== undefined && areSame(machine, values)) {
    return first;
  }
  if (depth < DEEPEST && values.every(isConsOrMore) && areQuotedAlike(values)) {
    return mergeValues(machine, values, reason, id, depth + 1);
  }
  let may = 0;
  let inert = true;
  for (const value of values) {
    // A name that is bound in some worlds only evaluates to an error in the others.
    may |= value === undefined ? Kind.Error : kindOf(value);
    inert &&= value === undefined || isInert(value);
  }
  return opaque(reason, may, inert, facetsOf(id, values));
}

/** Values with more facets than this forget them. */
const HEAVIEST = 64;

function facetsOf(id: number, values: readonly (Value | undefined)[]): Facets | undefined {
  const known: Value[] = [];
  let weight = 0;
  for (const value of values) {
    if (value === undefined) {
      return undefined;
    }
    known.push(value);
    weight += isOpaque(value) ? (value.facets?.weight ?? 1) : 1;
  }
  return weight > HEAVIEST ? undefined : { id, values: known, weight };
}
