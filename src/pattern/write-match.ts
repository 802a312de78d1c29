// One match and its template, as what to write in order. Bytes of the file are kept wherever they can be: what
// holes stand for, and what stood between parts that stay neighbours. Comments are never left out: a match that
// would lose one is refused before it comes here.

import { isCloser, isOpener, placeComments } from "./comment-slots.js";
import { type Gap, gapsOf } from "./gaps.js";
import type { Match, Part, Run } from "./match.js";
import type { Step, Template } from "./template.js";

/** A piece of the new text: source as it stands, new text, or what a hole stands for. */
export type Op =
  | { readonly kind: "keep"; readonly start: number; readonly end: number }
  | { readonly kind: "add"; readonly text: string }
  | { readonly kind: "run"; readonly run: Run; readonly isCopy: boolean };

/** What stands between two steps. */
type Slot = { readonly kind: "text"; readonly text: string } | KeptSlot;

interface KeptSlot {
  readonly kind: "kept";
  readonly spans: readonly Gap[];
}

/** What the match becomes, in order. The template has at least one step. */
export function opsOf(match: Match, template: Template): readonly Op[] {
  const { steps } = template;
  const slots = slotsOf(match, template);
  const ops: Op[] = [];
  const written = new Set<number>();
  let waiting: Slot[] = [slots[0] as Slot];
  let before: string | undefined;
  const { source } = match.node.tree;
  for (const [index, step] of steps.entries()) {
    const own = opsOfStep(match, step, written);
    if (own.length > 0) {
      ops.push(...opsOfSlots(waiting, { before, after: step.item.text, source }));
      ops.push(...own);
      before = step.item.text;
      waiting = [];
    }
    waiting.push(slots[index + 1] as Slot);
  }
  return [...ops, ...opsOfSlots(waiting, { before, after: undefined, source })];
}

function opsOfStep(match: Match, { item, part }: Step, written: Set<number>): readonly Op[] {
  const source = match.node.tree.source;
  const known = part === undefined ? undefined : (match.parts[part] as Part);
  if (known?.run !== undefined && part !== undefined) {
    const isCopy = written.has(part);
    written.add(part);
    return known.start === known.end ? [] : [{ kind: "run", run: known.run, isCopy }];
  }
  const text = item.isOutermost ? bracketFor(match, item.text) : item.text;
  return known !== undefined && source.slice(known.start, known.end) === text
    ? [{ kind: "keep", start: known.start, end: known.end }]
    : [{ kind: "add", text }];
}

/** A body that matched a call stays a body. */
function bracketFor({ isBody }: Match, text: string): string {
  const bodies: Readonly<Record<string, string>> = { "(": "{", ")": "}" };
  return (isBody ? bodies[text] : undefined) ?? text;
}

/** The steps around slots, undefined at the ends, and the text of the file. */
interface Around {
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly source: string;
}

/** Of what stands between two steps where parts of nothing stood between them, only what says something. */
function opsOfSlots(slots: readonly Slot[], around: Around): readonly Op[] {
  if (slots.length === 1) {
    return opsOfSlot(slots[0] as Slot);
  }
  const spans = slots.flatMap((slot) => (slot.kind === "kept" ? slot.spans : []));
  const comments = spans.filter(({ text }) => text.includes(";"));
  if (comments.length > 0) {
    return opsOfSlot(keptSlot(comments));
  }
  const isInside = !isOpener(around.before ?? "(") && !isCloser(around.after ?? ")");
  const fitting = spans.filter((span) => isInside || stoodThere(span, around));
  const kept = fitting.find(isTelling) ?? fitting[0];
  if (kept !== undefined) {
    return opsOfSlot(keptSlot([kept]));
  }
  const first = slots.find((slot) => slot.kind === "text" && slot.text !== "");
  return isInside && first !== undefined ? opsOfSlot(first) : [];
}

/** Whether blanks inside of a bracket are the author's and not those beside a part of nothing. */
function stoodThere({ start, end }: Gap, { before, after, source }: Around): boolean {
  return (
    (isCloser(after) && isCloser(source.charAt(end))) ||
    (isOpener(before) && isOpener(source.charAt(start - 1)))
  );
}

function opsOfSlot(slot: Slot): readonly Op[] {
  return slot.kind === "text"
    ? [{ kind: "add", text: slot.text }]
    : slot.spans.map(({ start, end }) => ({ kind: "keep", start, end }));
}

/** What stands before each step, and behind the last one. */
function slotsOf(match: Match, template: Template): readonly Slot[] {
  const { steps, keepsGaps, text } = template;
  const gaps = gapsOf(match);
  const shift = shiftFor(match, text.source);
  const slots: Slot[] = steps.map(({ item }) => ({ kind: "text", text: shift(item.gap) }));
  slots.push({ kind: "text", text: "" });
  if (keepsGaps) {
    return slots.map((slot, index) => {
      const gap = gaps[index - 1];
      const isBroken = slot.kind === "text" && slot.text.includes("\n");
      return gap === undefined || gap.text === "" || (isBroken && !isTelling(gap))
        ? slot
        : keptSlot([gap]);
    });
  }
  const hasComment = ({ text }: Gap): boolean => text.includes(";");
  let anchor: { readonly step: number; readonly part: number } | undefined;
  for (const [index, { part, isInOrder }] of [...steps, END].entries()) {
    const isEnd = index === steps.length;
    if (!isInOrder || part === undefined) {
      continue;
    }
    const own = gaps.slice(anchor?.part ?? 0, isEnd ? gaps.length : part);
    const first = anchor === undefined ? 0 : anchor.step + 1;
    const isBetween = anchor !== undefined && !isEnd;
    if (!own.some(hasComment)) {
      place(slots, { first, last: index, isBetween }, own);
    }
    anchor = { step: index, part };
  }
  putComments(slots, match, template);
  return slots;
}

/** Comments stand where they have their place; what else stood between the same parts gives way. */
function putComments(slots: Slot[], match: Match, template: Template): void {
  const bySlot = new Map<number, Gap[]>();
  for (const { gap, slot } of placeComments(match, template)) {
    if (slot !== undefined) {
      bySlot.set(slot, [...(bySlot.get(slot) ?? []), slot === 0 ? withoutBlanks(gap) : gap]);
    }
  }
  for (const [slot, gaps] of bySlot) {
    slots[slot] = keptSlot(gaps.map((gap, index) => withoutEnd(gap, gaps[index + 1])));
  }
}

/** Without the indentation, and the line end, that the next comment brings itself. */
function withoutEnd(gap: Gap, next: Gap | undefined): Gap {
  if (next === undefined) {
    return gap;
  }
  const bringsLine = /^[ \t]*\r?\n/.test(next.text);
  const text = gap.text.replace(bringsLine ? /\s*$/ : /[ \t]*$/, "");
  return { start: gap.start, end: gap.start + text.length, text };
}

/** Stands behind all steps and all parts. */
const END = { part: Number.POSITIVE_INFINITY, isInOrder: true };

function keptSlot(gaps: readonly Gap[]): Slot {
  return { kind: "kept", spans: gaps.filter(({ text }) => text !== "") };
}

/** Slots from `first` to `last`; outside of the match where they are not between two parts of it. */
interface Segment {
  readonly first: number;
  readonly last: number;
  readonly isBetween: boolean;
}

/** Puts what stood between parts into one of the slots that are there instead. */
function place(slots: Slot[], { first, last, isBetween }: Segment, gaps: readonly Gap[]): void {
  const all = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const textAt = (at: number): string => (slots[at] as { text?: string }).text ?? "";
  const open = all.filter((at) => textAt(at) !== "");
  const onOneLine = open.find((at) => !textAt(at).includes("\n"));
  const isKept = gaps.some(isTelling) || onOneLine === first;
  if (isBetween && first === last && gaps.length === 1 && isKept) {
    slots[first] = keptSlot(gaps);
    return;
  }
  const broken = gaps.find(({ text }) => text.includes("\n"));
  const blank = gaps.find(({ text }) => text !== "");
  if (broken !== undefined && open.length > 0) {
    slots[open.at(-1) as number] = keptSlot([broken]);
  } else if (blank !== undefined && isBetween && onOneLine !== undefined) {
    slots[onOneLine] = keptSlot([blank]);
  }
}

/** Whether it is more than blanks on a line, which a template may lay out anew. */
function isTelling({ text }: Gap): boolean {
  return /[;\n]/.test(text);
}

function withoutBlanks({ start, end, text }: Gap): Gap {
  const blanks = text.indexOf(";");
  return { start: start + blanks, end, text: text.slice(blanks) };
}

/** Moves the lines of a template to the column of the match, and gives them the line ends of the file. */
function shiftFor({ node }: Match, template: string): (text: string) => string {
  const own = /^\s*/.exec(template)?.[0] ?? "";
  const column = own.length - own.lastIndexOf("\n") - 1;
  return (text) => {
    const [first = "", ...lines] = text.split(/\r?\n/);
    if (lines.length === 0) {
      return first;
    }
    const { source } = node.tree;
    const line = source.slice(source.lastIndexOf("\n", node.start - 1) + 1, node.start);
    const margin = line.replace(/[^\t]/g, " ");
    const lineEnd = /\r?\n/.exec(source)?.[0] ?? "\n";
    const moved = lines.map((each, index) => {
      const isBlank = each.trim() === "" && index < lines.length - 1;
      const shared = Math.min(/^[ \t]*/.exec(each)?.[0].length ?? 0, column);
      return isBlank ? "" : margin + each.slice(shared);
    });
    return [first, ...moved].join(lineEnd);
  };
}
