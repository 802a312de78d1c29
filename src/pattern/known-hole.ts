// The holes that conditions and templates name beside a pattern. One that the pattern lacks stands for nothing:
// a condition on it would hold always or never, whatever its author wanted to spare.

import { closestTo } from "../text/closest.js";
import { PatternError } from "./pattern-error.js";

/** The names of a pattern's holes, each with whether it stands for many. */
type Holes = ReadonlyMap<string, boolean>;

/** The name of a hole that is written with its mark or without. */
export function holeName(written: string): string {
  return written.replace(/^\$+/, "");
}

/** Throws PatternError for a hole, written as `$a` or `a`, that the pattern lacks. */
export function refuseUnknownHole(written: string, pattern: Holes): void {
  const name = holeName(written);
  if (!pattern.has(name)) {
    const shown = written === name ? `$${name}` : written;
    const message = `the pattern has no hole ${shown}`;
    const hint = hintAtHoles(name, pattern);
    throw new PatternError("unknown-hole", message, hint, shown, 0);
  }
}

/** Which holes somebody may have meant by one that the pattern lacks. */
export function hintAtHoles(wrong: string, pattern: Holes): string {
  const write = (names: readonly string[]): string =>
    names.map((name) => `${pattern.get(name) ? "$$$" : "$"}${name}`).join(", ");
  const names = [...pattern.keys()];
  const close = closestTo(wrong, names);
  if (close.length > 0) {
    return `did you mean ${write(close)}?`;
  }
  return names.length > 0
    ? `the holes that the pattern names are ${write(names)}`
    : "the pattern names no holes: give one a name, such as $a";
}
