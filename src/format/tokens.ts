// The text as a list of tokens with what stands in front of each: these gaps are all that formatting
// changes. Columns count from 0; a tab reaches up to the next multiple of its width.

import { isTokenKind, SyntaxKind } from "../syntax/kinds.js";
import type { Span } from "../syntax/span.js";
import type { SyntaxTree } from "../syntax/tree.js";

/** A token that is no blank, and the gap in front of it. */
export interface Token {
  readonly kind: SyntaxKind;
  readonly start: number;
  readonly end: number;
  /** The blanks and line ends in front of it; empty where there are none. */
  readonly gap: Span;
  /** Line ends in the gap. */
  readonly newlines: number;
  /** The line on which it starts, counted from 0. */
  readonly line: number;
  /** Where it stands in the source, and where it ends. */
  readonly column: number;
  readonly endColumn: number;
}

/** All tokens but blanks and line ends, in order. Linear. */
export function tokensOf(tree: SyntaxTree, tabWidth: number): readonly Token[] {
  const { source } = tree;
  const tokens: Token[] = [];
  let gapStart = 0;
  let newlines = 0;
  let line = 0;
  let column = 0;
  for (let index = 0; index < tree.size; index++) {
    const kind = tree.kind(index);
    if (!isTokenKind(kind)) {
      continue;
    }
    const [start, end, before] = [tree.start(index), tree.end(index), column];
    column = columnBehind(source, { start, end }, before, tabWidth);
    if (kind === SyntaxKind.Newline) {
      newlines++;
      line++;
    } else if (kind !== SyntaxKind.Whitespace) {
      const gap = { start: gapStart, end: start };
      tokens.push({ kind, start, end, gap, newlines, line, column: before, endColumn: column });
      line += kind === SyntaxKind.String ? lineFeedsIn(source, start, end) : 0;
      gapStart = end;
      newlines = 0;
    }
  }
  return tokens;
}

const LINE_FEED = 10;
const TAB = 9;

/** The column behind a part of a text that begins in a column. */
export function columnBehind(
  source: string,
  { start, end }: Span,
  column: number,
  tabWidth: number,
): number {
  let behind = column;
  for (let at = start; at < end; at++) {
    const code = source.charCodeAt(at);
    if (code === LINE_FEED) {
      behind = 0;
    } else {
      behind += code === TAB ? tabWidth - (behind % tabWidth) : 1;
    }
  }
  return behind;
}

function lineFeedsIn(source: string, start: number, end: number): number {
  let count = 0;
  for (let at = source.indexOf("\n", start); at !== -1 && at < end; count++) {
    at = source.indexOf("\n", at + 1);
  }
  return count;
}

export function isOpener(token: Token | undefined): boolean {
  return token?.kind === SyntaxKind.OpenParen || token?.kind === SyntaxKind.OpenBrace;
}

export function isCloser(token: Token | undefined): boolean {
  return token?.kind === SyntaxKind.CloseParen || token?.kind === SyntaxKind.CloseBrace;
}

export function isComment(token: Token | undefined): boolean {
  return token?.kind === SyntaxKind.Comment;
}

/** Whether it is `'`, `` ` ``, `,` or `,@`. */
export function isPrefix(token: Token | undefined): boolean {
  const kind = token?.kind ?? SyntaxKind.Whitespace;
  return kind >= SyntaxKind.QuoteMark && kind <= SyntaxKind.UnquoteSplicingMark;
}
