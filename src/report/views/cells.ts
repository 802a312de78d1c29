// Lines fitted into a column of the terminal, wrapped or cut. Widths are what a terminal makes of
// them: a wide character takes two columns, what combines with another none. Invariant: no
// grapheme is ever cut, and what is wrapped loses nothing but blanks at a break.

import stringWidth from "string-width";
import type { Segment } from "./segments.js";

/** One grapheme, with how it is painted. */
interface Unit extends Segment {
  readonly width: number;
}

// Half of a terminal is too narrow for the usual eight.
const TAB = 4;
const PRINTABLE = /^[ -~]*$/;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The width of the shown text, in columns. */
export function widthOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, { text }) => sum + textWidth(text), 0);
}

function textWidth(text: string): number {
  return PRINTABLE.test(text) ? text.length : stringWidth(text);
}

/**
 * The line in as many lines of `width` columns as it takes, broken behind blanks where that leaves
 * at least half a line; what follows the first stands under its text.
 */
export function wrapSegments(text: readonly Segment[], width: number): readonly Segment[][] {
  const units = unitsOf(text);
  const indent = Math.min(leadingBlanks(units), Math.floor(width / 2));
  const lines: Segment[][] = [];
  let at = 0;
  do {
    const room = lines.length === 0 ? width : width - indent;
    const end = breakAt(units, at, room);
    const lead = lines.length === 0 ? [] : [blank(indent)];
    const isLast = end === units.length;
    const line = units.slice(at, end);
    lines.push(joinAlike([...lead, ...(isLast ? line : withoutLastBlanks(line))]));
    at = end;
  } while (at < units.length);
  return lines;
}

/** The start of the line, with an ellipsis where it is longer than `width` columns. */
export function cutSegments(line: readonly Segment[], width: number): readonly Segment[] {
  const units = unitsOf(line);
  const end = fitting(units, 0, width);
  if (end === units.length) {
    return joinAlike(units);
  }
  const shown = units.slice(0, fitting(units, 0, width - 1));
  return [...joinAlike(shown), { start: 0, text: "…", kind: "plain", isWord: false }];
}

/** Neighbours that are painted alike as one, so that a terminal gets no escapes between them. */
function joinAlike(units: readonly Unit[]): Segment[] {
  const joined: Segment[] = [];
  for (const { start, text, kind, isWord } of units) {
    const last = joined.at(-1);
    if (last?.kind === kind && last.isWord === isWord) {
      joined[joined.length - 1] = { ...last, text: last.text + text };
    } else {
      joined.push({ start, text, kind, isWord });
    }
  }
  return joined;
}

/** The line by graphemes, tabs as blanks. */
function unitsOf(line: readonly Segment[]): readonly Unit[] {
  const units: Unit[] = [];
  let column = 0;
  for (const segment of line) {
    for (const text of splitGraphemes(segment.text)) {
      const width = text === "\t" ? TAB - (column % TAB) : textWidth(text);
      units.push({ ...segment, text: text === "\t" ? " ".repeat(width) : text, width });
      column += width;
    }
  }
  return units;
}

function splitGraphemes(text: string): readonly string[] {
  return PRINTABLE.test(text)
    ? text.split("")
    : Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** How many units from `start` on fit, counted from the first unit; at least one. */
function fitting(units: readonly Unit[], start: number, room: number): number {
  let end = start;
  for (let width = 0; end < units.length; end++) {
    width += (units[end] as Unit).width;
    if (width > room && end > start) {
      break;
    }
  }
  return end;
}

function breakAt(units: readonly Unit[], start: number, room: number): number {
  const end = fitting(units, start, room);
  if (end === units.length) {
    return end;
  }
  for (let at = end; at > start + room / 2; at--) {
    if (units[at - 1]?.text === " ") {
      return at;
    }
  }
  return end;
}

function withoutLastBlanks(units: readonly Unit[]): readonly Unit[] {
  return units.slice(0, units.findLastIndex(({ text }) => text !== " ") + 1);
}

function leadingBlanks(units: readonly Unit[]): number {
  const first = units.findIndex(({ text }) => text.trim() !== "");
  return units.slice(0, Math.max(first, 0)).reduce((sum, { width }) => sum + width, 0);
}

function blank(width: number): Unit {
  return { start: 0, text: " ".repeat(width), kind: "plain", isWord: false, width };
}
