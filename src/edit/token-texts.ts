// Texts to be written around tokens and instead of them, collected from the outside in, so that the
// brackets of a form and of what it stands in nest however many of them meet at one token. Becomes
// the replacements of a shifted run. Called by what rewrites values.

import { isTokenKind } from "../syntax/kinds.js";
import type { SyntaxNode, SyntaxTree } from "../syntax/tree.js";
import { type Replacements, replacementsOf } from "./shift.js";

interface TokenText {
  before: string;
  /** Undefined for a token that stays. */
  own: string | undefined;
  after: string;
}

/**
 * Collects texts by the numbers of tokens. What is around comes first: texts before a token follow
 * on one another in the order in which they come, texts behind it in the opposite one.
 */
export class TokenTexts {
  readonly #texts = new Map<number, TokenText>();

  constructor(private readonly tree: SyntaxTree) {}

  /** Writes the token as `text`; the empty text leaves it out. */
  replace(index: number, text: string): void {
    this.#at(index).own = text;
  }

  /** Writes `text` in front of the token. */
  addBefore(index: number, text: string): void {
    this.#at(index).before += text;
  }

  /** Writes `text` behind the token. */
  addAfter(index: number, text: string): void {
    const token = this.#at(index);
    token.after = text + token.after;
  }

  /** Writes `before` and `after` around all of a node. */
  surround({ index }: SyntaxNode, before: string, after: string): void {
    let first = index;
    while (!isTokenKind(this.tree.kind(first))) {
      first++;
    }
    this.addBefore(first, before);
    this.addAfter(this.tree.after(index) - 1, after);
  }

  /** Writes `before` and `after` inside the brackets of a node. */
  fill({ index }: SyntaxNode, before: string, after: string): void {
    this.addAfter(index + 1, before);
    this.addBefore(this.tree.after(index) - 1, after);
  }

  build(): Replacements {
    return replacementsOf(
      new Map(
        [...this.#texts].map(([index, { before, own, after }]) => [
          index,
          before + (own ?? this.tree.text(index)) + after,
        ]),
      ),
    );
  }

  #at(index: number): TokenText {
    const known = this.#texts.get(index) ?? { before: "", own: undefined, after: "" };
    this.#texts.set(index, known);
    return known;
  }
}
