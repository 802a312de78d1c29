// Compares what parts the tokens. Where two tokens follow on one another in both texts, the lines
// between them are the same, and only the blanks in front of the second one may differ: by the same
// amount for every line of a form that moved, not at all for one that stayed. So a line that starts
// inside a string is never shifted: its blanks are a token's. Called by the proof of a migration.

import type { Counterparts } from "./align-tokens.js";
import { layoutFailure } from "./check-text.js";
import { type ProofFailure, proofFailure } from "./proof.js";
import { COMMENT, type ValkText } from "./reader.js";
import type { SuiteReading, Zone } from "./suite-reading.js";
import { topForms } from "./symbols.js";
import {
  beginsLine,
  gapBefore,
  gapStart,
  indentOf,
  isSameGap,
  isSameText,
  kindAt,
  lastOf,
  lineFeedsAfter,
  lineStartOf,
  NONE,
  startOf,
} from "./tokens.js";

const LINE_END = /[\r\n]/;
const ONE_LINE_END = /^[ \t]*(?:\r|\r?\n)[ \t]*$/;

/** The blanks in front of a line, in both texts. */
interface Margin {
  readonly before: string;
  readonly after: string;
}

/** A line of a form: its blanks, and the token that begins it in both texts. */
export interface Line extends Margin {
  readonly token: number;
}

/** Compares the layout, given which token was which. The first failure only; linear in both texts. */
export function compareLayout(
  old: ValkText,
  now: SuiteReading,
  counterparts: Counterparts,
): readonly ProofFailure[] {
  const token = findAlteredGap(old, now, counterparts) ?? findCrooked(old, now, counterparts);
  if (token === undefined) return [];
  const oldOffset = startOf(old, counterparts[token] as number);
  return [layoutFailure({ oldOffset, newOffset: startOf(now.text, token) })];
}

/** Comments that no form of the old text has, nor any place between its forms. */
export function findAddedComments(
  { text, units }: SuiteReading,
  counterparts: Counterparts,
): readonly ProofFailure[] {
  let known: ReadonlySet<number> | undefined;
  const failures: ProofFailure[] = [];
  for (const at of text.comments) {
    if (counterparts[at] !== NONE) continue;
    known ??= new Set(units.map(({ token }) => token));
    if (known.has(at)) continue;
    const message = "a comment inside a form that the old text does not have";
    failures.push(proofFailure("proof-comment-added", message, { newOffset: startOf(text, at) }));
  }
  return failures;
}

/** The first token in front of which other lines end than before. */
function findAlteredGap(
  old: ValkText,
  { text, units }: SuiteReading,
  counterparts: Counterparts,
): number | undefined {
  let forms: ReadonlySet<number> | undefined;
  for (let at = 0; at < text.count; at += 1) {
    if (!followsAsBefore(counterparts, at)) continue;
    const counterpart = counterparts[at] as number;
    if (isSameGap(old, counterpart, text, at)) continue;
    if (endsSameLines(old, counterpart, text, at)) continue;
    // Forms that shared a line may get one each.
    forms ??= new Set(units.map(({ token }) => token));
    const sharedLine = at > 0 && forms.has(at) && !LINE_END.test(gapBefore(old, counterpart));
    if (!sharedLine || !ONE_LINE_END.test(gapBefore(text, at))) return at;
  }
  return undefined;
}

/** Whether the token in front, or none, is the one that was in front of it before. */
function followsAsBefore(counterparts: Counterparts, at: number): boolean {
  if (at === 0) return counterparts[at] === 0;
  const above = counterparts[at - 1] as number;
  return above !== NONE && counterparts[at] === above + 1;
}

/** Whether two gaps are the same but for the blanks that begin the lines of their tokens. */
function endsSameLines(a: ValkText, at: number, b: ValkText, other: number): boolean {
  const from = gapStart(a, at);
  const otherFrom = gapStart(b, other);
  return isSameText(a.source, from, linesEnd(a, at), b.source, otherFrom, linesEnd(b, other));
}

/** The end of a gap without the blanks that begin the line of its token; all of it within a line. */
function linesEnd(text: ValkText, token: number): number {
  return beginsLine(text, token) ? lineStartOf(text, token) : startOf(text, token);
}

/** The first token of a line that is shifted otherwise than the other lines of its form. */
function findCrooked(
  old: ValkText,
  now: SuiteReading,
  counterparts: Counterparts,
): number | undefined {
  const { text, units } = now;
  const tops = new Set(topForms(old));
  let lines: Line[] = [];
  let margin: string | undefined;
  let mixed: readonly Margin[] | undefined;
  for (const [index, { token, zone }] of units.entries()) {
    const isComment = kindAt(text, token) === COMMENT;
    lines.push(...linesOfUnit(old, text, token, counterparts));
    const isStage = zone === "pipeline" && !isComment && tops.has(counterparts[token] as number);
    if (isStage && beginsLine(text, token)) {
      margin ??= indentOf(text, token);
      if (margin !== indentOf(text, token)) return token;
    }
    // Comment lines are shifted as the form that they stand above.
    const next = units[index + 1];
    const isAbove = isComment && next?.token === token + 1 && next.zone === zone;
    // Those that a blank line sets off, as it does a file's header, may as well stay above the suite.
    const isSetOff = zone === "above" && lineFeedsAfter(text, token) > 1;
    const stays = isSetOff && lines.every(({ before, after }) => before === after);
    if (isAbove && !stays && followsAsBefore(counterparts, token + 1)) continue;
    if (firstCrooked(lines) !== undefined) {
      mixed ??= mixedMoves(old, now);
      const crooked = firstCrooked(lines, mixed);
      if (crooked !== undefined) return crooked;
    }
    // What shared its line moves to the margin, as the comments above a suite's name do.
    const mayDedent = isComment || !lines.some((line) => line.token === token);
    const isMoved = ({ before, after }: Line): boolean =>
      mayDedent ? after.length > before.length : after !== before;
    const moved = isOutside(zone) ? lines.find(isMoved) : undefined;
    if (moved !== undefined) return moved.token;
    lines = [];
  }
  return undefined;
}

/** The lines that begin with tokens of a unit in both texts. */
function linesOfUnit(
  old: ValkText,
  text: ValkText,
  token: number,
  counterparts: Counterparts,
): readonly Line[] {
  const lines: Line[] = [];
  const last = lastOf(text, token);
  for (let at = token; at <= last; at += 1) {
    if (!beginsLine(text, at)) continue;
    const counterpart = counterparts[at] as number;
    if (counterpart === NONE || !beginsLine(old, counterpart)) continue;
    lines.push({ token: at, before: indentOf(old, counterpart), after: indentOf(text, at) });
  }
  return lines;
}

/**
 * The moves to a margin of the suite that exchange tabs for spaces or the other way round: lines above
 * or inside a form go with its line, which need not begin one any more, and may have too little of what
 * is exchanged to show it themselves. Blanks of one kind always show it.
 */
function mixedMoves(old: ValkText, { text, units }: SuiteReading): readonly Margin[] {
  const before = new Set<string>();
  for (let at = 0; at < old.count; at += 1) {
    if (beginsLine(old, at)) before.add(indentOf(old, at));
  }
  const inside = units.filter(({ token, zone }) => !isOutside(zone) && beginsLine(text, token));
  const after = new Set(inside.map(({ token }) => indentOf(text, token)));
  return [...before]
    .flatMap((from) => [...after].map((to): Margin => ({ before: from, after: to })))
    .filter((move) => {
      const { removed, added } = exchangeOf(move);
      return removed !== "" && added !== "";
    });
}

function isOutside(zone: Zone): boolean {
  return zone === "above" || zone === "below";
}

/** What is exchanged at the front of lines: each loses as much of `removed` as it has. */
interface Exchange {
  readonly removed: string;
  readonly added: string;
}

/**
 * The first line that is shifted otherwise than the others. The line with the most blanks shows the
 * shift: one with fewer loses only as many as it has. Where tabs meet spaces it may have nothing to
 * lose, and another line shows what all of them exchange: one of them, or one of `others`.
 */
export function firstCrooked(
  lines: readonly Line[],
  others: readonly Margin[] = [],
): number | undefined {
  const shown = lines.reduce<Line | undefined>(
    (most, line) => (most !== undefined && most.before.length >= line.before.length ? most : line),
    undefined,
  );
  const crooked = shown && otherwiseThan(lines, exchangeOf(shown));
  if (crooked === undefined) return undefined;
  const moves = new Map(
    [...others, ...lines].map((move) => [`${move.before}\0${move.after}`, move]),
  );
  const isShifted = [...moves.values()].some(
    (move) => otherwiseThan(lines, exchangeOf(move)) === undefined,
  );
  return isShifted ? undefined : crooked;
}

function exchangeOf({ before, after }: Margin): Exchange {
  const kept = commonEndLength(before, after);
  return {
    removed: before.slice(0, before.length - kept),
    added: after.slice(0, after.length - kept),
  };
}

function otherwiseThan(lines: readonly Line[], { removed, added }: Exchange): number | undefined {
  const isShifted = ({ before, after }: Line): boolean =>
    after === added + before.slice(commonLength(before, removed));
  return lines.find((line) => !isShifted(line))?.token;
}

function commonEndLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[a.length - 1 - length] === b[b.length - 1 - length]) length += 1;
  return length;
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
