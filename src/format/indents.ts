// How far the arguments of a call stand in, by its head: data, so that a project may add heads of its
// own. The rules are those under which the fewest lines of Valk's own repository would change.

import type { Dialect } from "../dialect/dialect.js";

/**
 * Where the arguments of a call stand that begin a line:
 * `block`: two columns behind the indentation of the line on which the call begins;
 * `align`: below the first argument, where that stands on the line of the head, else as `block`.
 */
export const INDENTS = ["block", "align"] as const;

export type Indent = (typeof INDENTS)[number];

/** Heads to what is done with their arguments; a head that is not named is a `block`. */
export type Indents = ReadonlyMap<string, Indent>;

const ALIGNED = [
  "str",
  "print",
  "println",
  "printf",
  "and",
  "or",
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
];
const ARITHMETIC = ["+", "-", "*", "/"];

/** The table of a dialect: what it can call, of the heads that are aligned. */
export function indentsOf({ names }: Dialect): Indents {
  const known = [...ALIGNED, ...ARITHMETIC].filter((name) => names.has(name));
  return new Map(known.map((name) => [name, "align"]));
}

/** Conditionals, and which of their arguments, counted from 1, is the branch that may be a conditional again. */
export const LAST_BRANCH: ReadonlyMap<string, number> = new Map([["if", 3]]);
