// What the parts of a line are, for colouring: comments, strings, calls. Invariant: the pieces of
// a line tile it, without its line end. A string over several lines has a piece on each of them.

import { isTokenKind, SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxTree } from "../syntax/tree.js";
import { treeOf } from "../syntax/tree-of.js";
import { type Lines, withoutLineEnd } from "./lines.js";

/**
 * What a piece of text is to its reader: `call` is the head of a list, `keyword` a symbol such as
 * `:name`, `mark` a bracket or reader prefix, `plain` anything else, blanks included.
 */
export type PieceKind = "comment" | "string" | "number" | "keyword" | "call" | "mark" | "plain";

/** Offsets count from the start of the line. */
export interface SyntaxPiece {
  readonly kind: PieceKind;
  readonly start: number;
  readonly end: number;
}

/** A function from a line of the text to its pieces, in order; neighbours are of different kinds. */
export function createSyntaxPieces(
  text: string,
  lines: Lines,
): (line: number) => readonly SyntaxPiece[] {
  const tree = treeOf(text);
  return (line) => {
    const lineStart = lines.start(line);
    const length = withoutLineEnd(lines.at(line)).length;
    return length === 0 ? [] : piecesIn(tree, lineStart, lineStart + length);
  };
}

function piecesIn(tree: SyntaxTree, start: number, end: number): readonly SyntaxPiece[] {
  const pieces: { kind: PieceKind; start: number; end: number }[] = [];
  for (let index = tree.tokenAt(start); index < tree.size && tree.start(index) < end; index++) {
    if (!isTokenKind(tree.kind(index))) {
      continue;
    }
    const kind = pieceKind(tree, index);
    const pieceEnd = Math.min(tree.end(index), end) - start;
    const last = pieces.at(-1);
    if (last?.kind === kind) {
      last.end = pieceEnd;
    } else {
      pieces.push({ kind, start: Math.max(tree.start(index) - start, 0), end: pieceEnd });
    }
  }
  return pieces;
}

function pieceKind(tree: SyntaxTree, index: number): PieceKind {
  switch (tree.kind(index)) {
    case SyntaxKind.Comment:
      return "comment";
    case SyntaxKind.String:
      return "string";
    case SyntaxKind.Number:
      return "number";
    case SyntaxKind.Symbol:
      return symbolKind(tree, index);
    case SyntaxKind.Whitespace:
    case SyntaxKind.Newline:
    case SyntaxKind.Unknown:
      return "plain";
    default:
      return "mark";
  }
}

function symbolKind(tree: SyntaxTree, index: number): PieceKind {
  if (tree.text(index).startsWith(":")) {
    return "keyword";
  }
  return tree.kind(index - 1) === SyntaxKind.OpenParen ? "call" : "plain";
}
