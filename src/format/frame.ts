// An open bracket while a text is laid out, and where what it holds may stand. Every place is known
// twice, as it is in the source and as it will be: the author's own choice among what is allowed is read
// off the one, and made again in the other. So a text that is laid out once is left alone afterwards.

import { type Indent, LAST_BRANCH } from "./indents.js";

/** A column in the source, and the column that becomes of it. */
export interface Place {
  readonly old: number;
  readonly now: number;
}

export interface Frame {
  readonly isBraces: boolean;
  /** Columns of one level of indentation. */
  readonly step: number;
  readonly bracket: Place;
  /** The indentation of the line on which the bracket stands. */
  readonly base: Place;
  /** The indentation of the line on which the element that came last stands. */
  line: Place;
  /** Elements that have begun. */
  count: number;
  /** The first element, once it has begun. */
  head: Head | undefined;
  /** The second one, where it stands on the line of the head. */
  argument: Place | undefined;
  /** Where a head that begins a line stands, and where other elements that do; once one does. */
  headColumn: Place | undefined;
  column: Place | undefined;
  /** The element that came last, if it is a keyword that stands first in its line or its bracket. */
  key: Place | undefined;
}

export interface Head {
  readonly text: string;
  readonly place: Place;
  readonly beginsLine: boolean;
  /** What its table says; undefined for what is no call: a list of data, a block of forms. */
  readonly indent: Indent | undefined;
}

const START: Place = { old: 0, now: 0 };

/** The whole text: all that begins a line stands at its edge. */
export function rootFrame(step: number): Frame {
  const bracket = { isBraces: false, step, bracket: START, base: START };
  return { ...openFrame(bracket), headColumn: START, column: START };
}

/** A bracket that has just been opened. */
export function openFrame(opened: Pick<Frame, "isBraces" | "step" | "bracket" | "base">): Frame {
  return {
    ...opened,
    line: opened.base,
    count: 0,
    head: undefined,
    argument: undefined,
    headColumn: undefined,
    column: undefined,
    key: undefined,
  };
}

/** Chooses one of the places that are allowed, the usual one first. */
export type Choose = (allowed: readonly (Place | undefined)[]) => Place;

/** The author's choice, for what stands in column `old`; the usual place for what stands in none. */
export function choosePlace(
  allowed: readonly (Place | undefined)[],
  old: number | undefined,
): Place {
  const own = allowed.find((place) => place !== undefined && place.old === old);
  return own ?? allowed.find((place) => place !== undefined) ?? START;
}

/**
 * Where the next element stands, or a comment in front of it, if it begins a line. All elements of a
 * bracket that do stand in one column, but for two: the value below a key may stand in further, and the
 * last branch of a conditional may stand below the conditional, as the next step of a ladder.
 */
export function elementPlace(frame: Frame, choose: Choose): Place {
  const { head, key, base, step } = frame;
  if (head === undefined) {
    frame.headColumn ??= choose(headPlaces(frame));
    return frame.headColumn;
  }
  if (key !== undefined) {
    return choose([key, shifted(key, step), shifted(base, step)]);
  }
  const places = frame.column === undefined ? argumentPlaces(frame, head) : [frame.column];
  if (LAST_BRANCH.get(head.text) === frame.count) {
    return choose([...places, base]);
  }
  frame.column = choose(places);
  return frame.column;
}

/** An element begins a line and stays where it is: those behind it stand below it. */
export function keepElement(frame: Frame, place: Place): void {
  if (frame.head === undefined) {
    frame.headColumn ??= place;
  } else if (frame.key === undefined) {
    frame.column ??= place;
  }
}

/** Where a closer may stand that begins a line; `outer` is the last bracket that is closed on it. */
export function closerPlaces(frame: Frame, outer: Frame): readonly (Place | undefined)[] {
  return [frame.base, outer.base, frame.column ?? frame.headColumn, frame.bracket];
}

function headPlaces({ isBraces, step, base, bracket }: Frame): readonly (Place | undefined)[] {
  return [shifted(base, step), shifted(bracket, 1), isBraces ? base : undefined];
}

function argumentPlaces(frame: Frame, head: Head): readonly (Place | undefined)[] {
  const { isBraces, step, base, bracket, argument } = frame;
  const block = shifted(head.beginsLine ? head.place : base, step);
  if (head.indent === undefined) {
    return [head.place, block, shifted(bracket, step)];
  }
  const below = head.indent === "body" ? undefined : argument;
  if (head.beginsLine) {
    return [block, head.place, below];
  }
  const usual = head.indent === "align" ? below : undefined;
  const besides = [below, shifted(bracket, step), shifted(bracket, 1)];
  return [usual, block, ...besides, isBraces ? base : undefined];
}

function shifted({ old, now }: Place, columns: number): Place {
  return { old: old + columns, now: now + columns };
}
