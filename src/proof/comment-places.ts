// Says where each top-level comment of an old file may stand after the migration, following "which
// comments move with what". A comment that belongs to a form stays at that form; a loose block has a
// short list of places. What one rule leaves open is listed as two places, never as "anywhere".

import { type DetachedEntry, type Entry, type FormEntry, groupComments } from "./comment-groups.js";
import type { ProofInput } from "./proof.js";
import { COMMENT, type ValkText } from "./reader.js";
import type { Role, SuiteReading, Unit, Zone } from "./suite-reading.js";
import { childrenOf, endOf, kindAt, lastOf, startOf } from "./tokens.js";

/** A stretch of the old text that must turn up as one comment; `added` ones gain a `; ` in front. */
export interface ExpectedComment {
  readonly start: number;
  readonly end: number;
  readonly added: boolean;
}

/** Comments that must stand directly above, or on the last line of, the same form in the new text. */
export interface Attachment {
  readonly form: Unit;
  /** Which of the forms with its role it is, counted from 0. */
  readonly nth: number;
  readonly leading: readonly number[];
  readonly trailing: number | undefined;
}

/** In one zone, behind so many tests (in the pipeline) or so many other forms (outside). */
export interface Place {
  readonly zone: Zone;
  readonly after: number;
}

/**
 * Comments that stay together, in order, and go to one of some places. Blocks of one stream that go
 * to one place keep their order there; the streams may mix, since a banner moves with its test, the
 * comments of a form that dissolves stay where that form was, and those of the suite's name stand at
 * the head, also in front of what stood above that name.
 */
export interface LooseBlock {
  readonly stream: "section" | "form" | "suite";
  /** More than one version where a line may be written in two ways. */
  readonly versions: readonly (readonly ExpectedComment[])[];
  readonly places: readonly Place[];
  readonly shape: Shape;
  /** Where the block stands in the old text. */
  readonly start: number;
}

/** What must be kept of the layout of a block, besides its place. */
export interface Shape {
  /** Each comment is the first of its line. */
  readonly ownLines: boolean;
  /** The lines follow on one another. */
  readonly together: boolean;
  /**
   * What follows on the last line: a form, or anything but a form or a further comment. The gap
   * counts inside the pipeline and below it; above it, what parted the two may have moved away.
   */
  readonly below: "form" | "gap" | "anything";
}

const DETACHED: Shape = { ownLines: true, together: true, below: "gap" };
const ABOVE_SUITE: Shape = { ownLines: true, together: true, below: "form" };
const ABOVE_DISSOLVED: Shape = { ownLines: true, together: true, below: "anything" };
const OVERRULED: Shape = { ownLines: false, together: true, below: "anything" };
const SCATTERED: Shape = { ownLines: false, together: false, below: "anything" };

export interface CommentPlan {
  readonly attachments: readonly Attachment[];
  readonly blocks: readonly LooseBlock[];
}

/** The plan for the comments of an old-style reading. */
export function planComments(old: SuiteReading, target: ProofInput["target"]): CommentPlan {
  const entries = groupComments(old);
  const detached = detachedPlaces(old, target, entries);
  const plan: Draft = { attachments: [], blocks: [] };
  let flags = 0;
  for (const [index, entry] of entries.entries()) {
    if (entry.kind === "detached") {
      plan.blocks.push(blockOf(old.text, entry.comments, detached[index] ?? [], DETACHED));
      continue;
    }
    const { unit, leading, trailing } = entry;
    if (!isAttaching(unit, target)) {
      planDissolved(old, target, entry, plan);
    } else if (leading.length > 0 || trailing !== undefined) {
      plan.attachments.push({ form: unit, nth: ordinalOf(unit, flags), leading, trailing });
    }
    if (unit.role === "flag") flags += 1;
  }
  return plan;
}

/** Which of the forms with its role a form is; suite and run are the only ones of theirs. */
function ordinalOf({ role, tests, others }: Unit, flags: number): number {
  if (role === "test") return tests;
  if (role === "other" || role === "part") return others;
  return role === "flag" ? flags : 0;
}

interface Draft {
  readonly attachments: Attachment[];
  readonly blocks: LooseBlock[];
}

/** Whether the form's counterpart in the new text is a form again that keeps its comments. */
function isAttaching({ role }: Unit, target: ProofInput["target"]): boolean {
  if (role === "other" || role === "part" || role === "test") return true;
  return target === "builder" && (role === "flag" || role === "run");
}

/** The comments of a suite, and of what the list target turns into options or brackets. */
function planDissolved(
  old: SuiteReading,
  target: ProofInput["target"],
  entry: FormEntry,
  { attachments, blocks }: Draft,
): void {
  const { unit, leading, trailing } = entry;
  if (unit.role === "dropped-suite") {
    blocks.push(droppedBlock(old, target, entry));
    return;
  }
  const places = innerPlaces(target, unit);
  if (leading.length > 0) {
    const shape = unit.role === "suite" ? ABOVE_SUITE : ABOVE_DISSOLVED;
    blocks.push(blockOf(old.text, leading, leadingPlaces(old, target, unit), shape));
  }
  const keepsTrailing = target === "builder" || unit.role === "run";
  const inner = target === "list" ? innerComments(old, unit) : [];
  if (keepsTrailing && trailing !== undefined) {
    attachments.push({ form: unit, nth: 0, leading: [], trailing });
  }
  const rest = keepsTrailing || trailing === undefined ? [] : [trailing];
  if (inner.length + rest.length > 0) {
    const stream = unit.role === "suite" ? "suite" : "form";
    const block = { ...blockOf(old.text, [...inner, ...rest], places, SCATTERED), stream } as const;
    // What stood on the form's last line may stay on the line that takes the form's place.
    const other = blockOf(old.text, [...rest, ...inner], places, SCATTERED);
    blocks.push({ ...block, versions: [...block.versions, ...other.versions] });
  }
}

/** Comments inside a call but outside the argument that is kept, which has its own comparison. */
function innerComments({ text }: SuiteReading, { token }: Unit): number[] {
  const [, kept = token] = childrenOf(text, token);
  const comments: number[] = [];
  for (let at = token + 1; at < lastOf(text, token); ) {
    if (kindAt(text, at) === COMMENT) comments.push(at);
    at = at === kept ? lastOf(text, at) + 1 : at + 1;
  }
  return comments;
}

/** An overruled suite as comment lines, with the comments above it and on its last line. */
function droppedBlock(
  old: SuiteReading,
  target: ProofInput["target"],
  { unit, leading, trailing }: FormEntry,
): LooseBlock {
  const { text } = old;
  const lead = leading.map((comment) => expect(text, comment));
  const lines = addedLines(text, unit.token);
  const last = lines.at(-1);
  const rest = trailing === undefined ? [] : [expect(text, trailing)];
  const versions = [[...lead, ...lines, ...rest]];
  if (trailing !== undefined && last !== undefined) {
    // The prefix may turn the whole rest of the line into one comment.
    versions.push([...lead, ...lines.slice(0, -1), { ...last, end: endOf(text, trailing) }]);
  }
  const places = droppedPlaces(old, target, unit);
  const start = startOf(text, unit.token);
  return { stream: "form", versions, places, shape: OVERRULED, start };
}

/** Where an overruled suite may stand: where it stood, or among the tests. */
function droppedPlaces(
  { stages }: SuiteReading,
  target: ProofInput["target"],
  { others, tests }: Unit,
): Place[] {
  // A list ends with its last test: what would stand behind that in a pipeline stands behind the list.
  const isBehindList =
    target === "list" && tests === stages.filter(({ kind }) => kind !== "flag").length;
  const behind: Place[] = isBehindList ? [{ zone: "options", after: 0 }] : [];
  return [above(others), pipeline(tests), ...behind];
}

function addedLines(text: ValkText, form: number): ExpectedComment[] {
  const end = endOf(text, lastOf(text, form));
  const lines: ExpectedComment[] = [];
  let start = startOf(text, form);
  for (const line of text.source.slice(start, end).split("\n")) {
    const length = line.endsWith("\r") ? line.length - 1 : line.length;
    lines.push({ start, end: start + length, added: true });
    start += line.length + 1;
  }
  return lines;
}

function blockOf(
  text: ValkText,
  comments: readonly number[],
  places: readonly Place[],
  shape: Shape,
): LooseBlock {
  const [first = 0] = comments;
  const version = comments.map((comment) => expect(text, comment));
  const stream = shape === DETACHED ? "section" : "form";
  return { stream, versions: [version], places, shape, start: startOf(text, first) };
}

function expect(text: ValkText, comment: number): ExpectedComment {
  return { start: startOf(text, comment), end: endOf(text, comment), added: false };
}

/** The places of each detached block, at the block's index among the entries. */
function detachedPlaces(
  old: SuiteReading,
  target: ProofInput["target"],
  entries: readonly Entry[],
): Place[][] {
  const places: Place[][] = [];
  const isTest = (entry: Entry): boolean => entry.kind === "form" && entry.unit.role === "test";
  const tests = entries.findIndex(isTest);
  const firstTest = tests === -1 ? entries.length : tests;
  // From the end, so that what a block belongs to is known when its turn comes.
  let next: Unit | undefined;
  let owner: Unit | undefined;
  let hasPart = false;
  const firstForm = entries.findIndex(({ kind }) => kind === "form");
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (entry?.kind === "form") {
      next = entry.unit;
      if (OWNERS.has(next.role)) owner = next;
      if (next.role === "part") hasPart = true;
    } else if (index < firstForm) {
      places[index] = [HEADER];
    } else if (entry !== undefined) {
      const around = hasPart ? placesAroundPart(entry.unit, owner) : [];
      // Above the first test a block may also stay where it is: no test is on its other side, since the
      // load of a part stays, too.
      const isFree = index < firstTest && entry.unit.zone === "above";
      const here = isFree ? [above(entry.unit.others)] : [];
      const found = detachedPlacesOf(old, target, entry, owner ?? next);
      const own = unite(unite(here, found), around);
      // Two blocks with nothing between them may be taken for one.
      const isChained = entries[index + 1]?.kind === "detached";
      places[index] = isChained ? unite(own, places[index + 1] ?? []) : own;
      owner = undefined;
      hasPart = false;
    }
  }
  return places;
}

/** What stands detached above all forms is the file's, whatever its first test is. */
const HEADER: Place = { zone: "above", after: 0 };

/** A section that loads a part: its banner may stay at a form, or go to the part's stage or a test. */
function placesAroundPart(unit: Unit, owner: Unit | undefined): Place[] {
  const places = [above(unit.others), pipeline(unit.tests)];
  return owner === undefined ? places : unite(places, [pipeline(owner.tests)]);
}

/** A section's banner belongs to its first test, or to the suite's name when that comes before. */
const OWNERS: ReadonlySet<Role> = new Set(["test", "suite", "dropped-suite"]);

function detachedPlacesOf(
  old: SuiteReading,
  target: ProofInput["target"],
  { unit }: DetachedEntry,
  owner: Unit | undefined,
): Place[] {
  if (unit.zone === "below") return [below(unit.others)];
  if (owner?.role === "other") return [above(unit.others)];
  const isDissolved = owner !== undefined && !isAttaching(owner, target);
  return isDissolved ? ownerPlaces(old, target, owner) : [pipeline(unit.tests)];
}

/** Where a detached block may go that belongs to a form which is no form of its own any more. */
function ownerPlaces(old: SuiteReading, target: ProofInput["target"], owner: Unit): Place[] {
  if (owner.role === "dropped-suite") return droppedPlaces(old, target, owner);
  if (owner.role !== "suite") return innerPlaces(target, owner);
  return [above(old.above.length), pipeline(0), pipeline(owner.tests)];
}

/** Where the comments directly above such a form may go: a suite's go above the pipeline. */
function leadingPlaces(old: SuiteReading, target: ProofInput["target"], form: Unit): Place[] {
  return form.role === "suite" ? [above(old.above.length)] : innerPlaces(target, form);
}

/** Where the comments in such a form and on its last line may go: among the tests or the options. */
function innerPlaces(target: ProofInput["target"], { role, tests }: Unit): Place[] {
  const here = pipeline(role === "suite" ? 0 : tests);
  return target === "list" ? [here, { zone: "options", after: 0 }] : [here];
}

function above(others: number): Place {
  return { zone: "above", after: others };
}

function below(others: number): Place {
  return { zone: "below", after: others };
}

function pipeline(tests: number): Place {
  return { zone: "pipeline", after: tests };
}

function unite(a: readonly Place[], b: readonly Place[]): Place[] {
  const surplus = b.filter(
    (place) => !a.some(({ zone, after }) => zone === place.zone && after === place.after),
  );
  return [...a, ...surplus];
}
