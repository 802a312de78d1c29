// From text to forms, on the tree of src/syntax: what the reference's reader builds, and where
// and with which message it gives up (valk-language.md, "Lexical grammar"; src/parser.c, commit
// 755536a, `valk_lval_read`). Works on bytes, so that offsets in messages count bytes.

import type { Dialect } from "../dialect/dialect.js";
import { errorsFor } from "../syntax/diagnostic.js";
import { SyntaxKind } from "../syntax/kinds.js";
import { ESCAPABLE } from "../syntax/string-escapes.js";
import { decodeString } from "../syntax/string-literal.js";
import type { SyntaxNode, SyntaxTree } from "../syntax/tree.js";
import { treeOf } from "../syntax/tree-of.js";
import { parseInteger } from "./integers.js";
import type { Err, Source, Value } from "./model.js";
import { cons, error, isCons, list, NIL, string, symbol } from "./values.js";

/** A file with all its forms, in order; one that does not read is an error value and the last. */
export function readSource(bytes: string, dialect: Dialect): Source {
  const forms: Value[] = [];
  const starts: number[] = [];
  const source: Source = { bytes, forms, starts };
  readInto(forms, starts, bytes, dialect, source);
  return source;
}

/** The forms of a text that is no file, as the builtin `parse` gives them. */
export function readForms(bytes: string, dialect: Dialect): Value {
  const forms: Value[] = [];
  readInto(forms, [], bytes, dialect, undefined);
  return list(forms);
}

/** The first datum of a text, as the builtin `read` gives it. */
export function readFirst(bytes: string, dialect: Dialect): Value {
  const forms = readForms(bytes, dialect);
  return isCons(forms) ? forms.head : error("Unexpected  end of input");
}

function readInto(
  forms: Value[],
  starts: number[],
  bytes: string,
  dialect: Dialect,
  source: Source | undefined,
): void {
  const tree = treeOf(upToNul(bytes));
  const failure = firstFailure(tree, dialect);
  for (const node of tree.root.elements) {
    if (failure !== undefined && node.end > failure.start) {
      break;
    }
    forms.push(toValue(node, source));
    starts.push(node.start);
  }
  if (failure !== undefined) {
    forms.push(failure.error);
  }
}

function upToNul(bytes: string): string {
  const nul = bytes.indexOf("\0");
  return nul === -1 ? bytes : bytes.slice(0, nul);
}

interface Failure {
  /** Where the form that does not read begins, or the offence itself at top level. */
  readonly start: number;
  readonly error: Err;
}

/** What the reader, going from left to right, stumbles over first. */
function firstFailure(tree: SyntaxTree, dialect: Dialect): Failure | undefined {
  const first = errorsFor(dialect, tree.diagnostics)[0];
  if (first === undefined) {
    return undefined;
  }
  let best: { at: number; error: Err } | undefined;
  for (let index = 1; index < tree.size; index++) {
    const offence = offenceAt(tree, index, dialect);
    if (offence !== undefined && (best === undefined || offence.at < best.at)) {
      best = offence;
    }
  }
  const found = best ?? unclosed(tree);
  return { start: first.span.start, error: found.error };
}

/** What the reader says where it reaches this element, if it says anything. */
function offenceAt(
  tree: SyntaxTree,
  index: number,
  dialect: Dialect,
): { at: number; error: Err } | undefined {
  const at = tree.start(index);
  switch (tree.kind(index)) {
    case SyntaxKind.Unknown:
      return { at, error: unexpected(tree.source, at) };
    case SyntaxKind.Symbol:
      return symbolOffence(tree, index, dialect);
    case SyntaxKind.String:
      return stringOffence(tree.text(index), at);
    case SyntaxKind.Number: {
      const text = tree.text(index);
      return parseInteger(text) === undefined
        ? { at, error: error(`Invalid number format ${text}`) }
        : undefined;
    }
    case SyntaxKind.List:
    case SyntaxKind.QExpr:
      return bracketOffence(tree, index);
    case SyntaxKind.Prefixed:
      return prefixOffence(tree, index);
    default:
      return undefined;
  }
}

/** A character in a symbol that only other dialects know. */
function symbolOffence(
  tree: SyntaxTree,
  index: number,
  { symbolCharacters }: Dialect,
): { at: number; error: Err } | undefined {
  const foreign = [...tree.text(index)].findIndex((one) => !symbolCharacters.includes(one));
  const at = tree.start(index) + foreign;
  return foreign === -1 ? undefined : { at, error: unexpected(tree.source, at) };
}

function unexpected(source: string, at: number): Err {
  return error(`[offset: ${at}] Unexpected character ${source.charAt(at)}`);
}

function stringOffence(literal: string, at: number): { at: number; error: Err } | undefined {
  for (let inside = 1; inside < literal.length; inside++) {
    const character = literal.charAt(inside);
    if (character === '"') {
      return undefined;
    }
    if (character === "\\") {
      inside++;
      const escaped = literal.charAt(inside);
      // At the very end the reference's search finds the terminator and reads on.
      if (escaped !== "" && !ESCAPABLE.includes(escaped)) {
        return { at, error: error(`Invalid escape character \\${escaped}`) };
      }
    }
  }
  return { at, error: error("Unexpected  end of input at string literal") };
}

function bracketOffence(tree: SyntaxTree, index: number): { at: number; error: Err } | undefined {
  const closer = tree.kind(index) === SyntaxKind.List ? ")" : "}";
  const end = tree.end(index);
  const node = tree.node(index);
  const last = node.children.at(-1);
  const isClosed =
    last !== undefined &&
    (last.kind === SyntaxKind.CloseParen || last.kind === SyntaxKind.CloseBrace);
  if (!isClosed) {
    // Closed by a bracket of the other kind, or by the end of the text.
    return end < tree.source.length ? { at: end, error: unexpected(tree.source, end) } : undefined;
  }
  const isBlank = node.children.length > 2 && node.elements.length === 0 && hasOnlyTrivia(node);
  return isBlank && tree.source.charAt(end - 1) === closer
    ? { at: end - 1, error: unexpected(tree.source, end - 1) }
    : undefined;
}

function hasOnlyTrivia(node: SyntaxNode): boolean {
  return node.children.slice(1, -1).every((child) => child.isTrivia);
}

function prefixOffence(tree: SyntaxTree, index: number): { at: number; error: Err } | undefined {
  if (tree.node(index).elements.length > 0) {
    return undefined;
  }
  const end = tree.end(index);
  return end < tree.source.length
    ? { at: end, error: unexpected(tree.source, end) }
    : { at: end, error: error("Unexpected  end of input") };
}

/**
 * The text ends inside brackets. Right behind an element the reader looks for the closer of the
 * innermost open one; behind blanks that follow an opening bracket it looks for an element.
 */
function unclosed(tree: SyntaxTree): { at: number; error: Err } {
  const end = tree.source.length;
  let innermost = tree.root;
  for (let index = 1; index < tree.size; index++) {
    const kind = tree.kind(index);
    const isBracket = kind === SyntaxKind.List || kind === SyntaxKind.QExpr;
    if (isBracket && tree.end(index) === end && !isClosedAt(tree, index)) {
      innermost = tree.node(index);
    }
  }
  if (innermost.elements.length === 0 && innermost.children.length > 1) {
    return { at: end, error: error("Unexpected  end of input") };
  }
  const closer = innermost.kind === SyntaxKind.List ? ")" : "}";
  const message = `[offset: ${end}] Unexpected end of input reading expr, while looking for`;
  return { at: end, error: error(`${message} \`${closer}\``) };
}

function isClosedAt(tree: SyntaxTree, index: number): boolean {
  const last = tree.node(index).children.at(-1);
  return last?.kind === SyntaxKind.CloseParen || last?.kind === SyntaxKind.CloseBrace;
}

interface Open {
  readonly kind: SyntaxKind;
  readonly mark: string;
  readonly after: number;
  readonly items: Value[];
}

/** The value of a datum; its subtree must be free of errors. Does not recurse. */
function toValue(node: SyntaxNode, source: Source | undefined): Value {
  const { tree } = node;
  const open: Open[] = [];
  const top: Value[] = [];
  const limit = tree.after(node.index);
  for (let index = node.index; index < limit; index++) {
    finishUpTo(index, open, top, source);
    const kind = tree.kind(index);
    if (kind >= SyntaxKind.List) {
      const mark = kind === SyntaxKind.Prefixed ? tree.text(index + 1) : "";
      open.push({ kind, mark, after: tree.after(index), items: [] });
    } else if (kind >= SyntaxKind.Symbol && kind <= SyntaxKind.String) {
      (open.at(-1)?.items ?? top).push(atom(kind, tree.text(index)));
    }
  }
  finishUpTo(limit, open, top, source);
  return top[0] as Value;
}

/** Closes what ends before this element. */
function finishUpTo(index: number, open: Open[], top: Value[], source: Source | undefined): void {
  for (let last = open.at(-1); last !== undefined && last.after <= index; last = open.at(-1)) {
    open.pop();
    (open.at(-1)?.items ?? top).push(finished(last, source));
  }
}

const PREFIX_NAMES: Readonly<Record<string, string>> = {
  "`": "quasiquote",
  ",": "unquote",
  ",@": "unquote-splicing",
};

function finished(open: Open, source: Source | undefined): Value {
  if (open.kind !== SyntaxKind.Prefixed) {
    return list(open.items, open.kind === SyntaxKind.QExpr, NIL, source);
  }
  const datum = open.items[0] as Value;
  const name = PREFIX_NAMES[open.mark];
  return name === undefined
    ? cons(datum, NIL, true, source)
    : list([symbol(name), datum], false, NIL, source);
}

function atom(kind: SyntaxKind, text: string): Value {
  switch (kind) {
    case SyntaxKind.Number:
      return parseInteger(text) ?? 0;
    case SyntaxKind.String:
      return string(decodeString(text) ?? "");
    default:
      return symbol(text);
  }
}
