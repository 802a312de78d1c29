// New nodes as plain data, for the printer in `src/edit`. Parts of an existing tree are
// taken in whole with `reuse`, and print as they stand in their source.

import { SyntaxKind } from "./kinds.js";
import { parse } from "./parser.js";
import { encodeString } from "./string-literal.js";
import type { SyntaxNode } from "./tree.js";

/** What stands before a datum and says that it is quoted, or not. */
type PrefixMark = "'" | "`" | "," | ",@";

/** Code that is about to be printed; `reuse` keeps the text of a node that is there. */
export type NewNode =
  | { readonly kind: "atom"; readonly text: string }
  | { readonly kind: "list" | "qexpr"; readonly items: readonly NewNode[] }
  | { readonly kind: "prefixed"; readonly mark: PrefixMark; readonly node: NewNode }
  /** `text` begins with a semicolon and holds no line end. */
  | { readonly kind: "comment"; readonly text: string }
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

/** `( … )`. Throws TypeError for comments alone, with which brackets do not read. */
export function list(...items: readonly NewNode[]): NewNode {
  return { kind: "list", items: readable(items) };
}

/** `{ … }`. Throws TypeError for comments alone, with which brackets do not read. */
export function qexpr(...items: readonly NewNode[]): NewNode {
  return { kind: "qexpr", items: readable(items) };
}

function readable(items: readonly NewNode[]): readonly NewNode[] {
  if (items.length > 0 && items.every(({ kind }) => kind === "comment")) {
    throw new TypeError("brackets that hold only comments do not read");
  }
  return items;
}

/** `'node`. Throws TypeError for a comment. */
export function quote(node: NewNode): NewNode {
  return prefixed("'", node);
}

/** `` `node ``. Throws TypeError for a comment. */
export function quasiquote(node: NewNode): NewNode {
  return prefixed("`", node);
}

/** `,node`. Throws TypeError for a comment. */
export function unquote(node: NewNode): NewNode {
  return prefixed(",", node);
}

/** `,@node`. Throws TypeError for a comment. */
export function unquoteSplicing(node: NewNode): NewNode {
  return prefixed(",@", node);
}

function prefixed(mark: PrefixMark, node: NewNode): NewNode {
  if (node.kind === "comment") {
    throw new TypeError(`a comment cannot stand behind ${mark}`);
  }
  return { kind: "prefixed", mark, node };
}

/** `; text`, on the line of what stands in front of it or on its own. Throws RangeError for a line end or NUL. */
export function comment(text: string): NewNode {
  if (/[\n\r\0]/.test(text)) {
    throw new RangeError(`not a comment of one line: ${JSON.stringify(text)}`);
  }
  return { kind: "comment", text: text === "" ? ";" : `; ${text}` };
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
