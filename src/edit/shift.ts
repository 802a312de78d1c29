// Rigid shift: a run of elements re-indented line by line, its inner layout untouched.
// Invariant: a line that starts inside a string literal never moves, since those bytes are
// data, and blank lines stay as they are (migration.md, "Layout").

import { SyntaxKind } from "../syntax/kinds.js";
import { lowerBound } from "../syntax/lower-bound.js";
import type { SyntaxTree } from "../syntax/tree.js";
import type { RewriteBuilder } from "./rewrite.js";

/**
 * Moves lines as the move of leading blanks `from` to `to` moves the first one: both without the end
 * that they share, the one is exchanged for the other at the front of every line, which loses as much
 * of it as it has. So spaces move by a number of columns, and tabs against spaces are exchanged.
 */
export interface Shift {
  readonly from: string;
  readonly to: string;
}

/**
 * Replacements inside a shifted run: number of an element to the text that it becomes. A line feed in
 * it begins a line like the one that the element stands on: with its line end and its indentation.
 */
export interface Replacements {
  /** Numbers of the replaced elements, ascending. */
  readonly elements: readonly number[];
  readonly texts: ReadonlyMap<number, string>;
}

/** Prepares replacements for any number of runs. */
export function replacementsOf(texts: ReadonlyMap<number, string>): Replacements {
  return { elements: [...texts.keys()].sort((a, b) => a - b), texts };
}

const NO_REPLACEMENTS = replacementsOf(new Map());

/**
 * Writes the elements `first` up to, not including, `end` (numbers of one tree), shifted.
 * The blanks before `first` itself are the caller's: only lines that start within the run
 * are shifted. Replaced elements are written as their new text, whatever is below them.
 *
 * Before, with `{ from: "", to: "    " }`:   After:
 * ```
 * (test/define "two                          (test/define "two
 * lines" ; note                              lines" ; note
 *   {true})                                      {true})
 * ```
 */
export function writeShifted(
  out: RewriteBuilder,
  tree: SyntaxTree,
  first: number,
  end: number,
  shift: Shift,
  replacements: Replacements = NO_REPLACEMENTS,
): void {
  // Where the text starts that is read but not yet written: kept in long runs, not token by token.
  let pending = first < end ? tree.start(first) : 0;
  let index = first;
  const flush = (): void =>
    out.keep(pending, index < tree.size ? tree.start(index) : tree.source.length);
  const { elements, texts } = replacements;
  let next = firstFrom(elements, first);
  while (index < end) {
    if (elements[next] === index) {
      flush();
      writeText(out, tree, index, texts.get(index) as string, shift);
      index = tree.after(index);
      while ((elements[next] ?? index) < index) {
        next++;
      }
      pending = index < tree.size ? tree.start(index) : tree.source.length;
      continue;
    }
    const isNewline = tree.kind(index) === SyntaxKind.Newline;
    index++;
    const startsLine = isNewline && index < end && !isBlankLine(tree, index);
    const replacesBlanks = elements[next] === index && tree.kind(index) === SyntaxKind.Whitespace;
    if (startsLine && !replacesBlanks) {
      flush();
      const removed = writeIndent(out, tree, index, shift);
      pending = tree.start(index) + removed;
    }
  }
  flush();
}

/** Writes the text of a replaced element; the lines that it begins are shifted as the element's own. */
function writeText(
  out: RewriteBuilder,
  tree: SyntaxTree,
  index: number,
  text: string,
  shift: Shift,
): void {
  const [first = "", ...lines] = text.split("\n");
  out.add(first);
  for (const line of lines) {
    let start = index;
    while (start > 1 && tree.kind(start - 1) !== SyntaxKind.Newline) {
      start--;
    }
    out.add(start > 1 ? tree.text(start - 1) : "\n");
    const { remove, insert } = difference(shift);
    const blanks = tree.kind(start) === SyntaxKind.Whitespace ? tree.text(start) : "";
    out.add(insert + blanks.slice(commonPrefixLength(blanks, remove)) + line);
  }
}

/** Position of the first element that is not below `from`. */
function firstFrom(elements: readonly number[], from: number): number {
  return lowerBound(elements.length, (at) => (elements[at] as number) < from);
}

/**
 * Writes what a shift adds before the line that starts at element `index`.
 *
 * @returns how many of the line's own blanks it takes away; the rest is the caller's to keep.
 */
export function writeIndent(
  out: RewriteBuilder,
  tree: SyntaxTree,
  index: number,
  shift: Shift,
): number {
  const hasBlanks = index < tree.size && tree.kind(index) === SyntaxKind.Whitespace;
  const { remove, insert } = difference(shift);
  out.add(insert);
  return hasBlanks ? commonPrefixLength(tree.text(index), remove) : 0;
}

/** What a shift takes from the front of a line, and what it puts there. */
function difference({ from, to }: Shift): { readonly remove: string; readonly insert: string } {
  const shared = commonEndLength(from, to);
  return {
    remove: from.slice(0, from.length - shared),
    insert: to.slice(0, to.length - shared),
  };
}

/** Whether the line that starts at element `index` holds nothing but blanks. */
export function isBlankLine(tree: SyntaxTree, index: number): boolean {
  const at = index < tree.size && tree.kind(index) === SyntaxKind.Whitespace ? index + 1 : index;
  return at >= tree.size || tree.kind(at) === SyntaxKind.Newline;
}

function commonPrefixLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) {
    length++;
  }
  return length;
}

function commonEndLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) {
    length++;
  }
  return length;
}
