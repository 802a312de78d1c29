// All dialects there are. A further one is a file beside this and a line in the table.

import { JANUARY_2026 } from "./2026-01.js";
import { FEBRUARY_2026 } from "./2026-02.js";
import type { Dialect } from "./dialect.js";

/** From the oldest to the newest. */
export const DIALECTS: readonly Dialect[] = [JANUARY_2026, FEBRUARY_2026];

/** What a repository is taken to be written in that does not show it. */
export const DEFAULT_DIALECT: Dialect = JANUARY_2026;

const ALL_CHARACTERS = [...new Set(DIALECTS.flatMap((dialect) => [...dialect.symbolCharacters]))];
const isCommon = (character: string): boolean =>
  DIALECTS.every(({ symbolCharacters }) => symbolCharacters.includes(character));

/** The characters that every dialect has in its symbols. */
export const COMMON_SYMBOL_CHARACTERS: string = ALL_CHARACTERS.filter(isCommon).join("");

/** Those that some dialects have and others do not know. */
export const SOME_SYMBOL_CHARACTERS: string = ALL_CHARACTERS.filter(
  (character) => !isCommon(character),
).join("");

/** The names of all dialects, as options and configurations take them. */
export const DIALECT_NAMES: readonly string[] = DIALECTS.map(({ name }) => name);

/** The dialect of this name; undefined where there is none. */
export function dialectNamed(name: string): Dialect | undefined {
  return DIALECTS.find((dialect) => dialect.name === name);
}

/** What a program can call in this dialect and in no other. */
export function namesOnlyIn(dialect: Dialect): ReadonlySet<string> {
  const others = DIALECTS.filter((other) => other !== dialect);
  return new Set(
    [...dialect.names].filter((name) => others.every(({ names }) => !names.has(name))),
  );
}
