// What a bracketed form says when it is evaluated: its head symbol and its arguments.
// `(f a)` and `{f a}` read alike here, since a q-expression is code wherever it is a body.

import { SyntaxKind } from "./kinds.js";
import type { SyntaxNode, SyntaxTree } from "./tree.js";

/** A list or q-expression whose first element is a symbol. */
export interface Form {
  readonly node: SyntaxNode;
  readonly head: SyntaxNode;
  /** Text of the head symbol. */
  readonly name: string;
  /** The elements after the head. */
  readonly args: readonly SyntaxNode[];
}

/** Reads a list or q-expression as a form; undefined where the head is not a symbol. */
export function readForm(node: SyntaxNode): Form | undefined {
  const { tree, index, kind } = node;
  if (kind !== SyntaxKind.List && kind !== SyntaxKind.QExpr) {
    return undefined;
  }
  const head = tree.nextDatum(index + 1, tree.after(index));
  return head === -1 || tree.kind(head) !== SyntaxKind.Symbol
    ? undefined
    : new ReadForm(node, tree.node(head));
}

/** Most forms are only asked for their name. */
class ReadForm implements Form {
  readonly name: string;
  #args: readonly SyntaxNode[] | undefined;

  constructor(
    readonly node: SyntaxNode,
    readonly head: SyntaxNode,
  ) {
    this.name = head.text;
  }

  get args(): readonly SyntaxNode[] {
    const { tree, index } = this.node;
    this.#args ??= tree.dataFrom(tree.after(this.head.index), tree.after(index));
    return this.#args;
  }
}

/** Reads a call `(f …)`; undefined for anything else, q-expressions included. */
export function readCall(node: SyntaxNode): Form | undefined {
  return node.kind === SyntaxKind.List ? readForm(node) : undefined;
}

/** The calls that are forms of the file itself, in their order. */
export function topCalls({ root }: SyntaxTree): readonly Form[] {
  return root.elements.flatMap((node) => readCall(node) ?? []);
}

/** Whether the element is `()` or `{}`: brackets that hold nothing at all. */
export function isEmptyBrackets(node: SyntaxNode): boolean {
  return node.isDatum && (node.text === "()" || node.text === "{}");
}
