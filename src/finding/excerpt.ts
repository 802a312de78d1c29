// The line that a finding stands on, kept with the finding when its text is at hand, so that reports
// can show it later. Invariant: of however long a line only what is around the place is kept.

import type { Span } from "../syntax/span.js";
import { detach } from "../text/detach.js";

/** A line of a file, or a piece of it. */
export interface Excerpt {
  /** As it stands in the file, without its line end. */
  readonly text: string;
  /** The place, in UTF-16 units of `text`; `end` is never beyond its last one. */
  readonly start: number;
  readonly end: number;
  /** What of the line is not in `text`. */
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

/** How much of a line is kept on either side of the place. */
const KEPT = 320;

/** The line on which the span starts, as far as it is kept; no more of it is looked at. */
export function excerptOf(source: string, span: Span): Excerpt {
  const first = Math.max(0, span.start - KEPT);
  const last = Math.min(source.length, span.start + KEPT);
  const lineStart = first + source.slice(first, span.start).lastIndexOf("\n") + 1;
  const lineEnd = lineEndUpTo(source, span.start, last);
  const from = wholeCharacter(source, lineStart);
  const to = wholeCharacter(source, lineEnd ?? last);
  return {
    text: detach(source.slice(from, to)),
    start: span.start - from,
    end: Math.max(span.start, Math.min(span.end, to)) - from,
    isCutBefore: from > 0 && source[from - 1] !== "\n",
    isCutAfter: lineEnd === undefined,
  };
}

/** Where the line ends that `start` stands on; undefined where it goes on behind `last`. */
function lineEndUpTo(source: string, start: number, last: number): number | undefined {
  // A line end takes two characters at most.
  const lineFeed = source.slice(start, last + 2).indexOf("\n");
  if (lineFeed === -1 && last < source.length) {
    return undefined;
  }
  const end = endOfText(source, lineFeed === -1 ? source.length : start + lineFeed, start);
  return end <= last ? end : undefined;
}

/** A carriage return before the line feed is part of the line's end. */
function endOfText(source: string, end: number, start: number): number {
  return end > start && source[end - 1] === "\r" ? end - 1 : end;
}

/** The offset, moved forward where it stands in the middle of a surrogate pair. */
function wholeCharacter(source: string, offset: number): number {
  const code = source.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset + 1 : offset;
}
