// What stands between the brackets of a suite, as lines of tests and comments: read with parts of it
// left out, written under another indentation. Invariant: tests and comments keep their order and
// their lines; all tests move by the same, and a comment as the test below.

import { type Rewrite, RewriteBuilder } from "../../src/edit/rewrite.js";
import { type Replacements, type Shift, writeIndent, writeShifted } from "../../src/edit/shift.js";
import { isTokenKind, SyntaxKind } from "../../src/syntax/kinds.js";
import type { SyntaxNode, SyntaxTree } from "../../src/syntax/tree.js";

/** A test, a comment, a line end, or blanks within or in front of a line. */
export interface Piece {
  readonly kind: "unit" | "comment" | "newline" | "blank";
  readonly node: SyntaxNode;
}

type RawPiece = Omit<Piece, "kind"> & { readonly kind: Piece["kind"] | "dropped" };

/** A run of elements of one tree, `first` up to, not including, `end`. */
export interface Region {
  readonly tree: SyntaxTree;
  readonly first: number;
  readonly end: number;
  /** What is written as a whole, in order. */
  readonly units: readonly SyntaxNode[];
}

/** The text with each of the forms, in their order, as `write` writes it; every other byte stays. */
export function rewriteEach<T extends { readonly node: SyntaxNode }>(
  tree: SyntaxTree,
  forms: readonly T[],
  write: (out: RewriteBuilder, form: T) => void,
): Rewrite {
  const out = new RewriteBuilder(tree.source);
  let at = 0;
  for (const form of forms) {
    out.keep(at, form.node.start);
    write(out, form);
    at = form.node.end;
  }
  out.keep(at, tree.source.length);
  return out.build();
}

/**
 * The pieces of a region. Whatever else stands in it is left out; a line that held nothing besides is
 * left out, too.
 */
export function readRegion(region: Region): readonly Piece[] {
  const lines: RawPiece[][] = [[]];
  const ends: RawPiece[] = [];
  for (const piece of rawPieces(region)) {
    if (piece.kind === "newline") {
      ends.push(piece);
      lines.push([]);
    } else {
      lines.at(-1)?.push(piece);
    }
  }
  return lines.flatMap((line, at): Piece[] => {
    const end = ends[at - 1];
    const above = end === undefined ? [] : [end as Piece];
    if (line.every(isKept)) {
      return [...above, ...line];
    }
    const kept = withoutDropped(line, ends[at] as Piece | undefined);
    return kept.every(isBlank) ? [] : [...above, ...kept];
  });
}

function isKept(piece: RawPiece): piece is Piece {
  return piece.kind !== "dropped";
}

/**
 * The line without what is dropped, and without the blanks that parted that from its neighbours. A
 * comment that stood behind what is gone begins a line: behind the unit before, it would speak of that.
 */
function withoutDropped(line: readonly RawPiece[], end: Piece | undefined): Piece[] {
  const kept: Piece[] = [];
  let hasDropped = false;
  let isUnitLast = true;
  for (const piece of line) {
    if (!isKept(piece)) {
      takeBlank(kept);
      hasDropped = true;
      isUnitLast &&= isCloser(piece.node) || kept.every(({ kind }) => kind !== "unit");
    } else if (piece.kind === "comment" && !isUnitLast && end !== undefined) {
      takeBlank(kept);
      kept.push(end, ...line.slice(0, 1).filter(isBlank), piece);
    } else if (!(isBlank(piece) && hasDropped && kept.every(isBlank))) {
      isUnitLast ||= piece.kind === "unit";
      kept.push(piece);
    }
  }
  return kept;
}

/** Takes the last piece away where it is a blank within the line. */
function takeBlank(kept: Piece[]): void {
  if (kept.at(-1)?.kind === "blank" && kept.length > 1) {
    kept.pop();
  }
}

function isBlank(piece: RawPiece): piece is Piece {
  return piece.kind === "blank";
}

function isCloser({ kind }: SyntaxNode): boolean {
  return kind === SyntaxKind.CloseParen || kind === SyntaxKind.CloseBrace;
}

function* rawPieces({ tree, first, end, units }: Region): Generator<RawPiece> {
  const starts = new Set(units.map(({ index }) => index));
  for (let at = first; at < end; ) {
    const isUnit = starts.has(at);
    const kind = tree.kind(at);
    if (isUnit || isTokenKind(kind)) {
      yield { kind: isUnit ? "unit" : (TRIVIA[kind] ?? "dropped"), node: tree.node(at) };
    }
    at = isUnit ? tree.after(at) : at + 1;
  }
}

const TRIVIA: Readonly<Partial<Record<SyntaxKind, Piece["kind"]>>> = {
  [SyntaxKind.Whitespace]: "blank",
  [SyntaxKind.Newline]: "newline",
  [SyntaxKind.Comment]: "comment",
};

/** The pieces up to the end of the first line or the first unit, and the others. */
export function splitHead(pieces: readonly Piece[]): readonly [readonly Piece[], readonly Piece[]] {
  const at = pieces.findIndex(({ kind }) => kind === "newline" || kind === "unit");
  return at === -1 ? [pieces, []] : [pieces.slice(0, at), pieces.slice(at)];
}

/** The pieces up to the last unit, and those behind it. */
export function splitTail(pieces: readonly Piece[]): readonly [readonly Piece[], readonly Piece[]] {
  const behind = pieces.findLastIndex(({ kind }) => kind === "unit") + 1;
  return [pieces.slice(0, behind), pieces.slice(behind)];
}

/** What stands behind the last unit, without the last line end and the blanks around it. */
export function trimTail(tail: readonly Piece[]): readonly Piece[] {
  const shorter = tail.at(-1)?.kind === "blank" ? tail.slice(0, -1) : tail;
  return shorter.at(-1)?.kind === "newline" ? shorter.slice(0, -1) : shorter;
}

/**
 * Writes pieces, the units at `indent`; comments move as the unit below them, or else as the last, and
 * a unit that begins on the line of another moves with that line.
 */
export function writePieces(
  out: RewriteBuilder,
  pieces: readonly Piece[],
  indent: string,
  replacements: Replacements,
): void {
  const units = pieces.flatMap(({ kind, node }) => (kind === "unit" ? [node] : []));
  const shiftOf = shiftsOf(units, indent);
  const alone = pieces.find(({ kind }) => kind === "comment")?.node;
  let shift: Shift = { from: alone === undefined ? "" : indentOf(alone), to: indent };
  for (const [at, { kind, node }] of pieces.entries()) {
    const { tree, index } = node;
    const isFirstOfLine = out.atLineStart;
    if (kind === "unit") {
      const isBehindUnit = !isFirstOfLine && !node.is(units[0] ?? node);
      shift = isBehindUnit ? shift : shiftOf(node);
      out.add(isFirstOfLine ? indent + indentOf(node).slice(shift.from.length) : "");
      writeShifted(out, tree, index, tree.after(index), shift, replacements);
    } else if (kind === "comment") {
      if (isFirstOfLine) {
        const below = pieces.slice(at).find((piece) => piece.kind === "unit")?.node;
        const above = pieces[at - 1];
        const blanks = above?.kind === "blank" ? above.node : undefined;
        writeMargin(out, blanks, below === undefined ? shift : shiftOf(below));
      }
      out.keep(node.start, node.end);
    } else if (kind === "newline" || !isFirstOfLine || pieces[at + 1]?.kind === "newline") {
      out.keep(node.start, node.end);
    }
  }
}

/**
 * How each unit moves to `indent`: as the least indented of its siblings, so that those which stand
 * askew stay so. One that shares its line with something else, or whose blanks are of another kind,
 * moves by itself, as all do that are no siblings.
 */
function shiftsOf(units: readonly SyntaxNode[], indent: string): (unit: SyntaxNode) => Shift {
  const lineOf = ({ tree, start }: SyntaxNode): number => lineStart(tree.source, start);
  const starting = units.filter(({ tree, start }) => startsLine(tree.source, start));
  const indents = starting.map(indentOf);
  const margin = indents.toSorted((a, b) => a.length - b.length)[0] ?? "";
  const parent = starting[0]?.parent?.index;
  const areAlike =
    indents.every((own) => own.startsWith(margin)) &&
    starting.every((unit) => unit.parent?.index === parent);
  const shared = new Set(areAlike ? starting.map(lineOf) : []);
  return (unit) => ({ from: shared.has(lineOf(unit)) ? margin : indentOf(unit), to: indent });
}

/** Writes the blanks in front of a comment that begins its line, shifted. */
function writeMargin(out: RewriteBuilder, blanks: SyntaxNode | undefined, shift: Shift): void {
  if (blanks === undefined) {
    out.add(shift.to.startsWith(shift.from) ? shift.to.slice(shift.from.length) : "");
    return;
  }
  const { tree, index, end } = blanks;
  const removed = writeIndent(out, tree, index, shift);
  out.keep(tree.start(index) + removed, end);
}

/** The line ends in front of a comment: those that part it from one right above it, else a single one. */
export function lineEndsAbove({ tree, index }: SyntaxNode, lineEnd: string): string {
  let count = 0;
  let at = index - 1;
  for (; BLANKS.has(tree.kind(at)); at--) {
    count += tree.kind(at) === SyntaxKind.Newline ? 1 : 0;
  }
  return lineEnd.repeat(tree.kind(at) === SyntaxKind.Comment ? count : 1);
}

const BLANKS: ReadonlySet<SyntaxKind> = new Set([SyntaxKind.Whitespace, SyntaxKind.Newline]);

/** Whether the closer of a bracket is the first on its line. */
export function closesAlone({ tree, end }: SyntaxNode): boolean {
  return startsLine(tree.source, end - 1);
}

/** The blanks that the line of a node begins with. */
export function indentOf({ tree, start }: SyntaxNode): string {
  const line = tree.source.slice(lineStart(tree.source, start), start);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

function startsLine(source: string, at: number): boolean {
  return /^[ \t]*$/.test(source.slice(lineStart(source, at), at));
}

function lineStart(source: string, at: number): number {
  return source.lastIndexOf("\n", at - 1) + 1;
}

/** The comments of an element range, those inside the given nodes left out. */
export function commentsBetween(
  { tree, first, end }: Omit<Region, "units">,
  ...without: readonly (SyntaxNode | undefined)[]
): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let at = first; at < end; at++) {
    const inner = without.find((node) => node?.index === at);
    if (inner !== undefined) {
      at = tree.after(inner.index) - 1;
    } else if (tree.kind(at) === SyntaxKind.Comment) {
      found.push(tree.node(at));
    }
  }
  return found;
}
