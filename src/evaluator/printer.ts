// How values print, for `print` and `str`: byte for byte as in src/parser.c, commit 755536a,
// `valk_lval_print_user`. A value that holds an opaque one has no known print.

import type { Opaque, Value } from "./model.js";
import { isCons, isOpaque } from "./values.js";

/** The bytes that a value prints as; the opaque value when the print depends on one. */
export function printUser(value: Value): string | Opaque {
  const parts: string[] = [];
  const pending: Piece[] = [value];
  while (pending.length > 0) {
    const piece = pending.pop() as Piece;
    if (typeof piece === "object" && "text" in piece) {
      parts.push(piece.text);
    } else if (isOpaque(piece)) {
      return piece;
    } else if (isCons(piece)) {
      pending.push(...listPieces(piece).reverse());
    } else {
      parts.push(leaf(piece));
    }
  }
  return parts.join("");
}

type Piece = Value | { readonly text: string };
function listPieces(value: Value): Piece[] {
  const quoted = isCons(value) && value.quoted;
  const pieces: Piece[] = [{ text: quoted ? "{" : "(" }];
  let at = value;
  for (; isCons(at); at = at.tail) {
    if (pieces.length > 1) {
      pieces.push({ text: " " });
    }
    pieces.push(at.head);
  }
  if (typeof at !== "object" || at.kind !== "nil") {
    pieces.push({ text: " . " }, at);
  }
  pieces.push({ text: quoted ? "}" : ")" });
  return pieces;
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
