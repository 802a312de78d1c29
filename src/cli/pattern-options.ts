// The options of commands that are given a pattern, and what is read of them: what has to hold of a match.

import type { Query } from "../pattern/find-matches.js";
import { type Guard, refuseUnknownHoles } from "../pattern/guard.js";
import { readPattern } from "../pattern/pattern.js";
import { PatternError } from "../pattern/pattern-error.js";
import { SELECTION_OPTIONS, VIEW_OPTIONS } from "./migrate-options.js";
import { collect, InvalidValue, type OptionRow, type ValuesOf } from "./option-table.js";
import { CONFIG_OPTIONS } from "./shared-options.js";
import { UsageError } from "./usage-error.js";

export const PATTERN = {
  name: "<PATTERN>",
  text: "Valk with holes: $name one datum, $$$name any number, $_ one without a name",
} as const;

export const GUARD_OPTIONS = [
  {
    flags: "--bodies",
    text: "match {f x} as the call (f x), too: a body of one call",
  },
  {
    flags: "--inside <PATTERN>",
    text: "only matches somewhere inside such a form; repeatable",
    read: collect,
  },
  {
    flags: "--not-inside <PATTERN>",
    text: "no matches inside such a form; repeatable",
    read: collect,
  },
  { flags: "--tail", text: "only matches that a function answers: in tail position" },
  {
    flags: "--arity <COUNT>",
    text: "only matches with so many arguments: 3, 2..4 or 2..",
    read: readArity,
  },
  {
    flags: "--unused <HOLE=NAME>",
    text: "only matches whose hole does not mention the name; repeatable",
    read: readUnused,
  },
  {
    flags: "--where <HOLE=REGEX>",
    text: "only matches whose hole's text matches; repeatable",
    read: readWhere,
  },
] as const satisfies readonly OptionRow[];

/** What `search` is told. */
export const SEARCH_OPTIONS = [
  ...GUARD_OPTIONS,
  ...SELECTION_OPTIONS,
  ...VIEW_OPTIONS,
  ...CONFIG_OPTIONS,
] as const satisfies readonly OptionRow[];

type GuardValues = Pick<
  ValuesOf<typeof SEARCH_OPTIONS>,
  "bodies" | "inside" | "notInside" | "tail" | "arity" | "unused" | "where"
>;

/** `3`, `2..4` or `2..` as least and most. */
export function readArity(value: string): NonNullable<Guard["arity"]> {
  const [, first = "", range, last = ""] = /^(\d{1,6})(\.\.(\d{1,6})?)?$/.exec(value) ?? [];
  if (first === "") {
    throw new InvalidValue("it takes a number or a range, such as 3, 2..4 or 2..");
  }
  const least = Number(first);
  const open = last === "" ? Number.POSITIVE_INFINITY : Number(last);
  const most = range === undefined ? least : open;
  if (least > most) {
    throw new InvalidValue("no count is in this range: the smaller number comes first");
  }
  return { least, most };
}

function readUnused(
  value: string,
  before: NonNullable<Guard["unused"]> = [],
): NonNullable<Guard["unused"]> {
  const [, hole, name] = /^\$*([^=$]+)=(.+)$/.exec(value) ?? [];
  if (hole === undefined || name === undefined) {
    throw new InvalidValue("it takes a hole and a name, such as '$body=done' or '$body=$done'");
  }
  return [...before, { hole, name }];
}

function readWhere(
  value: string,
  before: NonNullable<Guard["where"]> = [],
): NonNullable<Guard["where"]> {
  const [, hole, text] = /^\$*([^=$]+)=(.+)$/.exec(value) ?? [];
  if (hole === undefined || text === undefined) {
    throw new InvalidValue("it takes a hole and a regular expression, such as '$word=^:'");
  }
  try {
    return [...before, { hole, text: new RegExp(text, "u") }];
  } catch {
    throw new InvalidValue(`${text} is no regular expression`);
  }
}

/** What to look for. Throws UsageError for a pattern that does not read, or holes that it lacks, with the place. */
export function readQuery(source: string, values: GuardValues): Query {
  return orUsageError(() => {
    const pattern = readPattern(source);
    const guard = readGuard(values);
    if (guard !== undefined) {
      refuseUnknownHoles(guard, pattern);
    }
    return { pattern, guard, matchesBodies: values.bodies === true };
  });
}

/** The conditions; undefined where there is none. */
export function readGuard(values: GuardValues): Guard | undefined {
  const { inside, notInside, tail, arity, unused, where } = values;
  const isBare = [inside, notInside, tail, arity, unused, where].every(
    (value) => value === undefined,
  );
  return isBare
    ? undefined
    : {
        inside: inside?.map(readPattern),
        notInside: notInside?.map(readPattern),
        isTail: tail,
        arity,
        unused,
        where,
      };
}

/** What `read` answers; what is wrong with a pattern in it is the user's to mend. */
export function orUsageError<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof PatternError) {
      const { code, message, hint, source, position } = error;
      const place = `${position.line}:${position.column}`;
      throw new UsageError(`${code}: ${message} (${place} of '${source}')`, hint);
    }
    throw error;
  }
}
