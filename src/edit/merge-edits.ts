// The same edits for a text that somebody has edited meanwhile. Invariant: the result is the other text with
// nothing but the edits made, and the edited text with nothing but the other changes made; where both touch
// one place there is no result. Used where a file is staged in parts: what is not staged stays.

import { diffArrays } from "diff";
import type { Span } from "../syntax/span.js";
import { applyEdits, type Edit, editBetween } from "./edit.js";

/** The text with both changes, or the first place in `source` at which they get into each other's way. */
export type Merged = { readonly text: string } | { readonly conflict: Span };

/** Beyond so many changed lines nothing is compared: finding the fewest takes time by their square. */
const MOST = 2_000;

/**
 * Makes the edits of `source`, which are valid, in `other`, which was `source` once. Changes may touch, but not
 * overlap, and not insert at one place, since their order would be a guess: but for whole lines of `other`,
 * which come before what indents or opens the next one. A change that both make is made once.
 *
 * Edits indent `b`, and somebody has put a line before it:
 * ```
 * a      a        a
 * b  ->  new  ->  new
 *        b          b
 * ```
 */
export function mergeEdits(source: string, edits: readonly Edit[], other: string): Merged {
  const own = edits.flatMap((edit) => narrow(source, edit));
  const merged: Edit[] = [];
  const theirs = changesBetween(source, other);
  let next = 0;
  for (const edit of own) {
    for (; next < theirs.length && isBefore(theirs[next] as Edit, edit); next++) {
      merged.push(theirs[next] as Edit);
    }
    const rival = theirs[next];
    if (rival !== undefined && isSame(rival, edit)) {
      next++;
    } else if (rival !== undefined && opensNextLine(edit, rival)) {
      next++;
      merged.push({ span: edit.span, newText: rival.newText + edit.newText });
      continue;
    } else if (rival !== undefined && !isBefore(edit, rival)) {
      return { conflict: edit.span };
    }
    merged.push(edit);
  }
  return { text: applyEdits(source, [...merged, ...theirs.slice(next)]) };
}

/** Whether both insert at one place: what belongs to the next line, behind lines that are whole. */
function opensNextLine({ span, newText }: Edit, lines: Edit): boolean {
  const isOnePlace = span.start === lines.span.end && span.end === lines.span.start;
  return isOnePlace && /^[^\n)}\]]*$/.test(newText) && lines.newText.endsWith("\n");
}

/** Whether the first ends where the second begins, or before, so that it is clear which comes first. */
function isBefore({ span: first }: Edit, { span: second }: Edit): boolean {
  const isPlain = first.end < second.start || first.end > first.start || second.end > second.start;
  return first.end <= second.start && isPlain;
}

function isSame(first: Edit, second: Edit): boolean {
  const { start, end } = first.span;
  return start === second.span.start && end === second.span.end && first.newText === second.newText;
}

/** The edit without what it leaves as it is at its start and end; none where that is all. */
function narrow(source: string, { span, newText }: Edit): readonly Edit[] {
  const { span: inner, newText: text } = editBetween(source.slice(span.start, span.end), newText);
  return inner.start === inner.end && text === ""
    ? []
    : [{ span: { start: span.start + inner.start, end: span.start + inner.end }, newText: text }];
}

/** The edits that make one text of the other: line by line where as many lines came as went. */
function changesBetween(source: string, other: string): readonly Edit[] {
  const [oldLines, newLines] = [linesOf(source), linesOf(other)];
  const parts = diffArrays(oldLines, newLines, { maxEditLength: MOST });
  if (parts === undefined) {
    return narrow(source, { span: { start: 0, end: source.length }, newText: other });
  }
  const edits: Edit[] = [];
  let at = 0;
  let removed: readonly string[] = [];
  const flush = (added: readonly string[]): void => {
    for (const [from, to] of pairs(removed, added)) {
      edits.push(...narrow(source, { span: { start: at, end: at + from.length }, newText: to }));
      at += from.length;
    }
    removed = [];
  };
  for (const part of parts) {
    if (part.removed) {
      removed = part.value;
    } else if (part.added) {
      flush(part.value);
    } else {
      flush([]);
      at += part.value.join("").length;
    }
  }
  flush([]);
  return edits;
}

/** Lines that stand for one another; all of them together where their numbers differ. */
function pairs(
  removed: readonly string[],
  added: readonly string[],
): readonly (readonly [string, string])[] {
  return removed.length === added.length
    ? removed.map((line, index) => [line, added[index] as string] as const)
    : [[removed.join(""), added.join("")]];
}

/** The lines with their ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
