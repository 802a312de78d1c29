// The top level of a file as blocks: each form with the blanks and comments that go where it
// goes (migration.md, "Which comments move with what"). Invariant: the blocks and the tail
// tile the text; nothing belongs to two blocks. The layouts are the only callers.

import { isTriviaKind, SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxNode, SyntaxTree } from "../../../src/syntax/tree.js";

/** A run of elements by number, `end` excluded. */
export interface ElementRange {
  readonly start: number;
  readonly end: number;
}

/** Comment lines with the blank lines above them, set off from what follows by a blank line. */
export interface DetachedComments {
  readonly blankLines: ElementRange;
  readonly comments: ElementRange;
}

/** One top-level form and what stands around it, in the order of the text. */
export interface Block {
  readonly node: SyntaxNode;
  /** Comment blocks above that do not touch the form. */
  readonly detached: readonly DetachedComments[];
  /** Blank lines directly above the attached comments, or above the form. */
  readonly blankLines: ElementRange;
  /** Comment lines directly above the form. */
  readonly attached: ElementRange;
  /** Blanks before the form on its own line: its indentation, or what parts it from its neighbour. */
  readonly indent: ElementRange;
  /** Whether the form is the first thing on its line. */
  readonly startsLine: boolean;
  /** Blanks that start the line on which the form starts; of forms that share a line, the first's. */
  readonly lineIndent: string;
  /** The rest of the form's last line: blanks, a comment, the line end. Empty if more forms follow on it. */
  readonly trailing: ElementRange;
}

export interface Blocks {
  readonly blocks: readonly Block[];
  /** Whatever stands behind the last form's line. */
  readonly tail: ElementRange;
}

/** Splits the top level. Stray closers and the like are not expected: such files are refused. */
export function readBlocks(tree: SyntaxTree): Blocks {
  const blocks: Block[] = [];
  const end = tree.after(0);
  let gapStart = 1;
  let startsLine = true;
  let lineIndent = "";
  for (let index = 1; index < end; ) {
    if (isTriviaKind(tree.kind(index))) {
      index++;
      continue;
    }
    const after = tree.after(index);
    const trailing = { start: after, end: trailingEnd(tree, after) };
    const gap = readGap(tree, { start: gapStart, end: index });
    lineIndent = startsLine ? rangeText(tree, gap.indent) : lineIndent;
    blocks.push({ node: tree.node(index), ...gap, startsLine, lineIndent, trailing });
    startsLine = endsLine(tree, trailing);
    gapStart = trailing.end;
    index = trailing.end;
  }
  return { blocks, tail: { start: gapStart, end } };
}

function rangeText(tree: SyntaxTree, { start, end }: ElementRange): string {
  return start === end ? "" : tree.source.slice(tree.start(start), tree.end(end - 1));
}

/** Whether the range ends in a line end or reaches the end of the text. */
function endsLine(tree: SyntaxTree, { start, end }: ElementRange): boolean {
  return end === tree.size || (start < end && tree.kind(end - 1) === SyntaxKind.Newline);
}

/** End of the form's last line, or `from` itself if another form stands on that line. */
function trailingEnd(tree: SyntaxTree, from: number): number {
  let index = from;
  while (index < tree.size && isTriviaKind(tree.kind(index))) {
    index++;
    if (tree.kind(index - 1) === SyntaxKind.Newline) {
      return index;
    }
  }
  return index === tree.size ? index : from;
}

type Gap = Pick<Block, "detached" | "blankLines" | "attached" | "indent">;

/** Sorts what stands between two forms into comment blocks, blank lines and indentation. */
function readGap(tree: SyntaxTree, gap: ElementRange): Gap {
  const detached: DetachedComments[] = [];
  let blankLines: ElementRange = { start: gap.start, end: gap.start };
  let comments: ElementRange = { start: gap.start, end: gap.start };
  let index = gap.start;
  for (let line = readLine(tree, index, gap.end); line !== undefined; ) {
    if (line.isBlank && comments.end > comments.start) {
      detached.push({ blankLines, comments });
      blankLines = { start: index, end: line.end };
      comments = { start: line.end, end: line.end };
    } else if (line.isBlank) {
      blankLines = { start: blankLines.start, end: line.end };
      comments = { start: line.end, end: line.end };
    } else {
      comments = { start: comments.start, end: line.end };
    }
    index = line.end;
    line = readLine(tree, index, gap.end);
  }
  return { detached, blankLines, attached: comments, indent: { start: index, end: gap.end } };
}

/** The whole line that starts at `index`; undefined when the range ends before the line does. */
function readLine(
  tree: SyntaxTree,
  index: number,
  end: number,
): { readonly end: number; readonly isBlank: boolean } | undefined {
  let isBlank = true;
  for (let at = index; at < end; at++) {
    const kind = tree.kind(at);
    if (kind === SyntaxKind.Newline) {
      return { end: at + 1, isBlank };
    }
    isBlank &&= kind !== SyntaxKind.Comment;
  }
  return undefined;
}
