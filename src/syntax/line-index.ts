// Offsets to lines and columns, computed when asked for. A line ends after `\n`;
// a lone `\r` does not end one, as it does not end a comment.

import { lowerBound } from "./lower-bound.js";

/** A place as people count: both numbers start at 1; the column counts UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Line starts of one text. Build it once a text, then every look-up is a binary search. */
export class LineIndex {
  readonly #starts: readonly number[];

  constructor(readonly source: string) {
    const starts = [0];
    for (let at = source.indexOf("\n"); at !== -1; at = source.indexOf("\n", at + 1)) {
      starts.push(at + 1);
    }
    this.#starts = starts;
  }

  /** Number of lines; a text that ends in a line end has an empty last line. */
  get lineCount(): number {
    return this.#starts.length;
  }

  /** Offset of the first character of a line (1-based). Throws RangeError outside the text. */
  lineStart(line: number): number {
    const start = this.#starts[line - 1];
    if (start === undefined) {
      throw new RangeError(`line ${line} is outside 1..${this.lineCount}`);
    }
    return start;
  }

  /** Line and column of an offset; offsets past the end count as the end. */
  position(offset: number): Position {
    const line = this.#lineOf(offset);
    return { line, column: Math.min(offset, this.source.length) - this.lineStart(line) + 1 };
  }

  #lineOf(offset: number): number {
    return lowerBound(this.#starts.length, (at) => (this.#starts[at] as number) <= offset, 1);
  }
}
