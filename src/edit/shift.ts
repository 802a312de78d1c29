// Rigid shift: a run of elements re-indented line by line, its inner layout untouched.
// Invariant: a line that starts inside a string literal never moves, since those bytes are
// data, and blank lines stay as they are (migration.md, "Layout").

import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxTree } from "../syntax/tree.js";
import type { RewriteBuilder } from "./rewrite.js";

/** Replaces leading blanks `from` by `to` on each line; a line that has less loses what it has. */
export interface Shift {
  readonly from: string;
  readonly to: string;
}

/** Deletions and replacements inside a shifted run: element number to its new text. */
export type Replacements = ReadonlyMap<number, string>;

const NO_REPLACEMENTS: Replacements = new Map();

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
  for (let index = first; index < end; ) {
    const replacement = replacements.get(index);
    if (replacement !== undefined) {
      out.add(replacement);
      index = tree.after(index);
      continue;
    }
    const kind = tree.kind(index);
    if (kind < SyntaxKind.Root) {
      out.keep(tree.start(index), tree.end(index));
    }
    index++;
    if (kind === SyntaxKind.Newline && index < end && !isBlankLine(tree, index)) {
      writeIndent(out, tree, index, shift);
      if (tree.kind(index) === SyntaxKind.Whitespace) {
        index++;
      }
    }
  }
}

/** Writes the shifted blanks of the line that starts at element `index`. */
export function writeIndent(
  out: RewriteBuilder,
  tree: SyntaxTree,
  index: number,
  shift: Shift,
): void {
  const hasBlanks = index < tree.size && tree.kind(index) === SyntaxKind.Whitespace;
  const blanks = hasBlanks ? tree.text(index) : "";
  const start = hasBlanks ? tree.start(index) : 0;
  out.add(shift.to);
  const removed = commonPrefixLength(blanks, shift.from);
  out.keep(start + removed, start + blanks.length);
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
