// New nodes as plain data, for the printer in `src/edit`. Parts of an existing tree are
// taken in whole with `reuse`, and print as they stand in their source.

import { SyntaxKind } from "./kinds.js";
import { parse } from "./parser.js";
import { encodeString } from "./string-literal.js";
import type { SyntaxNode } from "./tree.js";

/** Code that is about to be printed; `reuse` keeps the text of a node that is there. */
export type NewNode =
  | { readonly kind: "atom"; readonly text: string }
  | { readonly kind: "list" | "qexpr"; readonly items: readonly NewNode[] }
  | { readonly kind: "reuse"; readonly node: SyntaxNode };

/** A symbol. Throws TypeError when the text does not read as exactly one symbol. */
export function symbol(text: string): NewNode {
  if (kindOfSoleElement(text) !== SyntaxKind.Symbol) {
    throw new TypeError(`not a symbol: ${JSON.stringify(text)}`);
  }
  return { kind: "atom", text };
}

/** A number. Throws RangeError outside the 64-bit range of the language. */
export function number(value: bigint | number): NewNode {
  const integer = BigInt(value);
  if (BigInt.asIntN(64, integer) !== integer) {
    throw new RangeError(`not a 64-bit integer: ${value}`);
  }
  return { kind: "atom", text: integer.toString() };
}

/** A string literal with this value. Throws RangeError for a NUL, which no literal can hold. */
export function string(value: string): NewNode {
  if (value.includes("\0")) {
    throw new RangeError(`not a string of the language: ${JSON.stringify(value)}`);
  }
  return { kind: "atom", text: encodeString(value) };
}

/** `( … )` */
export function list(...items: readonly NewNode[]): NewNode {
  return { kind: "list", items };
}

/** `{ … }` */
export function qexpr(...items: readonly NewNode[]): NewNode {
  return { kind: "qexpr", items };
}

/** An existing element, as it stands in its own source. */
export function reuse(node: SyntaxNode): NewNode {
  return { kind: "reuse", node };
}

function kindOfSoleElement(text: string): SyntaxKind | undefined {
  const { root } = parse(text);
  const [only, ...others] = root.children;
  return only !== undefined && others.length === 0 ? only.kind : undefined;
}
