// Finishes a half-migrated file: old registrations among the stages are renamed where they stand,
// those above the pipeline become its first stages. Everything else stays as it is.

import type { Rewrite } from "../../../src/edit/rewrite.js";
import { type Replacements, replacementsOf } from "../../../src/edit/shift.js";
import {
  LIST_ENTRIES,
  type Mode,
  REGISTRATIONS,
  STAGES,
} from "../../../src/framework/framework-api.js";
import type { Script } from "../../../src/program/script.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxNode, SyntaxTree } from "../../../src/syntax/tree.js";
import type { Unfinished } from "../judge/unfinished.js";
import { type Block, readBlocks } from "./blocks.js";
import type { Placed } from "./place-comments.js";
import { SuiteWriter } from "./suite-writer.js";

/**
 * Writes the finished file. Precondition: the analysis lets it migrate. `indentation` is for a
 * pipeline whose stages show none.
 */
export function layOutFinished(
  { tree }: Script,
  unfinished: Unfinished,
  indentation?: string,
): Rewrite {
  const writer = new SuiteWriter(tree, renames(unfinished), indentation);
  const { blocks, tail } = readBlocks(tree);
  const stages = new Map(
    unfinished.above.map((item) => {
      const block = blocks.find(({ node }) => node.is(item.node)) as Block;
      return [block, { item, block, detached: [], formIndent: block.lineIndent }];
    }),
  );
  for (const block of blocks) {
    const { detached, blankLines, node, startsLine, trailing } = block;
    const { start } = detached[0]?.blankLines ?? blankLines;
    if (startsLine) {
      writer.startLine();
    }
    if (stages.has(block)) {
      // Its own comments go with it; what is set off from it, a header for one, stays.
      writer.keep({ start, end: detached.length > 0 ? blankLines.end : start });
    } else if (node.is(unfinished.pipeline)) {
      writer.keep({ start, end: node.index });
      writePipeline(writer, unfinished, [...stages.values()]);
      writer.keep(trailing);
    } else {
      // What parted it from a form of its line that went would be a blank in front of a line.
      const isFirstNow = writer.atLineStart && !startsLine;
      writer.keep({ start: isFirstNow ? node.index : start, end: trailing.end });
    }
  }
  writer.keep(tail);
  return writer.build();
}

function renames({ above, inside, style }: Unfinished): Replacements {
  const names = style === "builder" ? STAGES : LIST_ENTRIES;
  const forms = [...above.map(({ form }) => form), ...inside];
  return replacementsOf(
    new Map(forms.map(({ head, name }) => [head.index, names[REGISTRATIONS[name] as Mode]])),
  );
}

/** The pipeline with `stages` behind its head, and the old calls in it as the stages they are. */
function writePipeline(
  writer: SuiteWriter,
  { pipeline, head, parts, inside }: Unfinished,
  stages: readonly Placed[],
): void {
  const { tree, index } = pipeline;
  const indent = parts.map(lineIndentOf).find((own) => own !== undefined) ?? writer.style.indent;
  let at = index;
  if (stages.length > 0) {
    at = lineEndAfter(tree, tree.after(head.index));
    writer.keep({ start: index, end: at });
    for (const [position, placed] of stages.entries()) {
      writer.startLine();
      // Below a comment that stayed behind, the blank line stayed as well.
      writer.writeLead(placed, indent, position === 0 || placed.block.detached.length > 0);
      writer.writeForm(placed, indent);
      writer.keep(placed.block.trailing);
    }
    writer.startLine();
    at = startsLine(tree, at) ? at : writeIndentAt(writer, tree, at, indent);
  }
  for (const { node } of inside) {
    const own = lineIndentOf(node);
    if (own !== undefined && own !== indent) {
      const start = startWithComments(tree, node.index, own);
      writer.rewrite({ start: at, end: start });
      writer.writeLines({ start, end: tree.after(node.index) }, { from: own, to: indent });
      at = tree.after(node.index);
    }
  }
  writer.rewrite({ start: at, end: tree.after(index) });
}

/** Puts what stood behind other forms of its line on a line of its own. */
function writeIndentAt(writer: SuiteWriter, tree: SyntaxTree, at: number, indent: string): number {
  writer.add(indent);
  return tree.kind(at) === SyntaxKind.Whitespace ? at + 1 : at;
}

/** The blanks before a form that is the first of its line; undefined for any other. */
function lineIndentOf({ tree, index }: SyntaxNode): string | undefined {
  const hasBlanks = tree.kind(index - 1) === SyntaxKind.Whitespace;
  const first = hasBlanks ? index - 1 : index;
  return startsLine(tree, first)
    ? tree.source.slice(tree.start(first), tree.start(index))
    : undefined;
}

function startsLine(tree: SyntaxTree, at: number): boolean {
  return tree.kind(at - 1) === SyntaxKind.Newline;
}

/** The element behind the line end, where only blanks and a comment stand before it; else `from`. */
function lineEndAfter(tree: SyntaxTree, from: number): number {
  let at = from;
  while (tree.kind(at) === SyntaxKind.Whitespace || tree.kind(at) === SyntaxKind.Comment) {
    at++;
  }
  return tree.kind(at) === SyntaxKind.Newline ? at + 1 : from;
}

/** First element of the form's lines, those of the comments directly above it included. */
function startWithComments(tree: SyntaxTree, index: number, indent: string): number {
  let start = indent === "" ? index : index - 1;
  for (;;) {
    const comment = start - 2;
    const first = tree.kind(comment - 1) === SyntaxKind.Whitespace ? comment - 1 : comment;
    if (tree.kind(comment) !== SyntaxKind.Comment || !startsLine(tree, first)) {
      return start;
    }
    start = first;
  }
}
