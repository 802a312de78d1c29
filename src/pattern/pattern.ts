// A pattern as data: Valk with holes. `$name` stands for one datum, `$$$name` for any number of data that
// follow on one another, `$_` and `$$$` or `$$$_` for those that nobody asks for again. Read once, matched often.

import { SyntaxKind } from "../syntax/kinds.js";
import { parse } from "../syntax/parser.js";
import type { SyntaxNode, SyntaxTree } from "../syntax/tree.js";
import { PatternError } from "./pattern-error.js";

/** A hole. Holes of one name stand for equal tokens. */
export interface Hole {
  readonly kind: "hole";
  /** Undefined for one that may stand for something else each time. */
  readonly name: string | undefined;
  /** Whether it stands for any number of data, none included. */
  readonly isMany: boolean;
}

/** What has to stand there as it is. */
export interface Literal {
  readonly kind: "literal";
  readonly syntax: SyntaxKind;
  readonly text: string;
}

/** Brackets, or a reader prefix, with what they hold. */
export interface Group {
  readonly kind: "group";
  readonly syntax: SyntaxKind;
  /** The bracket or the mark. */
  readonly open: string;
  readonly items: readonly PatternNode[];
}

/** A node of a pattern's tree. */
export type PatternNode = Hole | Literal | Group;

/** A pattern that was read. */
export interface Pattern {
  readonly source: string;
  readonly root: Literal | Group;
  /** The names of its holes, each with whether it stands for many. */
  readonly holes: ReadonlyMap<string, boolean>;
  /** A text that stands in every file with a match; undefined for a pattern that is all holes. */
  readonly mark: string | undefined;
}

/** A text with holes, its tree, and what stands for holes in it. */
export interface TextWithHoles {
  /** As it was written. */
  readonly source: string;
  /** Of the same text with symbols for holes: offsets are the same. */
  readonly tree: SyntaxTree;
  /** Holes by the offset at which they stand. */
  readonly holes: ReadonlyMap<number, Hole>;
}

const HOLE = /(\$\$\$|\$)([A-Za-z0-9_+\-*\\/=<>!&?:]*)/y;

/**
 * Reads a pattern. It matches lists as calls, wherever they stand.
 *
 * @throws PatternError for a text that is not exactly one form, does not read, or is one hole.
 */
export function readPattern(source: string): Pattern {
  const text = readHoles(source);
  const [form, second] = text.tree.root.elements;
  if (form === undefined) {
    const hint = "write a form with holes, such as (f $a $$$rest)";
    throw new PatternError("pattern-empty", "the pattern is empty", hint, source, 0);
  }
  if (second !== undefined) {
    const hint = "a pattern is one form; several of them are several commands or rules";
    const message = "the pattern holds more than one form";
    throw new PatternError("pattern-several-forms", message, hint, source, second.start);
  }
  const root = nodeOf(form, text);
  if (root.kind === "hole") {
    const hint = "put it into a form, such as (f $a)";
    const message = "the pattern is one hole, which stands for everything";
    throw new PatternError("pattern-matches-all", message, hint, source, form.start);
  }
  return { source, root, holes: namedHoles(text), mark: markOf(root) };
}

/** Reads a text with holes, of any number of forms. Throws PatternError where it does not read. */
export function readHoles(source: string): TextWithHoles {
  const holes = new Map<number, Hole>();
  let masked = source;
  let end = 0;
  const first = parse(source);
  for (let index = 0; index < first.size; index++) {
    if (first.kind(index) !== SyntaxKind.Unknown || !first.text(index).startsWith("$")) {
      continue;
    }
    const start = first.start(index);
    if (start < end) {
      continue;
    }
    HOLE.lastIndex = start;
    const [all = "", marks = "", name = ""] = HOLE.exec(source) ?? [];
    const isMany = marks === "$$$";
    if (all === "" || (name === "" && !isMany)) {
      throw badHole(source, start, "a hole needs a name");
    }
    end = start + marks.length;
    holes.set(start, {
      kind: "hole",
      name: name === "_" || name === "" ? undefined : name,
      isMany,
    });
    masked = `${masked.slice(0, start)}${"?".repeat(marks.length)}${masked.slice(start + marks.length)}`;
  }
  const tree = parse(masked);
  const [problem] = tree.diagnostics;
  if (problem !== undefined) {
    const hint = "a pattern is Valk with holes: $name for one datum, $$$name for any number";
    const { message, span } = problem;
    throw new PatternError("pattern-unreadable", message, hint, source, span.start);
  }
  refuseGlued({ source, tree, holes });
  return { source, tree, holes };
}

/** A hole that touches another symbol would be read as a part of it. */
function refuseGlued({ source, tree, holes }: TextWithHoles): void {
  for (const offset of holes.keys()) {
    const token = tree.tokenAt(offset);
    const isOwn = tree.start(token) === offset && tree.kind(token) === SyntaxKind.Symbol;
    const later = [...holes.keys()].some((other) => other > offset && other < tree.end(token));
    if (!isOwn || later) {
      throw badHole(source, offset, "a hole is a datum of its own");
    }
  }
}

function badHole(source: string, offset: number, message: string): PatternError {
  const hint = "write $name, $$$name, $_ or $$$, with blanks around";
  return new PatternError("pattern-bad-hole", message, hint, source, offset);
}

/** The node as data. */
export function nodeOf(node: SyntaxNode, text: TextWithHoles): PatternNode {
  const hole = text.holes.get(node.start);
  if (hole !== undefined && node.kind === SyntaxKind.Symbol) {
    return hole;
  }
  if (node.isToken) {
    return { kind: "literal", syntax: node.kind, text: node.text };
  }
  const open = (node.firstChild as SyntaxNode).text;
  const items = node.elements.map((element) => nodeOf(element, text));
  return { kind: "group", syntax: node.kind, open, items };
}

/** The names of a text's holes, each with whether it stands for many. Throws PatternError for one that is both. */
export function namedHoles({ holes, source }: TextWithHoles): ReadonlyMap<string, boolean> {
  const named = new Map<string, boolean>();
  for (const [offset, { name, isMany }] of holes) {
    if (name === undefined) {
      continue;
    }
    if (named.has(name) && named.get(name) !== isMany) {
      throw badHole(source, offset, `${name} stands for one datum and for many`);
    }
    named.set(name, isMany);
  }
  return named;
}

/** The longest literal, which most files lack. */
function markOf(node: PatternNode): string | undefined {
  if (node.kind === "literal") {
    return node.text;
  }
  const marks = node.kind === "group" ? node.items.map(markOf) : [];
  return marks.reduce(
    (longest, mark) => ((mark?.length ?? 0) > (longest?.length ?? 0) ? mark : longest),
    undefined,
  );
}

/** All symbols, numbers and strings that a pattern or template writes itself, brackets and marks included. */
export function literalTokens(nodes: readonly PatternNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    switch (node.kind) {
      case "hole":
        return [];
      case "literal":
        return [node.text];
      default:
        return [node.open, ...literalTokens(node.items), ...closerOf(node)];
    }
  });
}

function closerOf({ syntax }: Group): readonly string[] {
  if (syntax === SyntaxKind.Prefixed) {
    return [];
  }
  return [syntax === SyntaxKind.List ? ")" : "}"];
}
