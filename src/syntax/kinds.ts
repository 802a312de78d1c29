// The kinds of tree elements. Tokens are leaves that tile the text; nodes group them.
// The numbers are storage only (a byte per element); everything outside compares by name.

/** Kinds of tokens and nodes. Tokens come first, so that one comparison tells them apart. */
export const SyntaxKind = {
  /** Space, tab, `\v`, and a `\r` that no `\n` follows. */
  Whitespace: 0,
  /** `\n` or `\r\n`. */
  Newline: 1,
  /** `;` up to, not including, the line end. */
  Comment: 2,
  Symbol: 3,
  Number: 4,
  String: 5,
  OpenParen: 6,
  CloseParen: 7,
  OpenBrace: 8,
  CloseBrace: 9,
  /** `'` */
  QuoteMark: 10,
  /** `` ` `` */
  QuasiquoteMark: 11,
  /** `,` */
  UnquoteMark: 12,
  /** `,@` */
  UnquoteSplicingMark: 13,
  /** Characters that the grammar does not know, and closers that close nothing. */
  Unknown: 14,
  /** The whole text. */
  Root: 15,
  /** `( … )` */
  List: 16,
  /** `{ … }`, a q-expression. */
  QExpr: 17,
  /** A reader prefix, what stands between, and its datum: `'x`, `` `x ``, `,x`, `,@x`. */
  Prefixed: 18,
} as const;

export type SyntaxKind = (typeof SyntaxKind)[keyof typeof SyntaxKind];

const names: readonly string[] = Object.keys(SyntaxKind);

/** The name of a kind as printed in tree dumps: `"List"`, `"Symbol"`, … */
export function kindName(kind: SyntaxKind): string {
  return names[kind] as string;
}

/** Whether elements of this kind are leaves. */
export function isTokenKind(kind: SyntaxKind): boolean {
  return kind < SyntaxKind.Root;
}

/** Whether elements of this kind mean nothing to the reader: blanks, line ends, comments. */
export function isTriviaKind(kind: SyntaxKind): boolean {
  return kind <= SyntaxKind.Comment;
}

/** Whether elements of this kind are data: atoms, lists, q-expressions, prefixed data. */
export function isDatumKind(kind: SyntaxKind): boolean {
  return kind >= SyntaxKind.List || (kind >= SyntaxKind.Symbol && kind <= SyntaxKind.String);
}
