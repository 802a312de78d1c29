// Where comments between the parts of a match stand in what it becomes. One on the line of a part stays behind that
// part, one on lines of its own above the next. Where the part goes, its neighbours or a new head may take its place;
// a comment that would stand beside something else has no place, and the match stays as it is.

import { type Gap, gapsOf } from "./gaps.js";
import type { Match } from "./match.js";
import type { Step, Template } from "./template.js";

/** Blanks and comments between two parts, and the step in front of which they go; undefined for no place. */
export interface PlacedComment {
  readonly gap: Gap;
  readonly slot: number | undefined;
}

/** All that stands between parts and holds a comment, in order. */
export function placeComments(match: Match, template: Template): readonly PlacedComment[] {
  const gaps = gapsOf(match).filter(({ text }) => text.includes(";"));
  if (gaps.length === 0) {
    return [];
  }
  const places = new Places(match, template);
  let least = 0;
  return gaps.map((gap) => {
    const slot = places.slotOf(gap);
    // Comments never change places with each other.
    if (slot === undefined || slot < least) {
      return { gap, slot: undefined };
    }
    least = slot;
    return { gap, slot };
  });
}

/** A part that holds something. */
interface Solid {
  readonly start: number;
  readonly end: number;
  /** Undefined for what a hole stands for. */
  readonly token: string | undefined;
  /** The step that it is; undefined for a part that goes, or is put elsewhere. */
  readonly step: number | undefined;
  /** Its number among all parts. */
  readonly part: number;
}

class Places {
  readonly #solids: readonly Solid[];
  readonly #steps: readonly Step[];
  readonly #keepsGaps: boolean;

  constructor({ node, parts }: Match, { steps, keepsGaps }: Template) {
    this.#steps = steps;
    this.#keepsGaps = keepsGaps;
    const stepOf = new Map<number | undefined, number>();
    for (const [index, { part, isInOrder }] of steps.entries()) {
      if (isInOrder) {
        stepOf.set(part, index);
      }
    }
    const { source } = node.tree;
    this.#solids = parts
      .map(({ start, end, run }, part) => {
        const token = run === undefined ? source.slice(start, end) : undefined;
        return { start, end, token, step: stepOf.get(part), part };
      })
      .filter(({ start, end }) => start < end);
  }

  /** Both what stands on the line of a part and what stands on lines of its own have to go there. */
  slotOf({ end, text }: Gap): number | undefined {
    const next = this.#solids.findIndex(({ start }) => start === end);
    const [ofLine = "", ...ofNext] = text.split("\n");
    const wanted = new Set<number | undefined>();
    if (ofLine.includes(";")) {
      wanted.add(this.#keepsGaps ? this.#staying(next - 1, next) : this.#behind(next - 1));
    }
    if (ofNext.some((line) => line.includes(";"))) {
      wanted.add(this.#keepsGaps ? this.#staying(next, next) : this.#above(next));
    }
    const [slot] = wanted;
    return wanted.size === 1 ? slot : undefined;
  }

  /** The slot in front of a part where all gaps stay: what a token becomes stands in its place. */
  #staying(beside: number, next: number): number | undefined {
    const { token, step } = this.#solid(beside);
    return token !== undefined || step !== undefined ? this.#solid(next).part : undefined;
  }

  #behind(at: number): number | undefined {
    const { token, step } = this.#solid(at);
    if (step !== undefined) {
      return this.#behindStep(step);
    }
    if (token === undefined) {
      return undefined;
    }
    if (isCloser(token)) {
      return this.#behindLast(at);
    }
    return isOpener(token) || this.#isHead(at) ? this.#behindHead(at) : undefined;
  }

  /** Behind the last datum in front of brackets that go. */
  #behindLast(closer: number): number | undefined {
    let at = closer;
    while (this.#solid(at).step === undefined && isCloser(this.#solid(at).token)) {
      at--;
    }
    const { token, step } = this.#solid(at);
    return step === undefined || isOpener(token) ? undefined : this.#behindStep(step);
  }

  /** Behind a head that goes: behind the new one, or in front of what followed, if that stays. */
  #behindHead(at: number): number | undefined {
    const follows = this.#stepFrom(at + 1);
    if (follows === undefined) {
      return undefined;
    }
    const head = this.#newHead(at);
    if (head !== undefined) {
      return this.#behindStep(head);
    }
    return this.#isFreeBefore(follows) ? this.#aboveStep(follows) : undefined;
  }

  #above(at: number): number | undefined {
    const { token, step } = this.#solid(at);
    if (isCloser(token)) {
      const last = this.#solid(at - 1);
      const isLastThere = last.step !== undefined || this.#behind(at - 1) !== undefined;
      const isEnd = step !== undefined && (isLastThere || this.#isHead(at - 1));
      return isEnd ? this.#aboveStep(step) : this.#behind(at - 1);
    }
    if (step !== undefined) {
      return this.#aboveStep(step);
    }
    if (token !== undefined && isOpener(token)) {
      const follows = this.#stepFrom(at);
      return follows === undefined ? undefined : this.#aboveStep(follows);
    }
    return this.#newHead(at);
  }

  /** The step of the first part from there on that stays, if only brackets and heads are passed that go. */
  #stepFrom(from: number): number | undefined {
    for (let at = from; at < this.#solids.length; at++) {
      const { token, step } = this.#solid(at);
      const mayGo = token !== undefined && (isOpener(token) || this.#isHead(at));
      if (step !== undefined || !mayGo) {
        return step;
      }
    }
    return undefined;
  }

  /** The step that is the head where this one was the head, in brackets that stay. */
  #newHead(at: number): number | undefined {
    const opener = this.#isHead(at) ? this.#solid(at - 1).step : undefined;
    const head = opener === undefined ? undefined : this.#steps[opener + 1];
    return opener !== undefined && head !== undefined && isNewToken(head) ? opener + 1 : undefined;
  }

  #isHead(at: number): boolean {
    const { token } = this.#solid(at);
    const isPlain = token !== undefined && !isOpener(token) && !isCloser(token);
    return isPlain && at > 0 && isOpener(this.#solid(at - 1).token);
  }

  /** Whether what stands in front of a step speaks of it and not of a new datum before it. */
  #isFreeBefore(step: number): boolean {
    const [before, last] = [this.#steps[step - 2], this.#steps[step - 1]];
    return (
      last === undefined ||
      last.isInOrder ||
      isOpener(last.item.text) ||
      (isNewToken(last) && before !== undefined && isOpener(before.item.text))
    );
  }

  /** Behind a step and the new brackets that close there: at the first blank of the template. */
  #behindStep(step: number): number {
    const slots = [step + 1];
    for (let at = step + 1; this.#isNew(at, isCloser); at++) {
      slots.push(at + 1);
    }
    return slots.find((slot) => this.#hasBlank(slot)) ?? step + 1;
  }

  /** In front of a step and the new brackets that open there: at the last blank of the template. */
  #aboveStep(step: number): number {
    let unmarked = step;
    while (this.#isNew(unmarked - 1, isMark)) {
      unmarked--;
    }
    const slots = [unmarked];
    for (let at = unmarked - 1; this.#isNew(at, isOpener); at--) {
      slots.push(at);
    }
    return slots.find((slot) => this.#hasBlank(slot)) ?? unmarked;
  }

  #isNew(at: number, isSuch: (token: string) => boolean): boolean {
    const step = this.#steps[at];
    return step !== undefined && !step.isInOrder && isSuch(step.item.text);
  }

  #hasBlank(slot: number): boolean {
    return (this.#steps[slot]?.item.gap ?? "") !== "";
  }

  #solid(at: number): Solid {
    return this.#solids[at] as Solid;
  }
}

function isNewToken({ item, isInOrder }: Step): boolean {
  return !(isInOrder || item.hole !== undefined || isOpener(item.text) || isCloser(item.text));
}

/** Whether it is a bracket that opens, or a reader prefix. */
export function isOpener(token: string | undefined): boolean {
  return /^[({'`,]/.test(token ?? "");
}

function isMark(token: string): boolean {
  return /^['`,]/.test(token);
}

/** Whether it is a bracket that closes. */
export function isCloser(token: string | undefined): boolean {
  return /^[)}]/.test(token ?? "");
}
