// A text as lines, each with its line end. Invariant: the lines joined are the text. Numbers of
// lines count from 0 here; people are shown them from 1. Diffs and reviews are made of these.

import { lowerBound } from "../syntax/lower-bound.js";

/** The lines of a text. A text that ends in a line feed has no empty line behind it. */
export class Lines {
  readonly #text: string;
  /** Offset of each line's first character, and behind them the text's length. */
  readonly #starts: number[];

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
      starts.push(at + 1);
    }
    if (starts.at(-1) !== text.length) {
      starts.push(text.length);
    }
    this.#text = text;
    this.#starts = starts;
  }

  get count(): number {
    return this.#starts.length - 1;
  }

  /** The line with its end; `line` counts from 0 and is below `count`. */
  at(line: number): string {
    return this.#text.slice(this.#starts[line], this.#starts[line + 1]);
  }

  /** UTF-16 offset at which the line starts; the text's length for the line `count`. */
  start(line: number): number {
    return this.#starts[line] as number;
  }

  /** Whether the last line has an end; an empty text has none that lacks one. */
  get endsWithLineEnd(): boolean {
    return this.startsAt(this.#text.length);
  }

  /** The line that holds the offset; `count` for the end of a text that ends in a line feed. */
  lineOf(offset: number): number {
    const isBefore = (at: number): boolean => (this.#starts[at] as number) <= offset;
    const low = lowerBound(this.#starts.length, isBefore, 1) - 1;
    // The end of an unfinished last line belongs to that line.
    return low === this.count && !this.startsAt(offset) ? low - 1 : low;
  }

  /** Whether a line starts at the offset, or the text ends there behind a line feed. */
  startsAt(offset: number): boolean {
    return offset === 0 || this.#text.charCodeAt(offset - 1) === LINE_FEED;
  }
}

const TAB = 9;
const LINE_FEED = 10;
const SPACE = 32;

/** The blanks that the line starts with. */
export function indentOf(line: string): string {
  let end = 0;
  while (isBlank(line.charCodeAt(end))) {
    end++;
  }
  return line.slice(0, end);
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** The line without its line feed and the carriage return before that. */
export function withoutLineEnd(line: string): string {
  if (!line.endsWith("\n")) {
    return line;
  }
  return line.slice(0, line.endsWith("\r\n") ? -2 : -1);
}
