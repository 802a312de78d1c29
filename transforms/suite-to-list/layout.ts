// Writes each pipeline as a run of a list where it stands. Invariant: every byte outside the pipelines
// stays, and no closer lands behind a comment.

import type { Rewrite, RewriteBuilder } from "../../src/edit/rewrite.js";
import { type Replacements, replacementsOf } from "../../src/edit/shift.js";
import { LIST_ENTRIES } from "../../src/framework/framework-api.js";
import { SyntaxKind } from "../../src/syntax/kinds.js";
import type { SyntaxNode, SyntaxTree } from "../../src/syntax/tree.js";
import { type FileStyle, readFileStyle } from "../define-to-suite/change/suite-writer.js";
import {
  closesAlone,
  commentsBetween,
  indentOf,
  lineEndsAbove,
  type Piece,
  readRegion,
  rewriteEach,
  splitHead,
  splitTail,
  trimTail,
  writePieces,
} from "../list-to-suite/region.js";
import { type ListOption, optionsOf } from "./list-options.js";
import type { Pipeline } from "./read-pipeline.js";

/** Lays out all pipelines of a file; `indentation` overrules what suits the file. */
export function layOutLists(
  tree: SyntaxTree,
  pipelines: readonly Pipeline[],
  indentation?: string,
): Rewrite {
  const { lineEnd, indent } = readFileStyle(tree);
  const level = indentation ?? (indent.startsWith("\t") ? indent : "  ");
  const style = { lineEnd, indent: level };
  return rewriteEach(tree, pipelines, (out, each) => new ListWriter(out, each, style).write());
}

class ListWriter {
  readonly #tree: SyntaxTree;
  readonly #base: string;

  constructor(
    private readonly out: RewriteBuilder,
    private readonly pipeline: Pipeline,
    private readonly style: FileStyle,
  ) {
    this.#tree = pipeline.node.tree;
    this.#base = indentOf(pipeline.node);
  }

  write(): void {
    const { units, head, node, run, isComputed } = this.pipeline;
    const tree = this.#tree;
    const first = tree.after(head.node.index);
    const end = run.node.index;
    const pieces = readRegion({ tree, first, end, units: units.map((unit) => unit.node) });
    const [added, behindAdded] = splitTail(pieces);
    const tail = trimTail(behindAdded);
    const [line, rest] = splitHead([...added, ...tail]);
    this.#writeOpening();
    const hasComments = this.#writeHeadComments(line);
    const lines = this.#joined(rest, hasComments);
    if (lines[0]?.kind === "unit" && (hasComments || !isComputed)) {
      this.out.add(this.style.lineEnd);
    } else if (lines[0]?.kind === "unit") {
      this.out.add(" ");
    }
    const isJoined = isComputed && !hasComments && lines[0]?.kind === "unit";
    const indent = isJoined ? this.#base : this.#indent;
    writePieces(this.out, lines, indent, this.#replacements());
    const behind = commentsBetween({ tree, first: end, end: tree.after(node.index) });
    for (const comment of behind) {
      this.out.add(lineEndsAbove(comment, this.style.lineEnd) + this.#indent);
      this.out.keep(comment.start, comment.end);
    }
    const isSetOff = tail.length + behind.length > 0 || (units.length === 0 && hasComments);
    this.#writeEnd(isSetOff);
  }

  get #indent(): string {
    return this.#base + this.style.indent;
  }

  /** A computed list stands behind the runner, unless something parts them. */
  #joined(lines: readonly Piece[], hasComments: boolean): readonly Piece[] {
    const at = lines.findIndex(({ kind }) => kind === "unit");
    const isPlain = lines.slice(0, at).every(({ kind }) => kind !== "comment");
    return this.pipeline.isComputed && isPlain && !hasComments ? lines.slice(at) : lines;
  }

  #writeOpening(): void {
    const { run, mode, isComputed } = this.pipeline;
    const { out } = this;
    out.add(`(${run.name}`);
    const [aio] = mode === "async" ? run.args : [];
    if (aio !== undefined) {
      out.add(" ");
      out.keep(aio.start, aio.end);
    }
    out.add(isComputed ? "" : " (list");
  }

  /** The comments in front of the tests: one of them stays on the line of the head. */
  #writeHeadComments(line: readonly Piece[]): boolean {
    const { node, head } = this.pipeline;
    const tree = this.#tree;
    const end = tree.after(head.node.index);
    const above = commentsBetween({ tree, first: node.index, end }, head.args[0]);
    const own = line.flatMap((piece) => (piece.kind === "comment" ? [piece.node] : []));
    for (const [position, comment] of [...above, ...own].entries()) {
      const isOwn = comment.is(own[0] ?? node);
      const blanks = isOwn ? line.find(({ kind }) => kind === "blank")?.node : undefined;
      if (position > 0) {
        this.out.add(lineEndsAbove(comment, this.style.lineEnd) + this.#indent);
      } else if (blanks === undefined) {
        this.out.add(" ");
      } else {
        this.out.keep(blanks.start, blanks.end);
      }
      this.out.keep(comment.start, comment.end);
    }
    return above.length + own.length > 0;
  }

  /**
   * The closers and the options between them. The list's closer stands alone where something parts it
   * from the tests, and where the pipeline's did: there it begins the line that ends the run.
   */
  #writeEnd(isSetOff: boolean): void {
    const { out, style, pipeline } = this;
    const isAlone = closesAlone(pipeline.node);
    const options = optionsOf(pipeline);
    if (pipeline.isComputed) {
      out.add(isSetOff && options.length === 0 ? style.lineEnd + this.#base : "");
    } else {
      out.add(isSetOff || isAlone ? `${style.lineEnd}${this.#base})` : ")");
    }
    if (options.length > 0) {
      out.add(isAlone && !pipeline.isComputed ? " " : style.lineEnd + this.#indent);
      this.#writeOptions(options);
    }
    out.add(")");
  }

  #writeOptions(options: readonly ListOption[]): void {
    const { out } = this;
    const isData = options.every(([, value]) => typeof value === "string" || isPlain(value));
    out.add(isData ? "{" : "(list ");
    for (const [position, [key, value]] of options.entries()) {
      out.add(`${position === 0 ? "" : " "}${key} `);
      if (typeof value === "string") {
        out.add(value);
      } else {
        out.keep(value.start, value.end);
      }
    }
    out.add(isData ? "}" : ")");
  }

  #replacements(): Replacements {
    const { units, mode } = this.pipeline;
    const heads = units.flatMap(({ head }) => (head === undefined ? [] : [head.index]));
    return replacementsOf(new Map(heads.map((index) => [index, LIST_ENTRIES[mode]])));
  }
}

/** A value that means the same quoted and not. */
function isPlain({ kind }: SyntaxNode): boolean {
  return kind === SyntaxKind.Number || kind === SyntaxKind.String;
}
