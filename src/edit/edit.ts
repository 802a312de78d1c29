// Edits: the one way in which text changes. Validated and applied here and nowhere else.
// Invariant: text outside the spans of a valid list of edits comes out byte for byte.

import type { Span } from "../syntax/span.js";

/** Replaces the text of `span` (UTF-16 offsets into the source) by `newText`. */
export interface Edit {
  readonly span: Span;
  readonly newText: string;
}

/** Thrown for a list of edits that is out of bounds, out of order or overlapping. */
export class EditError extends Error {
  override readonly name = "EditError";
}

/** Whether of two edits in order the second begins in the first, or both insert at one place. */
export function doOverlap(first: Span, second: Span): boolean {
  const isSame = second.start === first.start && second.end === first.end;
  return second.start < first.end || isSame;
}

/**
 * Checks that edits are sorted, lie within a source of `length` code units and do not overlap.
 * Two edits may touch; two insertions at one offset may not, since their order would be a guess.
 * Throws EditError with the offending offsets.
 */
export function validateEdits(length: number, edits: readonly Edit[]): void {
  let previous: Span = { start: -1, end: 0 };
  for (const { span } of edits) {
    if (span.start > span.end || span.start < 0 || span.end > length) {
      throw new EditError(`edit ${span.start}..${span.end} lies outside 0..${length}`);
    }
    if (doOverlap(previous, span)) {
      throw new EditError(
        `edit ${span.start}..${span.end} overlaps or precedes ${previous.start}..${previous.end}`,
      );
    }
    previous = span;
  }
}

/** The source with all edits made. Throws EditError when `validateEdits` does. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  validateEdits(source.length, edits);
  const parts: string[] = [];
  let at = 0;
  for (const { span, newText } of edits) {
    parts.push(source.slice(at, span.start), newText);
    at = span.end;
  }
  parts.push(source.slice(at));
  return parts.join("");
}

/** The edit from the first to the last character in which two texts differ. Linear in them. */
export function editBetween(source: string, newText: string): Edit {
  const shorter = Math.min(source.length, newText.length);
  let start = 0;
  while (start < shorter && source.charCodeAt(start) === newText.charCodeAt(start)) {
    start++;
  }
  let same = 0;
  while (
    same < shorter - start &&
    source.charCodeAt(source.length - 1 - same) === newText.charCodeAt(newText.length - 1 - same)
  ) {
    same++;
  }
  return {
    span: { start, end: source.length - same },
    newText: newText.slice(start, newText.length - same),
  };
}
