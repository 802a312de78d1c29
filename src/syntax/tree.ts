// Storage of the lossless tree: flat arrays in preorder, one entry an element, behind the
// typed view `SyntaxNode`. Invariant: the leaves tile the source, so that printing an
// unchanged tree is the identity for any input. Built by the parser, read by everybody.

import type { Diagnostic } from "./diagnostic.js";
import { isDatumKind, isTokenKind, isTriviaKind, kindName, SyntaxKind } from "./kinds.js";
import { LineIndex } from "./line-index.js";
import { lowerBound } from "./lower-bound.js";
import type { Span } from "./span.js";

/** Numbers stored for each element besides its kind. */
export const CELL_SIZE = 3;

/**
 * A parsed text. Elements are numbered in preorder: element 0 is the root, the children of
 * `i` start at `i + 1`, and `after(i)` is the first element that is not below `i`, which is
 * its next sibling where there is one. So a walk in document order is a loop over numbers.
 */
export class SyntaxTree {
  #lines: LineIndex | undefined;

  constructor(
    readonly source: string,
    readonly diagnostics: readonly Diagnostic[],
    private readonly kinds: Uint8Array,
    /** Start, first element after, and parent of each element, one behind the other. */
    private readonly cells: Int32Array,
  ) {}

  /** Number of elements. */
  get size(): number {
    return this.kinds.length;
  }

  get root(): SyntaxNode {
    return new SyntaxNode(this, 0);
  }

  /** Lines and columns of the source, computed at the first question. */
  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.source);
    return this.#lines;
  }

  /** The element with this number; the number must be below `size`. */
  node(index: number): SyntaxNode {
    return new SyntaxNode(this, index);
  }

  /** The kind of an element. */
  kind(index: number): SyntaxKind {
    return this.kinds[index] as SyntaxKind;
  }

  /** The offset of an element's first UTF-16 unit. */
  start(index: number): number {
    return this.cells[index * CELL_SIZE] as number;
  }

  /** Since the leaves tile the text, an element ends where the one after it starts. */
  end(index: number): number {
    const after = this.after(index);
    return after < this.size ? this.start(after) : this.source.length;
  }

  /** First element after `index` and everything below it. */
  after(index: number): number {
    return this.cells[index * CELL_SIZE + 1] as number;
  }

  /** Number of the parent; -1 for the root. */
  parent(index: number): number {
    return this.cells[index * CELL_SIZE + 2] as number;
  }

  /**
   * Number of the token that holds an offset, which must lie within the text. Elements are in
   * the order of their starts, so that the last one to start at or before it is a leaf.
   */
  tokenAt(offset: number): number {
    return lowerBound(this.size, (at) => this.start(at) <= offset, 1) - 1;
  }

  /** The source text of an element. */
  text(index: number): string {
    return this.source.slice(this.start(index), this.end(index));
  }

  /** The elements of a kind from `from` on, before `end`, in document order. */
  allOfKind(kind: SyntaxKind, from = 0, end = this.size): number[] {
    const { kinds } = this;
    const found: number[] = [];
    for (let at = from; at < end; at++) {
      if (kinds[at] === kind) {
        found.push(at);
      }
    }
    return found;
  }

  /** The first datum from `from` on, before `end`, going from sibling to sibling; -1 where there is none. */
  nextDatum(from: number, end: number): number {
    const { kinds, cells } = this;
    for (let at = from; at < end; at = cells[at * CELL_SIZE + 1] as number) {
      if (IS_DATUM[kinds[at] as number] === 1) {
        return at;
      }
    }
    return -1;
  }

  /** All data from `from` on, before `end`, going from sibling to sibling. */
  dataFrom(from: number, end: number): SyntaxNode[] {
    const { kinds, cells } = this;
    const data: SyntaxNode[] = [];
    for (let at = from; at < end; at = cells[at * CELL_SIZE + 1] as number) {
      if (IS_DATUM[kinds[at] as number] === 1) {
        data.push(new SyntaxNode(this, at));
      }
    }
    return data;
  }
}

/** 1 for the kinds that are data: a look into a table, where most elements of a text are met again and again. */
const IS_DATUM = Uint8Array.from(Object.values(SyntaxKind), (kind) => (isDatumKind(kind) ? 1 : 0));

/**
 * A view of one element. Every move comes in two forms: over all elements, trivia and
 * brackets included (`children`, `nextSibling`, …), and over data only (`elements`,
 * `nextElement`, …). Views are cheap and carry no state; compare them with `is`.
 */
export class SyntaxNode {
  constructor(
    readonly tree: SyntaxTree,
    readonly index: number,
  ) {}

  get kind(): SyntaxKind {
    return this.tree.kind(this.index);
  }

  get kindName(): string {
    return kindName(this.kind);
  }

  get start(): number {
    return this.tree.start(this.index);
  }

  get end(): number {
    return this.tree.end(this.index);
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }

  /** The source text of the element, trivia inside it included. */
  get text(): string {
    return this.tree.text(this.index);
  }

  get isToken(): boolean {
    return isTokenKind(this.kind);
  }

  get isTrivia(): boolean {
    return isTriviaKind(this.kind);
  }

  get isDatum(): boolean {
    return isDatumKind(this.kind);
  }

  /** Whether both views show the same element of the same tree. */
  is(other: SyntaxNode): boolean {
    return this.tree === other.tree && this.index === other.index;
  }

  get parent(): SyntaxNode | undefined {
    const parent = this.tree.parent(this.index);
    return parent === -1 ? undefined : this.tree.node(parent);
  }

  /** All children in order: data, trivia, brackets, prefix marks. */
  get children(): SyntaxNode[] {
    const { tree } = this;
    const end = tree.after(this.index);
    const children: SyntaxNode[] = [];
    for (let index = this.index + 1; index < end; index = tree.after(index)) {
      children.push(tree.node(index));
    }
    return children;
  }

  /** The children that are data, in order. */
  get elements(): SyntaxNode[] {
    const { tree, index } = this;
    return tree.dataFrom(index + 1, tree.after(index));
  }

  get firstChild(): SyntaxNode | undefined {
    return this.index + 1 < this.tree.after(this.index)
      ? this.tree.node(this.index + 1)
      : undefined;
  }

  get firstElement(): SyntaxNode | undefined {
    const { tree, index } = this;
    return nodeAt(tree, tree.nextDatum(index + 1, tree.after(index)));
  }

  get nextSibling(): SyntaxNode | undefined {
    const parent = this.tree.parent(this.index);
    const next = this.tree.after(this.index);
    return parent !== -1 && next < this.tree.after(parent) ? this.tree.node(next) : undefined;
  }

  get nextElement(): SyntaxNode | undefined {
    const { tree, index } = this;
    const parent = tree.parent(index);
    return parent === -1
      ? undefined
      : nodeAt(tree, tree.nextDatum(tree.after(index), tree.after(parent)));
  }
}

function nodeAt(tree: SyntaxTree, index: number): SyntaxNode | undefined {
  return index === -1 ? undefined : tree.node(index);
}

/** Whether the element is a symbol with exactly this name. */
export function isSymbol(node: SyntaxNode | undefined, name: string): boolean {
  return (
    node !== undefined &&
    node.kind === SyntaxKind.Symbol &&
    node.end - node.start === name.length &&
    node.tree.source.startsWith(name, node.start)
  );
}
