// Prints new nodes, recast style: reused nodes print as their source has them, new ones are
// laid out by prettier's document printer at the column where they will stand.
// Invariant: what is printed parses to a tree equal to the one described, at any width.

import * as prettierDoc from "prettier/doc";
import type { NewNode } from "../syntax/build.js";
import type { SyntaxNode } from "../syntax/tree.js";
import { newTextOf, RewriteBuilder } from "./rewrite.js";
import { type Shift, writeShifted } from "./shift.js";

const { align, breakParent, group, hardline, indent, line } = prettierDoc.builders;
type Doc = prettierDoc.builders.Doc;

/** Where and how printed code will stand. */
export interface PrintOptions {
  /** Column (0-based, UTF-16 units) at which the first character will stand. */
  readonly column: number;
  /** Columns that a line should not exceed; default 80. Atoms are never broken. */
  readonly width?: number;
  /** The line end to use; default `\n`. */
  readonly lineEnd?: string;
  /** What lines after the first begin with, where the file is not indented with blanks. */
  readonly indent?: string;
}

/**
 * The text of a new node, without blanks before or after it.
 * Reused nodes that span lines are shifted rigidly to where they come to stand.
 */
export function printNode(node: NewNode, options: PrintOptions): string {
  const { column, width = 80, lineEnd = "\n", indent: own } = options;
  const pieces: Piece[] = [];
  const doc = align(column, docOf(node, pieces));
  // The blanks before the node make the printer see its real column; they are cut off again.
  const printed = prettierDoc.printer.printDocToString([" ".repeat(column), doc], {
    printWidth: width,
    tabWidth: 2,
    useTabs: false,
  }).formatted;
  return withPieces(printed.slice(column), { column, indent: own }, pieces).join(lineEnd);
}

// Reused text must not pass through the printer, which trims blanks at line ends and is slow
// on deep nesting. A run of placeholders of the same width stands for it: the first says
// that a piece starts, the others fill up.
const STARTS_PIECE = "\uE000";
const FILLS_PIECE = "\uE001";

/** Where a piece comes to stand: its column, or what its line begins with. */
interface Place {
  readonly column: number;
  readonly indent: string | undefined;
}

/** What stands for itself in place of a run of placeholders, given where it starts. */
type Piece = (place: Place) => string;

function docOf(node: NewNode, pieces: Piece[]): Doc {
  if (node.kind === "reuse") {
    return placeholder(node.node.text, (place) => shiftedText(node.node, place), pieces);
  }
  if (node.kind === "atom") {
    const { text } = node;
    return text.includes(STARTS_PIECE) ? placeholder(text, () => text, pieces) : text;
  }
  if (node.kind === "comment") {
    // The printer would take blanks away that end it. What follows stands on the next line.
    return [placeholder(node.text, () => node.text, pieces), breakParent];
  }
  if (node.kind === "prefixed") {
    return [node.mark, align(node.mark.length, docOf(node.node, pieces))];
  }
  const open = node.kind === "list" ? "(" : "{";
  const bracket = node.kind === "list" ? ")" : "}";
  const items = pairedItems(node.items, pieces);
  const [head, ...rest] = items;
  if (head === undefined) {
    return open + bracket;
  }
  const close: Doc = node.items.at(-1)?.kind === "comment" ? [hardline, bracket] : bracket;
  if (rest.length === 0) {
    return [open, align(1, head), close];
  }
  const startsWithKey = isKeyword(node.items[0]);
  const body = rest.map((item) => [line, item]);
  return group(
    startsWithKey
      ? [open, align(1, [head, ...body]), close]
      : [open, align(1, head), indent(body), close],
  );
}

/** Items as documents; a keyword and the value behind it stay on one line. */
function pairedItems(items: readonly NewNode[], pieces: Piece[]): Doc[] {
  const docs: Doc[] = [];
  for (let at = 0; at < items.length; at++) {
    const item = items[at] as NewNode;
    const value = items[at + 1];
    if (isKeyword(item) && value !== undefined && value.kind !== "comment") {
      docs.push([docOf(item, pieces), " ", docOf(value, pieces)]);
      at++;
    } else {
      docs.push(docOf(item, pieces));
    }
  }
  return docs;
}

function isKeyword(node: NewNode | undefined): boolean {
  return node?.kind === "atom" && node.text.startsWith(":");
}

function placeholder(text: string, piece: Piece, pieces: Piece[]): Doc {
  pieces.push(piece);
  const firstLine = text.split("\n", 1)[0] as string;
  const stand = STARTS_PIECE + FILLS_PIECE.repeat(firstLine.length - 1);
  return text.includes("\n") ? [stand, breakParent] : stand;
}

/** The printed lines with every run of placeholders replaced by what it stands for. */
function withPieces(
  printed: string,
  { column, indent: own }: Place,
  pieces: readonly Piece[],
): string[] {
  let next = 0;
  return printed.split("\n").map((text, lineNumber) => {
    const isFirst = lineNumber === 0;
    const line = isFirst || own === undefined ? text : own + text.trimStart();
    return line.replace(/\uE000\uE001*/g, (_, offset: number) => {
      const piece = pieces[next++] as Piece;
      return piece({ column: isFirst ? column + offset : offset, indent: own });
    });
  });
}

/** The node's text with the lines after its first moved by as much as the first moves. */
function shiftedText(node: SyntaxNode, { column, indent: own }: Place): string {
  const { tree } = node;
  if (own !== undefined) {
    return textShifted(node, { from: blanksBefore(node), to: own });
  }
  const oldColumn = tree.lines.position(node.start).column - 1;
  const delta = column - oldColumn;
  const shift =
    delta >= 0 ? { from: "", to: " ".repeat(delta) } : { from: " ".repeat(-delta), to: "" };
  return textShifted(node, shift);
}

function textShifted({ tree, index }: SyntaxNode, shift: Shift): string {
  const out = new RewriteBuilder(tree.source);
  writeShifted(out, tree, index, tree.after(index), shift);
  return newTextOf(out.build());
}

/** The blanks that the node's line begins with. */
function blanksBefore({ tree, start }: SyntaxNode): string {
  const line = tree.source.slice(tree.source.lastIndexOf("\n", start - 1) + 1, start);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}
