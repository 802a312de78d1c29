// How values print, for `print` and `str`: byte for byte as in src/parser.c, commit 755536a,
// `valk_lval_print_user`. A value that holds an opaque one has no known print.

import type { Opaque, Value } from "./model.js";
import { isCons, isOpaque } from "./values.js";

/**
 * The first bytes that a value prints as, at least so many where there are more; the opaque value
 * when they depend on one. What lies behind them is not looked at, so that no structure is too big.
 */
export function printUser(value: Value, most: number): string | Opaque {
  const parts: string[] = [];
  const pending: Piece[] = [value];
  let length = 0;
  const put = (text: string): void => {
    parts.push(text);
    length += text.length;
  };
  while (pending.length > 0 && length <= most) {
    const piece = pending.pop() as Piece;
    if (typeof piece === "object" && "text" in piece) {
      put(piece.text);
    } else if (typeof piece === "object" && "rest" in piece) {
      openRest(piece, pending);
    } else if (isOpaque(piece)) {
      return piece;
    } else if (isCons(piece)) {
      put(piece.quoted ? "{" : "(");
      pending.push({ text: piece.quoted ? "}" : ")" }, { rest: piece.tail }, piece.head);
    } else {
      put(leaf(piece));
    }
  }
  return parts.join("");
}

/** A value, a text, or what is left of a list. */
type Piece = Value | { readonly text: string } | { readonly rest: Value };

function openRest({ rest }: { readonly rest: Value }, pending: Piece[]): void {
  if (isCons(rest)) {
    pending.push({ rest: rest.tail }, rest.head, { text: " " });
  } else if (typeof rest !== "object" || rest.kind !== "nil") {
    pending.push(rest, { text: " . " });
  }
}

function leaf(value: Value): string {
  if (typeof value !== "object") {
    return value.toString();
  }
  switch (value.kind) {
    case "symbol":
      return value.name;
    case "string":
      return value.bytes;
    case "error":
      return `Error: ${value.bytes}`;
    case "lambda":
      return "<lambda>";
    case "builtin":
      return "<builtin>";
    case "ref":
      return `<ref:${value.type}>`;
    case "handle":
      return "<handle>";
    default:
      return "()";
  }
}
