// Finds the Valk code in a Markdown text: fenced blocks that are marked lisp or valk, with what
// stands before each of their lines. Invariant: prefix and content of the lines, put together, are
// the source's own bytes. The migration of Markdown reads by this; its proof has another reading.

import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { lowerBound } from "../syntax/lower-bound.js";
import { isValkCode } from "./code-language.js";

export interface MarkdownBlock {
  /** Offset of the opening fence: where the block is reported. */
  readonly start: number;
  /** The Valk text, line ends included; the lines are cut free of `prefix`. */
  readonly text: string;
  /** In order; none where `obstacle` says why they cannot be told from what surrounds them. */
  readonly lines: readonly BlockLine[];
  /** Offset behind the last line: where the line of the closing fence starts. */
  readonly end: number;
  /** What stands before every line that is not blank: indentation, the marks of a quotation. */
  readonly prefix: string;
  /** Why the block must not be changed. */
  readonly obstacle?: string;
}

/** A line of a block. */
export interface BlockLine {
  /** Offset into the block's text. */
  readonly textStart: number;
  /** Offsets into the Markdown text: of the line, and of what is Valk in it. */
  readonly start: number;
  readonly contentStart: number;
}

/** What is found within lines; without it, blocks are found at half the cost. */
const INLINE = [
  "attention",
  "autolink",
  "codeText",
  "hardBreakEscape",
  "htmlText",
  "labelEnd",
  "labelStartImage",
  "labelStartLink",
];

/** The blocks in order, empty ones left out. All offsets are UTF-16 offsets. */
export function readBlocks(source: string): readonly MarkdownBlock[] {
  // The library drops a byte order mark, and counts offsets without it.
  const base = source.startsWith("\ufeff") ? 1 : 0;
  const tree = fromMarkdown(source.slice(base), { extensions: [{ disable: { null: INLINE } }] });
  const blocks: MarkdownBlock[] = [];
  const waiting: Nodes[] = [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if ("children" in node) {
      waiting.push(...node.children.toReversed());
    } else if (node.type === "code" && isValkCode(node) && node.value !== "") {
      const start = base + (node.position?.start.offset ?? 0);
      const end = base + (node.position?.end.offset ?? 0);
      blocks.push(readBlock(source, start, end, node.value));
    }
  }
  return blocks;
}

/** Offset into the Markdown text of an offset into the block's text. */
export function placeInMarkdown({ lines, start }: MarkdownBlock, offset: number): number {
  const line = lineAround(lines, offset);
  return line === undefined ? start : line.contentStart + offset - line.textStart;
}

/** The last line that starts at the offset or before it; undefined where there are no lines. */
export function lineAround(lines: readonly BlockLine[], offset: number): BlockLine | undefined {
  const isBefore = (at: number): boolean => (lines[at] as BlockLine).textStart <= offset;
  return lines[lowerBound(lines.length, isBefore, 1) - 1];
}

interface SourceLine {
  readonly start: number;
  readonly content: string;
  readonly lineEnd: string;
}

/** Lines up their text as Markdown reads it with the source. `end` is the end of the closing fence. */
function readBlock(source: string, start: number, end: number, value: string): MarkdownBlock {
  const values = value.split(/\r\n|\n|\r/);
  const lines = linesBetween(source, start, end);
  const body = lines.slice(1, values.length + 1);
  const closing = lines[values.length + 1];
  const refuse = (obstacle: string): MarkdownBlock => ({
    ...{ start, end, text: value, lines: [], prefix: "", obstacle },
  });
  if (closing === undefined || !/(?:`{3}|~{3})[ \t]*$/.test(closing.content)) {
    return refuse("its fence is never closed");
  }
  if (lines.some(({ lineEnd }) => lineEnd === "\r")) {
    return refuse("its lines end in carriage returns, which end no line in Valk");
  }
  if (!body.every(({ content }, index) => content.endsWith(values[index] as string))) {
    return refuse("a tab stands half in the code and half in what surrounds it");
  }
  const prefixes = new Set(body.flatMap((line, index) => prefixOf(line, values[index] as string)));
  if (prefixes.size > 1) {
    return refuse("its lines do not start with the same indentation or quotation marks");
  }
  const [prefix = ""] = prefixes;
  return { start, prefix, end: closing.start, ...cutFree(body, values) };
}

/** What stands before a line's text; none for a blank line, where it may be anything. */
function prefixOf({ content }: SourceLine, value: string): readonly string[] {
  return value.trim() === "" ? [] : [content.slice(0, content.length - value.length)];
}

function cutFree(
  body: readonly SourceLine[],
  values: readonly string[],
): Pick<MarkdownBlock, "text" | "lines"> {
  const lines: BlockLine[] = [];
  let text = "";
  for (const [index, { start, content, lineEnd }] of body.entries()) {
    const value = values[index] as string;
    lines.push({
      textStart: text.length,
      start,
      contentStart: start + content.length - value.length,
    });
    text += value + lineEnd;
  }
  return { text, lines };
}

/** The lines of `start..end`; the first one starts in the middle of its line. */
function linesBetween(source: string, start: number, end: number): readonly SourceLine[] {
  const lines: SourceLine[] = [];
  let at = start;
  for (const match of source.slice(start, end).matchAll(/\r\n|\n|\r/g)) {
    const contentEnd = start + match.index;
    lines.push({ start: at, content: source.slice(at, contentEnd), lineEnd: match[0] });
    at = contentEnd + match[0].length;
  }
  return [...lines, { start: at, content: source.slice(at, end), lineEnd: "" }];
}
