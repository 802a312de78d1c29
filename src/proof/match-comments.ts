// Finds a place in the new text for every loose block of comments of the old one, each comment once.
// Linear: a block looks only a fixed number of comments ahead. Called by the comparison of comments.

import type { ExpectedComment, LooseBlock, Shape } from "./comment-places.js";
import { COMMENT, END, type ValkText } from "./reader.js";
import type { SuiteReading, Unit, Zone } from "./suite-reading.js";
import {
  beginsLine,
  endOf,
  isCloser,
  isSameText,
  kindAt,
  lineFeedsAfter,
  startOf,
  tokenText,
} from "./tokens.js";

/** Blocks that found no place, and comments of the new text that no block took. */
export interface Leftover {
  readonly homeless: readonly LooseBlock[];
  readonly surplus: readonly number[];
}

/**
 * Finds a place for every block. The first place with the right text is taken, which can be wrong
 * where comments have equal texts; so the streams, which do not order each other, take turns in
 * being served first. Any way to place them all is a proof.
 */
export function placeBlocks(
  old: ValkText,
  blocks: readonly LooseBlock[],
  now: SuiteReading,
  claimed: ReadonlySet<number>,
): Leftover {
  const inOrder = placeInOrder(old, blocks, now, claimed);
  if (isNothingLeft(inOrder)) return inOrder;
  const sections = blocks.filter(({ stream }) => stream === "section");
  const forms = blocks.filter(({ stream }) => stream !== "section");
  const formsFirst = placeInOrder(old, [...forms, ...sections], now, claimed);
  if (isNothingLeft(formsFirst)) return formsFirst;
  const sectionsFirst = placeInOrder(old, [...sections, ...forms], now, claimed);
  return isNothingLeft(sectionsFirst) ? sectionsFirst : inOrder;
}

function isNothingLeft({ homeless, surplus }: Leftover): boolean {
  return homeless.length === 0 && surplus.length === 0;
}

function placeInOrder(
  old: ValkText,
  blocks: readonly LooseBlock[],
  now: SuiteReading,
  claimed: ReadonlySet<number>,
): Leftover {
  const queues = queueRest(now, claimed);
  reserve(blocks, queues);
  const homeless = blocks.filter((block) => !placeBlock(old, block, now.text, queues));
  const surplus = [...queues.values()].flatMap((queue) =>
    queue.comments.filter((_, at) => !queue.matched.has(at)),
  );
  return { homeless, surplus };
}

/** The comments of one place in order, which of them are matched, and how far each stream has come. */
interface Queue {
  readonly comments: number[];
  readonly matched: Set<number>;
  /** How many of the comments are for blocks that have no other place. */
  reserved: number;
  section: number;
  form: number;
  suite: number;
}

const EMPTY_QUEUE = { reserved: 0, section: 0, form: 0, suite: 0 };

/** How many comments of the other stream a block may be behind; more would not stay linear. */
const LOOK_AHEAD = 256;

const ZONE_RANKS: Readonly<Record<Zone, number>> = { above: 0, pipeline: 1, options: 2, below: 3 };

function placeKey(zone: Zone, after: number): number {
  return after * 4 + ZONE_RANKS[zone];
}

function unitKey({ zone, tests, others }: Unit): number {
  if (zone === "options") return placeKey(zone, 0);
  return placeKey(zone, zone === "pipeline" ? tests : others);
}

/** The comments that no form has claimed, by place. */
function queueRest(now: SuiteReading, claimed: ReadonlySet<number>): Map<number, Queue> {
  const queues = new Map<number, Queue>();
  for (const unit of now.units) {
    if (unit.role !== "comment" || claimed.has(unit.token)) continue;
    const key = unitKey(unit);
    const queue = queues.get(key);
    if (queue !== undefined) queue.comments.push(unit.token);
    else queues.set(key, { comments: [unit.token], ...EMPTY_QUEUE, matched: new Set() });
  }
  return queues;
}

/** Sees to it that no block with a choice takes what one without a choice needs. */
function reserve(blocks: readonly LooseBlock[], queues: ReadonlyMap<number, Queue>): void {
  for (const { places, versions } of blocks) {
    const [place, other] = places;
    const queue = place === undefined ? undefined : queues.get(placeKey(place.zone, place.after));
    if (other === undefined && queue !== undefined) queue.reserved += lengthOf(versions);
  }
}

function lengthOf([version]: LooseBlock["versions"]): number {
  return version?.length ?? 0;
}

/** Takes a block from the first of its places that has it. False when none has. */
function placeBlock(
  old: ValkText,
  block: LooseBlock,
  now: ValkText,
  queues: ReadonlyMap<number, Queue>,
): boolean {
  const hasChoice = block.places.length > 1;
  return block.places.some(({ zone, after }) => {
    const queue = queues.get(placeKey(zone, after));
    if (queue === undefined) return false;
    if (!hasChoice) queue.reserved -= lengthOf(block.versions);
    const shape = shapeIn(zone, block.shape);
    return block.versions.some((lines) => {
      const rest = queue.comments.length - queue.matched.size - lines.length;
      return rest >= queue.reserved && takeBlock(old, { ...block, shape }, lines, now, queue);
    });
  });
}

function shapeIn(zone: Zone, shape: Shape): Shape {
  return zone === "above" && shape.below === "gap" ? { ...shape, below: "anything" } : shape;
}

/** Matches the lines of a block at the first position where they stand, if it is near enough. */
function takeBlock(
  old: ValkText,
  { stream, shape }: LooseBlock,
  lines: readonly ExpectedComment[],
  now: ValkText,
  queue: Queue,
): boolean {
  const from = queue[stream];
  const to = Math.min(queue.comments.length - lines.length, from + LOOK_AHEAD);
  for (let position = from; position <= to; position += 1) {
    if (!isBlockAt(old, lines, shape, now, queue, position)) continue;
    for (let at = position; at < position + lines.length; at += 1) queue.matched.add(at);
    queue[stream] = position + lines.length;
    return true;
  }
  return false;
}

function isBlockAt(
  old: ValkText,
  lines: readonly ExpectedComment[],
  shape: Shape,
  now: ValkText,
  { comments, matched }: Queue,
  position: number,
): boolean {
  const hasTexts = lines.every((line, index) => {
    const comment = comments[position + index];
    if (comment === undefined || matched.has(position + index)) return false;
    return isExpected(old, line, now, comment);
  });
  return hasTexts && hasShape(now, comments.slice(position, position + lines.length), shape);
}

function hasShape(
  text: ValkText,
  comments: readonly number[],
  { ownLines, together, below }: Shape,
): boolean {
  if (ownLines && !comments.every((comment) => beginsLine(text, comment))) return false;
  if (together && !standTogether(text, comments)) return false;
  if (below === "anything") return true;
  const last = comments.at(-1) ?? 0;
  const kind = kindAt(text, last + 1);
  if (below === "form") return isDirectlyAbove(text, last) && kind !== COMMENT && !isCloser(kind);
  return !isDirectlyAbove(text, last) || isCloser(kind) || kind === END;
}

function standTogether(text: ValkText, comments: readonly number[]): boolean {
  return comments.every((comment, index) => {
    if (index === 0) return true;
    return comments[index - 1] === comment - 1 && isDirectlyAbove(text, comment - 1);
  });
}

/** Whether what follows on the comment stands on the very next line. */
function isDirectlyAbove(text: ValkText, comment: number): boolean {
  return lineFeedsAfter(text, comment) === 1;
}

function isExpected(
  old: ValkText,
  { start, end, added }: ExpectedComment,
  now: ValkText,
  comment: number,
): boolean {
  if (!added) {
    return isSameText(
      old.source,
      start,
      end,
      now.source,
      startOf(now, comment),
      endOf(now, comment),
    );
  }
  return addedTexts(old.source.slice(start, end)).includes(tokenText(now, comment));
}

/** A line of an overruled suite as a comment: the prefix stands before or behind its indentation. */
function addedTexts(line: string): string[] {
  const texts = [`; ${line}`, `; ${line.trimStart()}`];
  return line.trim() === "" ? [...texts, ";"] : texts;
}
