// Puts a migrated block back between its fences: the rewrite of its text becomes one of the
// Markdown text. Invariant: what stands before a line that is kept is kept with it, byte for byte,
// and every added line starts with what the block's other lines start with.

import type { Fragment, Rewrite, RewriteBuilder } from "../edit/rewrite.js";
import { type BlockLine, lineAround, type MarkdownBlock, placeInMarkdown } from "./read-blocks.js";

/** Appends the lines of the block to the rewrite of the Markdown text. Cost: fragments × log lines. */
export function writeBlock(block: MarkdownBlock, rewrite: Rewrite, to: RewriteBuilder): void {
  let atLineStart = true;
  for (const [index, fragment] of rewrite.fragments.entries()) {
    if (typeof fragment !== "string") {
      const { start, end } = fragment;
      if (atLineStart) {
        keepPrefix(block, lineStartingAt(block, start), to);
      }
      to.keep(placeInMarkdown(block, start), endInMarkdown(block, end));
      atLineStart = block.text.charAt(end - 1) === "\n";
    } else {
      const next = rewrite.fragments[index + 1];
      atLineStart = addLines(block, fragment, atLineStart, next, to);
    }
  }
}

/** The prefix of the line as it stands, or the block's own for a line that had none. */
function keepPrefix(
  { prefix }: MarkdownBlock,
  line: BlockLine | undefined,
  to: RewriteBuilder,
): void {
  if (line === undefined) {
    to.add(prefix);
  } else {
    to.keep(line.start, line.contentStart);
  }
}

/** Adds text line by line, and answers whether it ends at the start of a line. */
function addLines(
  block: MarkdownBlock,
  text: string,
  startsLine: boolean,
  next: Fragment | undefined,
  to: RewriteBuilder,
): boolean {
  let atLineStart = startsLine;
  for (const [line] of text.matchAll(/[^\n]*\n|[^\n]+/g)) {
    const isUnfinished = !line.endsWith("\n");
    if (atLineStart && isUnfinished) {
      keepPrefix(block, shiftedLine(block, next), to);
    } else if (atLineStart) {
      to.add(line.trim() === "" ? block.prefix.trimEnd() : block.prefix);
    }
    to.add(line);
    atLineStart = !isUnfinished;
  }
  return atLineStart;
}

/** The line that the added text indents: it keeps its prefix, and the text goes behind that. */
function shiftedLine(block: MarkdownBlock, next: Fragment | undefined): BlockLine | undefined {
  const line = typeof next === "object" ? lineStartingAt(block, next.start) : undefined;
  const isUsual = line !== undefined && line.contentStart - line.start === block.prefix.length;
  return isUsual ? line : undefined;
}

function lineStartingAt({ lines }: MarkdownBlock, offset: number): BlockLine | undefined {
  const line = lineAround(lines, offset);
  return line?.textStart === offset ? line : undefined;
}

/** Where kept text ends: behind its line feed, before what the next line starts with. */
function endInMarkdown(block: MarkdownBlock, end: number): number {
  return end === block.text.length
    ? block.end
    : (lineStartingAt(block, end)?.start ?? placeInMarkdown(block, end));
}
