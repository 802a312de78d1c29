// Text to tree. Never throws and never recurses: a stack of open elements lives in an array,
// and what the grammar forbids becomes a diagnostic while the tree stays lossless.

import type { Diagnostic } from "./diagnostic.js";
import { isTriviaKind, SyntaxKind } from "./kinds.js";
import { Lexer } from "./lexer.js";
import { CELL_SIZE, SyntaxTree } from "./tree.js";

/**
 * Parses any string.
 *
 * @returns a tree whose leaves tile `source`; `diagnostics`, ordered by where they start,
 * is empty exactly when the reader of every dialect accepts the text; `errorsFor` tells which of
 * them one dialect has.
 */
export function parse(source: string): SyntaxTree {
  return new Parser(source).run();
}

// Parsing fills these and hands out copies of the size that was needed, since making large
// arrays for every small file would cost more than parsing it. A huge text is given arrays of its
// own, with room for one element in two characters; what nothing was written to takes no memory.
let scratch = makeScratch(1 << 16);

interface Scratch {
  readonly kinds: Uint8Array;
  readonly cells: Int32Array;
}

const LARGEST_KEPT = 1 << 18;

function makeScratch(capacity: number): Scratch {
  return { kinds: new Uint8Array(capacity), cells: new Int32Array(capacity * CELL_SIZE) };
}

class Parser {
  readonly #source: string;
  readonly #diagnostics: Diagnostic[] = [];
  #kinds: Uint8Array;
  #cells: Int32Array;
  #size = 0;
  /** Numbers of the elements that are open, the innermost apart. */
  readonly #outer: number[] = [];
  #innermost = -1;
  #openParens = 0;
  #openBraces = 0;

  constructor(source: string) {
    this.#source = source;
    const room = source.length >> 1;
    const { kinds, cells } = room > LARGEST_KEPT ? makeScratch(room) : scratch;
    this.#kinds = kinds;
    this.#cells = cells;
  }

  run(): SyntaxTree {
    const lexer = new Lexer(this.#source, this.#diagnostics);
    this.#enter(SyntaxKind.Root, 0);
    while (lexer.advance()) {
      const { kind, start } = lexer;
      if (isTriviaKind(kind)) {
        this.#leaf(kind, start);
      } else {
        this.#accept(kind, start, lexer.end);
      }
    }
    while (this.#innermost !== 0) {
      this.#abandon();
    }
    this.#leave();
    this.#diagnostics.sort((a, b) => a.span.start - b.span.start);
    return this.#finish();
  }

  #finish(): SyntaxTree {
    const [kinds, cells] = [this.#kinds, this.#cells];
    const cellCount = this.#size * CELL_SIZE;
    if (kinds.length > LARGEST_KEPT) {
      return this.#tree(kinds.subarray(0, this.#size), cells.subarray(0, cellCount));
    }
    scratch = { kinds, cells };
    return this.#tree(kinds.slice(0, this.#size), cells.slice(0, cellCount));
  }

  #tree(kinds: Uint8Array, cells: Int32Array): SyntaxTree {
    return new SyntaxTree(this.#source, this.#diagnostics, kinds, cells);
  }

  #accept(kind: SyntaxKind, start: number, end: number): void {
    switch (kind) {
      case SyntaxKind.OpenParen:
        this.#openParens++;
        this.#enter(SyntaxKind.List, start);
        this.#leaf(kind, start);
        break;
      case SyntaxKind.OpenBrace:
        this.#openBraces++;
        this.#enter(SyntaxKind.QExpr, start);
        this.#leaf(kind, start);
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
        this.#leaf(kind, start);
        break;
      default:
        this.#leaf(kind, start);
        this.#finishPrefixes();
    }
  }

  #leaf(kind: SyntaxKind, start: number): void {
    const index = this.#size;
    if (index === this.#kinds.length) {
      this.#grow();
    }
    this.#kinds[index] = kind;
    const cell = index * CELL_SIZE;
    this.#cells[cell] = start;
    this.#cells[cell + 1] = index + 1;
    this.#cells[cell + 2] = this.#innermost;
    this.#size = index + 1;
  }

  /** Opens a node; what comes after it is set when it is left. */
  #enter(kind: SyntaxKind, start: number): void {
    const index = this.#size;
    this.#leaf(kind, start);
    this.#outer.push(this.#innermost);
    this.#innermost = index;
  }

  #leave(): void {
    const index = this.#innermost;
    this.#innermost = this.#outer.pop() as number;
    this.#cells[index * CELL_SIZE + 1] = this.#size;
    const kind = this.#kinds[index];
    if (kind === SyntaxKind.List) {
      this.#openParens--;
    } else if (kind === SyntaxKind.QExpr) {
      this.#openBraces--;
    }
  }

  /** A datum has ended: so have the prefixes that waited for it. */
  #finishPrefixes(): void {
    while (this.#kinds[this.#innermost] === SyntaxKind.Prefixed) {
      this.#leave();
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
      this.#leaf(SyntaxKind.Unknown, start);
      this.#report("read-stray-closer", "nothing is open that this could close", start, end);
      return;
    }
    while (this.#kinds[this.#innermost] !== closes) {
      this.#abandon();
    }
    if (this.#isBlank(this.#innermost)) {
      this.#report(
        "read-blank-brackets",
        "brackets that hold only blanks or comments do not read; write them without",
        this.#startOf(this.#innermost),
        end,
      );
    }
    this.#leaf(kind, start);
    this.#leave();
    this.#finishPrefixes();
  }

  /** Leaves an element that never got its end: an unclosed bracket, a prefix without datum. */
  #abandon(): void {
    const start = this.#startOf(this.#innermost);
    if (this.#kinds[this.#innermost] === SyntaxKind.Prefixed) {
      const mark = this.#kinds[this.#innermost + 1];
      const end = start + (mark === SyntaxKind.UnquoteSplicingMark ? 2 : 1);
      this.#report("read-missing-datum", "a reader prefix needs a datum", start, end);
    } else {
      this.#report("read-unclosed-bracket", "this bracket is never closed", start, start + 1);
    }
    this.#leave();
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

  #startOf(index: number): number {
    return this.#cells[index * CELL_SIZE] as number;
  }

  #report(code: Diagnostic["code"], message: string, start: number, end: number): void {
    this.#diagnostics.push({ code, message, span: { start, end } });
  }

  #grow(): void {
    const { kinds, cells } = makeScratch(this.#kinds.length * 2);
    kinds.set(this.#kinds);
    cells.set(this.#cells);
    this.#kinds = kinds;
    this.#cells = cells;
  }
}
