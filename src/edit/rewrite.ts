// A rewrite: the new text as a sequence of fragments, each kept from the source or added.
// Unlike a list of edits it still knows what was moved, so that a review can show a move
// as a move. Transforms produce rewrites; edits, new text and diffs are read off them.

import { lowerBound } from "../syntax/lower-bound.js";
import type { Span } from "../syntax/span.js";
import { type Edit, validateEdits } from "./edit.js";

/** A piece of new text: a span of the source, kept as it stands, or text that the source lacks. */
export type Fragment = Span | string;

/** A new text as pieces of the old one and of text between them: what a change keeps, and where it goes. */
export interface Rewrite {
  readonly source: string;
  /** In the order of the new text. No two kept spans overlap; none is empty. */
  readonly fragments: readonly Fragment[];
}

/** Collects fragments; neighbours that continue one another become one. */
export class RewriteBuilder {
  readonly #source: string;
  readonly #fragments: Fragment[] = [];
  /** The last fragment, which may go on: a span of the source, or text where the span is empty. */
  #start = 0;
  #end = 0;
  #text = "";
  #lastCharacter = "";

  constructor(source: string) {
    this.#source = source;
  }

  /** Whether the text written so far is empty or ends in a line feed. */
  get atLineStart(): boolean {
    return this.#lastCharacter === "" || this.#lastCharacter === "\n";
  }

  /** Appends `start..end` of the source. */
  keep(start: number, end: number): void {
    if (start === end) {
      return;
    }
    this.#lastCharacter = this.#source.charAt(end - 1);
    if (this.#start === this.#end || this.#end !== start) {
      this.#close();
      this.#start = start;
    }
    this.#end = end;
  }

  /** Appends new text. */
  add(text: string): void {
    if (text === "") {
      return;
    }
    this.#lastCharacter = text.charAt(text.length - 1);
    if (this.#start !== this.#end) {
      this.#close();
    }
    this.#text += text;
  }

  build(): Rewrite {
    this.#close();
    return { source: this.#source, fragments: this.#fragments };
  }

  #close(): void {
    if (this.#start !== this.#end) {
      this.#fragments.push({ start: this.#start, end: this.#end });
    } else if (this.#text !== "") {
      this.#fragments.push(this.#text);
    }
    this.#start = this.#end;
    this.#text = "";
  }
}

/** The rewrite that makes these edits and moves nothing. Throws EditError for invalid edits. */
export function rewriteOfEdits(source: string, edits: readonly Edit[]): Rewrite {
  validateEdits(source.length, edits);
  const builder = new RewriteBuilder(source);
  let at = 0;
  for (const { span, newText } of edits) {
    builder.keep(at, span.start);
    builder.add(newText);
    at = span.end;
  }
  builder.keep(at, source.length);
  return builder.build();
}

/** The text after the rewrite. */
export function newTextOf({ source, fragments }: Rewrite): string {
  return fragments.map((fragment) => fragmentText(source, fragment)).join("");
}

/**
 * The smallest list of edits that the rewrite amounts to: of the kept fragments those that
 * stay in order and weigh most remain in place, all else is removed here and inserted there.
 * Sorted and valid; cost n log n in the number of fragments.
 */
export function editsOf(rewrite: Rewrite): readonly Edit[] {
  const { source, fragments } = rewrite;
  const stays = fragmentsInPlace(fragments);
  const edits: Edit[] = [];
  let at = 0;
  let newText = "";
  const flush = (end: number): void => {
    if (newText !== source.slice(at, end)) {
      edits.push({ span: { start: at, end }, newText });
    }
    newText = "";
  };
  for (const [index, fragment] of fragments.entries()) {
    if (typeof fragment !== "string" && stays[index] === 1) {
      flush(fragment.start);
      at = fragment.end;
    } else {
      newText += fragmentText(source, fragment);
    }
  }
  flush(source.length);
  return edits;
}

/**
 * For each fragment 1 if it stays in place, else 0. In place are the kept fragments of the heaviest
 * subsequence whose source order is increasing, weighed by length. All others moved or are added.
 */
export function fragmentsInPlace(fragments: readonly Fragment[]): Uint8Array {
  const stays = inPlace.get(fragments) ?? findInPlace(fragments);
  inPlace.set(fragments, stays);
  return stays;
}

// Asked for the edits of a rewrite, and again for its review.
const inPlace = new WeakMap<readonly Fragment[], Uint8Array>();

function findInPlace(fragments: readonly Fragment[]): Uint8Array {
  const stays = new Uint8Array(fragments.length);
  const runs = isInOrder(fragments)
    ? [{ first: 0, end: fragments.length }]
    : heaviestRuns(fragments);
  for (const { first, end } of runs) {
    for (let index = first; index < end; index++) {
      stays[index] = typeof fragments[index] === "string" ? 0 : 1;
    }
  }
  return stays;
}

/** Whether nothing moved at all, as in most files. */
function isInOrder(fragments: readonly Fragment[]): boolean {
  let end = 0;
  for (const fragment of fragments) {
    if (typeof fragment !== "string") {
      if (fragment.start < end) {
        return false;
      }
      end = fragment.end;
    }
  }
  return true;
}

/** Kept fragments that follow on one another in both texts: they stay together, or none of them. */
interface Run {
  /** Index of the first one. */
  readonly first: number;
  /** Index behind the last one. What is added stands between them. */
  end: number;
  /** How many kept fragments stand in front of the first one in the source, and that one itself. */
  readonly rank: number;
  weight: number;
}

function heaviestRuns(fragments: readonly Fragment[]): readonly Run[] {
  const runs = runsOf(fragments);
  return heaviestIncreasing(runs).map((index) => runs[index] as Run);
}

function runsOf(fragments: readonly Fragment[]): readonly Run[] {
  const starts = startsOf(fragments).sort();
  const runs: Run[] = [];
  let run: Run | undefined;
  let next = 0;
  for (const [index, fragment] of fragments.entries()) {
    if (typeof fragment === "string") {
      continue;
    }
    const { start, end } = fragment;
    if (run === undefined || starts[next] !== start) {
      next = positionOf(starts, start);
      run = { first: index, end: index, rank: next + 1, weight: 0 };
      runs.push(run);
    }
    run.end = index + 1;
    run.weight += end - start;
    next++;
  }
  return runs;
}

/** Where the kept fragments start in the source, in their order. */
function startsOf(fragments: readonly Fragment[]): Float64Array {
  const starts = new Float64Array(fragments.length);
  let count = 0;
  for (const fragment of fragments) {
    if (typeof fragment !== "string") {
      starts[count++] = fragment.start;
    }
  }
  return starts.subarray(0, count);
}

/** Index of a number among sorted ones. */
function positionOf(sorted: Float64Array, number: number): number {
  return lowerBound(sorted.length, (at) => (sorted[at] as number) <= number, 1) - 1;
}

/** Indices of the heaviest increasing subsequence, by a Fenwick tree of prefix maxima. */
function heaviestIncreasing(runs: readonly Run[]): readonly number[] {
  const highest = runs.reduce((most, { rank }) => Math.max(most, rank), 0);
  const best = new Int32Array(highest + 1).fill(-1);
  const weights = new Float64Array(runs.length);
  const previous = new Int32Array(runs.length).fill(-1);
  let heaviest = -1;
  for (const [index, { rank, weight }] of runs.entries()) {
    const before = maximumUpTo(best, weights, rank - 1);
    previous[index] = before;
    weights[index] = weight + (before === -1 ? 0 : (weights[before] as number));
    raise(best, weights, rank, index);
    if (heaviest === -1 || (weights[index] as number) > (weights[heaviest] as number)) {
      heaviest = index;
    }
  }
  const chain: number[] = [];
  for (let index = heaviest; index !== -1; index = previous[index] as number) {
    chain.push(index);
  }
  return chain;
}

function maximumUpTo(best: Int32Array, weights: Float64Array, rank: number): number {
  let found = -1;
  for (let at = rank; at > 0; at -= at & -at) {
    const candidate = best[at] as number;
    if (
      candidate !== -1 &&
      (found === -1 || (weights[candidate] as number) > (weights[found] as number))
    ) {
      found = candidate;
    }
  }
  return found;
}

function raise(best: Int32Array, weights: Float64Array, rank: number, index: number): void {
  for (let at = rank; at < best.length; at += at & -at) {
    const current = best[at] as number;
    if (current === -1 || (weights[index] as number) > (weights[current] as number)) {
      best[at] = index;
    }
  }
}

function fragmentText(source: string, fragment: Fragment): string {
  return typeof fragment === "string" ? fragment : source.slice(fragment.start, fragment.end);
}
