// Sorts the top-level comments of an old file by what they speak of: the rest of a form's last line,
// the lines directly above a form, or a detached block. Used when the proof plans where they may go.

import type { SuiteReading, Unit } from "./suite-reading.js";
import { lineFeedsAfter } from "./tokens.js";

/** Forms and detached blocks in the file's order; comments are token indices. */
export type Entry = FormEntry | DetachedEntry;

export interface FormEntry {
  readonly kind: "form";
  readonly unit: Unit;
  /** The comment lines directly above, no blank line between, from top to bottom. */
  readonly leading: readonly number[];
  /** The comment on the form's own last line. */
  readonly trailing: number | undefined;
}

/** Comment lines without a blank line between, and a blank line or the end of the file below. */
export interface DetachedEntry {
  readonly kind: "detached";
  readonly unit: Unit;
  readonly comments: readonly number[];
}

const NO_COMMENTS: readonly number[] = [];

/** Groups the comments of a reading whose units are all top-level forms, as in the old style. */
export function groupComments({ text, units }: SuiteReading): Entry[] {
  const entries: Entry[] = [];
  // The units from `from` up to the present one are comment lines without a blank line between.
  let from = 0;
  for (const [index, unit] of units.entries()) {
    // Behind the last comment, since a group's opener may stand between it and the group's first part.
    if (from < index && lineFeedsAfter(text, units[index - 1]?.token ?? 0) > 1) {
      entries.push(detachedEntry(units, from, index));
      from = index;
    }
    if (unit.role === "comment") continue;
    const next = units[index + 1];
    const hasTrailing = next?.role === "comment" && lineFeedsAfter(text, next.token - 1) === 0;
    const trailing = hasTrailing ? next.token : undefined;
    entries.push({ kind: "form", unit, leading: tokensOf(units, from, index), trailing });
    from = hasTrailing ? index + 2 : index + 1;
  }
  if (from < units.length) entries.push(detachedEntry(units, from, units.length));
  return entries;
}

function detachedEntry(units: readonly Unit[], from: number, to: number): DetachedEntry {
  return { kind: "detached", unit: units[from] as Unit, comments: tokensOf(units, from, to) };
}

function tokensOf(units: readonly Unit[], from: number, to: number): readonly number[] {
  return from === to ? NO_COMMENTS : units.slice(from, to).map(({ token }) => token);
}
