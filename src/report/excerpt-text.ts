// An excerpt for people: the line, safe to print and no wider than asked for, and carets below the
// place. Invariant: a caret stands below what it means, whatever tabs, escapes, wide characters and
// cuts do to the columns before it.

import stringWidth from "string-width";
import type { Excerpt } from "../finding/excerpt.js";
import { escapeControls } from "../text/escape.js";

/** The line and the line with the carets; `columns` is undefined where lines may have any length. */
export function formatExcerpt(
  excerpt: Excerpt,
  columns: number | undefined,
): readonly [line: string, carets: string] {
  const cells = cellsOf(excerpt.text);
  const { first, after } = windowOf(cells, excerpt, columns);
  const shown = cells.slice(first, after);
  const before = first > 0 || excerpt.isCutBefore ? CUT : "";
  const behind = after < cells.length || excerpt.isCutAfter ? CUT : "";
  const isMarked = ({ at }: Cell): boolean => excerpt.start <= at && at < excerpt.end;
  const lead = shown.filter((cell) => isAhead(cell, excerpt.start));
  const carets = Math.max(1, widthOf(shown.filter(isMarked)));
  return [
    before + shown.map(({ text }) => text).join("") + behind,
    " ".repeat(before.length + widthOf(lead)) + "^".repeat(carets),
  ];
}

const CUT = "...";
const TAB = 4;
const PLAIN = /^[ -~]*$/;
/** Text whose characters are its UTF-16 units, as nearly every line is. */
const UNITS = /^[\t -~]*$/;

/** What one character of the text, as a person counts them, is shown as. */
interface Cell {
  readonly text: string;
  /** Of the character in the excerpt's text. */
  readonly at: number;
  readonly end: number;
  readonly width: number;
}

function cellsOf(text: string): readonly Cell[] {
  const cells: Cell[] = [];
  let at = 0;
  let column = 0;
  for (const segment of UNITS.test(text) ? text : segmentsOf(text)) {
    const shown = segment === "\t" ? " ".repeat(TAB - (column % TAB)) : escapeControls(segment);
    const width = PLAIN.test(shown) ? shown.length : stringWidth(shown);
    cells.push({ text: shown, at, end: at + segment.length, width });
    at += segment.length;
    column += width;
  }
  return cells;
}

function* segmentsOf(text: string): Generator<string> {
  // Made only here: it takes longer to load than most runs take to start.
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    yield segment;
  }
}

function isAhead({ end }: Cell, start: number): boolean {
  return end <= start;
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}

interface Window {
  readonly first: number;
  readonly after: number;
}

/** Which cells are shown: all, or those around the place, as many as fit beside the marks of a cut. */
function windowOf(cells: readonly Cell[], excerpt: Excerpt, columns: number | undefined): Window {
  const cuts = (excerpt.isCutBefore ? CUT.length : 0) + (excerpt.isCutAfter ? CUT.length : 0);
  if (columns === undefined || widthOf(cells) + cuts <= columns) {
    return { first: 0, after: cells.length };
  }
  const room = Math.max(1, columns - 2 * CUT.length);
  const place = cells.findIndex((cell) => !isAhead(cell, excerpt.start));
  const middle = reach(cells, place === -1 ? cells.length : place, -1, Math.floor(room / 2));
  const after = reach(cells, middle, 1, room);
  // Near the end of the line there is room for more of what stands before.
  const spare = room - widthOf(cells.slice(middle, after));
  return { first: reach(cells, middle, -1, spare), after };
}

/** How far one comes from a boundary between cells, in either direction, with so much room. */
function reach(cells: readonly Cell[], from: number, step: 1 | -1, room: number): number {
  let at = from;
  for (let left = room; ; at += step) {
    const next = cells[step === 1 ? at : at - 1];
    left -= next?.width ?? 0;
    if (next === undefined || left < 0) {
      return at;
    }
  }
}
