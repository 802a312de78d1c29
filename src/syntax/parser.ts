// Text to tree. Never throws and never recurses: a stack of open elements lives in an array,
// and what the grammar forbids becomes a diagnostic while the tree stays lossless.

import type { Diagnostic } from "./diagnostic.js";
import { isTriviaKind, SyntaxKind } from "./kinds.js";
import { Lexer } from "./lexer.js";
import { SyntaxTree } from "./tree.js";

/**
 * Parses any string.
 *
 * @returns a tree whose leaves tile `source`; `diagnostics`, ordered by where they start,
 * is empty exactly when the reference reader accepts the text.
 */
export function parse(source: string): SyntaxTree {
  return new Parser(source).run();
}

class Parser {
  readonly #source: string;
  readonly #diagnostics: Diagnostic[] = [];
  #kinds: Uint8Array;
  #starts: Int32Array;
  #ends: Int32Array;
  #afters: Int32Array;
  #parents: Int32Array;
  #size = 0;
  /** Numbers of the elements that are open, the root first. */
  readonly #open: number[] = [];
  #openParens = 0;
  #openBraces = 0;

  constructor(source: string) {
    this.#source = source;
    // Real files have a token every three to four characters, counting blanks.
    const capacity = 64 + (source.length >> 1);
    this.#kinds = new Uint8Array(capacity);
    this.#starts = new Int32Array(capacity);
    this.#ends = new Int32Array(capacity);
    this.#afters = new Int32Array(capacity);
    this.#parents = new Int32Array(capacity);
  }

  run(): SyntaxTree {
    const lexer = new Lexer(this.#source, this.#diagnostics);
    this.#enter(SyntaxKind.Root, 0);
    while (lexer.advance()) {
      this.#accept(lexer.kind, lexer.start, lexer.end);
    }
    const end = this.#source.length;
    while (this.#open.length > 1) {
      this.#abandon(end);
    }
    this.#leave(end);
    this.#diagnostics.sort((a, b) => a.span.start - b.span.start);
    return new SyntaxTree(
      this.#source,
      this.#diagnostics,
      this.#size,
      this.#kinds,
      this.#starts,
      this.#ends,
      this.#afters,
      this.#parents,
    );
  }

  #accept(kind: SyntaxKind, start: number, end: number): void {
    switch (kind) {
      case SyntaxKind.OpenParen:
        this.#enter(SyntaxKind.List, start);
        this.#openParens++;
        this.#leaf(kind, start, end);
        break;
      case SyntaxKind.OpenBrace:
        this.#enter(SyntaxKind.QExpr, start);
        this.#openBraces++;
        this.#leaf(kind, start, end);
        break;
      case SyntaxKind.CloseParen:
        this.#close(kind, start, end, SyntaxKind.List, this.#openParens);
        break;
      case SyntaxKind.CloseBrace:
        this.#close(kind, start, end, SyntaxKind.QExpr, this.#openBraces);
        break;
      case SyntaxKind.QuoteMark:
      case SyntaxKind.QuasiquoteMark:
      case SyntaxKind.UnquoteMark:
      case SyntaxKind.UnquoteSplicingMark:
        this.#enter(SyntaxKind.Prefixed, start);
        this.#leaf(kind, start, end);
        break;
      default:
        this.#leaf(kind, start, end);
        if (!isTriviaKind(kind)) {
          this.#finishPrefixes(end);
        }
    }
  }

  /** Adds an element; its end and what comes after it are set when it is left. */
  #add(kind: SyntaxKind, start: number): number {
    const index = this.#size;
    if (index === this.#kinds.length) {
      this.#grow();
    }
    this.#kinds[index] = kind;
    this.#starts[index] = start;
    this.#parents[index] = this.#open.at(-1) ?? -1;
    this.#size = index + 1;
    return index;
  }

  #leaf(kind: SyntaxKind, start: number, end: number): void {
    const index = this.#add(kind, start);
    this.#ends[index] = end;
    this.#afters[index] = index + 1;
  }

  #enter(kind: SyntaxKind, start: number): void {
    this.#open.push(this.#add(kind, start));
  }

  #leave(end: number): void {
    const index = this.#open.pop() as number;
    this.#ends[index] = end;
    this.#afters[index] = this.#size;
    const kind = this.#kinds[index];
    if (kind === SyntaxKind.List) {
      this.#openParens--;
    } else if (kind === SyntaxKind.QExpr) {
      this.#openBraces--;
    }
  }

  /** A datum has ended: so have the prefixes that waited for it. */
  #finishPrefixes(end: number): void {
    while (this.#kinds[this.#open.at(-1) as number] === SyntaxKind.Prefixed) {
      this.#leave(end);
    }
  }

  #close(
    kind: SyntaxKind,
    start: number,
    end: number,
    closes: SyntaxKind,
    openOfThatKind: number,
  ): void {
    if (openOfThatKind === 0) {
      this.#leaf(SyntaxKind.Unknown, start, end);
      this.#report("read-stray-closer", "nothing is open that this could close", start, end);
      return;
    }
    while (this.#kinds[this.#open.at(-1) as number] !== closes) {
      this.#abandon(start);
    }
    const node = this.#open.at(-1) as number;
    if (this.#isBlank(node)) {
      this.#report(
        "read-blank-brackets",
        "brackets that hold only blanks or comments do not read; write them without",
        this.#starts[node] as number,
        end,
      );
    }
    this.#leaf(kind, start, end);
    this.#leave(end);
    this.#finishPrefixes(end);
  }

  /** Leaves an element that never got its end: an unclosed bracket, a prefix without datum. */
  #abandon(at: number): void {
    const index = this.#open.at(-1) as number;
    const start = this.#starts[index] as number;
    if (this.#kinds[index] === SyntaxKind.Prefixed) {
      this.#report("read-missing-datum", "a reader prefix needs a datum", start, start + 1);
    } else {
      this.#report("read-unclosed-bracket", "this bracket is never closed", start, start + 1);
    }
    this.#leave(at);
  }

  /** Whether the open element has its bracket and then trivia, at least one piece of it. */
  #isBlank(node: number): boolean {
    const first = node + 2;
    if (first === this.#size) {
      return false;
    }
    for (let index = first; index < this.#size; index++) {
      if (!isTriviaKind(this.#kinds[index] as SyntaxKind)) {
        return false;
      }
    }
    return true;
  }

  #report(code: Diagnostic["code"], message: string, start: number, end: number): void {
    this.#diagnostics.push({ code, message, span: { start, end } });
  }

  #grow(): void {
    const capacity = this.#kinds.length * 2;
    this.#kinds = grown(this.#kinds, new Uint8Array(capacity));
    this.#starts = grown(this.#starts, new Int32Array(capacity));
    this.#ends = grown(this.#ends, new Int32Array(capacity));
    this.#afters = grown(this.#afters, new Int32Array(capacity));
    this.#parents = grown(this.#parents, new Int32Array(capacity));
  }
}

function grown<A extends Uint8Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
