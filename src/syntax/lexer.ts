// One token at a time, straight from the grammar (valk-language.md, "Lexical grammar").
// Invariant: the tokens tile the text, whatever it holds. The parser is the only caller.

import { COMMON_SYMBOL_CHARACTERS, SOME_SYMBOL_CHARACTERS } from "../dialect/dialects.js";
import type { Diagnostic } from "./diagnostic.js";
import { SyntaxKind } from "./kinds.js";
import { ESCAPABLE } from "./string-escapes.js";

const OTHER = 255;
const UNKNOWN_CHARACTER = "the grammar does not know such a character here";

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const QUOTATION_MARK = 34;
const BACKSLASH = 92;
const MINUS = 45;
const AT_SIGN = 64;

/** What a token that starts with a given ASCII character is; OTHER for what no token starts with. */
const STARTS = new Uint8Array(128).fill(OTHER);
/** 1 for what stands in symbols of every dialect, SOME for what stands in those of some. */
const IN_SYMBOL = new Uint8Array(128);
const SOME = 2;
const IS_ESCAPABLE = new Uint8Array(128);

for (const [characters, mark] of [
  [COMMON_SYMBOL_CHARACTERS, 1],
  [SOME_SYMBOL_CHARACTERS, SOME],
] as const) {
  for (const character of characters) {
    STARTS[character.charCodeAt(0)] = SyntaxKind.Symbol;
    IN_SYMBOL[character.charCodeAt(0)] = mark;
  }
}
for (const character of ESCAPABLE) {
  IS_ESCAPABLE[character.charCodeAt(0)] = 1;
}
for (const [characters, kind] of [
  [" \t\v\r", SyntaxKind.Whitespace],
  ["\n", SyntaxKind.Newline],
  [";", SyntaxKind.Comment],
  ['"', SyntaxKind.String],
  ["(", SyntaxKind.OpenParen],
  [")", SyntaxKind.CloseParen],
  ["{", SyntaxKind.OpenBrace],
  ["}", SyntaxKind.CloseBrace],
  ["'", SyntaxKind.QuoteMark],
  ["`", SyntaxKind.QuasiquoteMark],
  [",", SyntaxKind.UnquoteMark],
] as const) {
  for (const character of characters) {
    STARTS[character.charCodeAt(0)] = kind;
  }
}

/** A cursor over the tokens of `source`; call `advance` until it answers false. */
export class Lexer {
  /** Kind of the current token. */
  kind: SyntaxKind = SyntaxKind.Whitespace;
  /** Half-open UTF-16 span of the current token. */
  start = 0;
  end = 0;

  readonly #source: string;
  readonly #diagnostics: Diagnostic[];
  /** Looked up once, so that strings and comments are searched for NUL only where there is one. */
  readonly #hasNul: boolean;

  constructor(source: string, diagnostics: Diagnostic[]) {
    this.#source = source;
    this.#diagnostics = diagnostics;
    this.#hasNul = source.includes("\0");
  }

  /** Moves to the next token; false at the end of the text. */
  advance(): boolean {
    const source = this.#source;
    const start = this.end;
    if (start >= source.length) {
      return false;
    }
    this.start = start;
    const code = source.charCodeAt(start);
    const kind = code < 128 ? (STARTS[code] as number) : OTHER;
    switch (kind) {
      case SyntaxKind.Symbol:
        this.#symbolOrNumber();
        break;
      case SyntaxKind.Whitespace:
        this.#whitespace();
        break;
      case SyntaxKind.Comment:
        this.#take(SyntaxKind.Comment, this.#commentEnd());
        this.#checkNul();
        break;
      case SyntaxKind.String:
        this.#string();
        this.#checkNul();
        break;
      case SyntaxKind.UnquoteMark:
        this.#unquote();
        break;
      case OTHER:
        this.#unknown();
        break;
      default:
        this.#take(kind as SyntaxKind, start + 1);
    }
    return true;
  }

  #take(kind: SyntaxKind, end: number): void {
    this.kind = kind;
    this.end = end;
  }

  #symbolOrNumber(): void {
    const source = this.#source;
    let at = this.start;
    let digits = 0;
    for (; at < source.length; at++) {
      const code = source.charCodeAt(at);
      if (code >= 128 || IN_SYMBOL[code] === 0) {
        break;
      }
      if (IN_SYMBOL[code] === SOME) {
        this.#reportForeign(at);
      }
      if (code >= 48 && code <= 57) {
        digits++;
      }
    }
    const length = at - this.start;
    const negative = source.charCodeAt(this.start) === MINUS;
    const isNumber = digits > 0 && digits === length - (negative ? 1 : 0);
    this.#take(isNumber ? SyntaxKind.Number : SyntaxKind.Symbol, at);
    // 18 digits always fit into 64 bits.
    if (isNumber && digits > 18 && !fitsInt64(source.slice(this.start, at))) {
      this.#report("read-number-out-of-range", "number does not fit into 64 bits", at);
    }
  }

  #whitespace(): void {
    const source = this.#source;
    let at = this.start;
    for (; at < source.length; at++) {
      const code = source.charCodeAt(at);
      if (code >= 128 || STARTS[code] !== SyntaxKind.Whitespace) {
        break;
      }
      if (code === CARRIAGE_RETURN && source.charCodeAt(at + 1) === LINE_FEED) {
        break;
      }
    }
    if (at === this.start) {
      this.#take(SyntaxKind.Newline, at + 2);
    } else {
      this.#take(SyntaxKind.Whitespace, at);
    }
  }

  #commentEnd(): number {
    const lineFeed = this.#source.indexOf("\n", this.start);
    if (lineFeed === -1) {
      return this.#source.length;
    }
    return this.#source.charCodeAt(lineFeed - 1) === CARRIAGE_RETURN ? lineFeed - 1 : lineFeed;
  }

  #string(): void {
    const source = this.#source;
    let at = this.start + 1;
    for (; at < source.length; at++) {
      const code = source.charCodeAt(at);
      if (code === QUOTATION_MARK) {
        this.#take(SyntaxKind.String, at + 1);
        return;
      }
      if (code === BACKSLASH) {
        at++;
        this.#checkEscape(at);
      }
    }
    this.#take(SyntaxKind.String, source.length);
    this.#report("read-unterminated-string", "string is not closed", this.end);
  }

  #checkEscape(at: number): void {
    const code = this.#source.charCodeAt(at);
    if (code >= 128 || IS_ESCAPABLE[code] === 0) {
      // Half a surrogate pair could not be shown.
      const length = (this.#source.codePointAt(at) as number) > 0xffff ? 2 : 1;
      this.#diagnostics.push({
        code: "read-invalid-escape",
        message: "strings know only the escapes \\a \\b \\f \\n \\r \\t \\v \\\\ \\' \\\"",
        span: { start: at - 1, end: at + length },
      });
    }
  }

  /** NUL ends the input in the middle of a string or comment, too. */
  #checkNul(): void {
    for (let at = this.start; this.#hasNul && at < this.end; at++) {
      if (this.#source.charCodeAt(at) === 0) {
        this.#reportNul(at);
      }
    }
  }

  #reportNul(at: number): void {
    this.#diagnostics.push({
      code: "read-nul-byte",
      message: "a NUL byte ends the input for the reader",
      span: { start: at, end: at + 1 },
    });
  }

  #unquote(): void {
    if (this.#source.charCodeAt(this.start + 1) === AT_SIGN) {
      this.#take(SyntaxKind.UnquoteSplicingMark, this.start + 2);
    } else {
      this.#take(SyntaxKind.UnquoteMark, this.start + 1);
    }
  }

  #unknown(): void {
    const source = this.#source;
    if (source.charCodeAt(this.start) === 0) {
      this.#take(SyntaxKind.Unknown, this.start + 1);
      this.#reportNul(this.start);
      return;
    }
    let at = this.start;
    for (; at < source.length; at++) {
      const code = source.charCodeAt(at);
      if (code === 0 || (code < 128 && STARTS[code] !== OTHER)) {
        break;
      }
    }
    this.#take(SyntaxKind.Unknown, at);
    const isMark = this.start === 0 && source.startsWith("\uFEFF");
    const message = isMark ? "the grammar does not know a byte order mark here" : UNKNOWN_CHARACTER;
    this.#report("read-unexpected-character", message, at);
  }

  /** A character that only some dialects know: an error for the others. */
  #reportForeign(at: number): void {
    this.#diagnostics.push({
      code: "read-unexpected-character",
      message: UNKNOWN_CHARACTER,
      span: { start: at, end: at + 1 },
      character: this.#source.charAt(at),
    });
  }

  #report(code: Diagnostic["code"], message: string, end: number): void {
    this.#diagnostics.push({ code, message, span: { start: this.start, end } });
  }
}

function fitsInt64(digits: string): boolean {
  const value = BigInt(digits);
  return BigInt.asIntN(64, value) === value;
}
