// Writes each list run as a pipeline where it stands. Invariant: every byte outside the runs stays, and
// no closer lands behind a comment.

import type { Rewrite, RewriteBuilder } from "../../src/edit/rewrite.js";
import { type Replacements, writeShifted } from "../../src/edit/shift.js";
import { TokenTexts } from "../../src/edit/token-texts.js";
import { ADD_TESTS, DEFAULT_SUITE_NAME, STAGES } from "../../src/framework/framework-api.js";
import { SyntaxKind } from "../../src/syntax/kinds.js";
import { encodeString } from "../../src/syntax/string-literal.js";
import type { SyntaxNode, SyntaxTree } from "../../src/syntax/tree.js";
import { type FileStyle, readFileStyle } from "../define-to-suite/change/suite-writer.js";
import { entryOf, type ListRun } from "./read-list-run.js";
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
} from "./region.js";

/** Lays out all runs of a file; `indentation` overrules what suits the file. */
export function layOutSuites(
  tree: SyntaxTree,
  runs: readonly ListRun[],
  indentation?: string,
): Rewrite {
  const style = readFileStyle(tree);
  const own = { ...style, indent: indentation ?? style.indent };
  return rewriteEach(tree, runs, (out, run) => new PipelineWriter(out, run, own).write());
}

class PipelineWriter {
  readonly #tree: SyntaxTree;
  readonly #indent: string;

  constructor(
    private readonly out: RewriteBuilder,
    private readonly run: ListRun,
    private readonly style: FileStyle,
  ) {
    this.#tree = run.node.tree;
    this.#indent = indentOf(run.node) + style.indent;
  }

  write(): void {
    const { out, run } = this;
    const { options, elements, tests } = run;
    const [head, body] = splitHead(this.#readTests());
    out.add("(-> (test/suite ");
    this.#keepOr(options.name, encodeString(DEFAULT_SUITE_NAME));
    out.add(")");
    this.#writeHeadComments(head);
    for (const { stage, value } of options.flags) {
      this.#startLine();
      out.add(`(${stage} `);
      this.#keepOr(value, '""');
      out.add(")");
    }
    if (body[0]?.kind === "unit") {
      out.add(this.style.lineEnd);
    }
    const replacements = replacementsFor(this.#tree, elements, tests, STAGES[run.mode]);
    writePieces(out, body, this.#indent, replacements);
    for (const comment of this.#commentsBehind()) {
      this.#startComment(comment);
    }
    for (const { key, value } of options.idle) {
      this.#startLine();
      out.add(`; ${key.text} ${value.text}`);
    }
    this.#writeRun();
  }

  /** The inside of the list behind its head, its last line end left out. */
  #readTests(): readonly Piece[] {
    const { tests, elements } = this.run;
    const tree = this.#tree;
    if (tests === undefined) {
      return [];
    }
    const first = elements === undefined ? tests.index : tree.after(headOf(tests).index);
    const end = elements === undefined ? afterLineOf(tests) : tree.after(tests.index) - 1;
    const pieces = readRegion({ tree, first, end, units: elements ?? [tests] });
    const [units, tail] = splitTail(pieces);
    return [...units, ...trimTail(tail)];
  }

  /** The comments in front of the tests: one of them stays on the line of the head. */
  #writeHeadComments(head: readonly Piece[]): void {
    const { node, aio, tests, elements, options } = this.run;
    const tree = this.#tree;
    const first = elements === undefined || tests === undefined ? tests : headOf(tests);
    const end = first?.index ?? options.node?.index ?? tree.after(node.index);
    const above = commentsBetween({ tree, first: node.index, end }, aio);
    const own = head.flatMap((piece) => (piece.kind === "comment" ? [piece.node] : []));
    for (const [position, comment] of [...above, ...own].entries()) {
      if (position === 0) {
        // Blanks that set it off come along.
        const isOwn = comment.is(own[0] ?? node);
        const blanks = isOwn ? head.find(({ kind }) => kind === "blank")?.node : undefined;
        this.#keepOr(blanks, " ");
        this.out.keep(comment.start, comment.end);
      } else {
        this.#startComment(comment);
      }
    }
  }

  /** Comments behind the tests and in the options, but for those in values that go elsewhere. */
  #commentsBehind(): readonly SyntaxNode[] {
    const { node, tests, elements, options } = this.run;
    const tree = this.#tree;
    const end = tree.after(node.index);
    const behind = tests === undefined ? (options.node?.index ?? end) : tree.after(tests.index);
    const first = tests !== undefined && elements === undefined ? afterLineOf(tests) : behind;
    const values = options.flags.map(({ value }) => value);
    return commentsBetween({ tree, first, end }, options.name, ...values);
  }

  #writeRun(): void {
    const { node, aio } = this.run;
    this.#startLine();
    this.out.add(aio === undefined ? "(test/run" : "(test/run-async ");
    if (aio !== undefined) {
      const shift = { from: indentOf(aio), to: this.#indent };
      writeShifted(this.out, this.#tree, aio.index, this.#tree.after(aio.index), shift);
    }
    this.out.add(endsInOneLine(this.run) ? `)${this.style.lineEnd}${indentOf(node)})` : "))");
  }

  #startComment(comment: SyntaxNode): void {
    this.out.add(lineEndsAbove(comment, this.style.lineEnd) + this.#indent);
    this.out.keep(comment.start, comment.end);
  }

  #startLine(): void {
    this.out.add(this.style.lineEnd + this.#indent);
  }

  #keepOr(value: SyntaxNode | undefined, text: string): void {
    if (value === undefined) {
      this.out.add(text);
    } else {
      this.out.keep(value.start, value.end);
    }
  }
}

/** Whether the closer of the list begins the line that ends the run. */
function endsInOneLine({ tests, elements, options, node }: ListRun): boolean {
  if (tests === undefined || elements === undefined) {
    return false;
  }
  const behind = node.tree.source.slice(tests.end, options.node?.start ?? node.end);
  return closesAlone(tests) && !behind.includes("\n");
}

/** The number of the element behind computed tests, or behind a comment on their last line. */
function afterLineOf({ tree, index }: SyntaxNode): number {
  const next = tree.after(index);
  const at = tree.kind(next) === SyntaxKind.Whitespace ? next + 1 : next;
  return tree.kind(at) === SyntaxKind.Comment ? at + 1 : next;
}

function headOf(list: SyntaxNode): SyntaxNode {
  return list.firstElement as SyntaxNode;
}

/** Entries become stages; what else stands among them is added as a list, neighbours as one. */
function replacementsFor(
  tree: SyntaxTree,
  elements: readonly SyntaxNode[] | undefined,
  tests: SyntaxNode | undefined,
  stage: string,
): Replacements {
  const texts = new TokenTexts(tree);
  if (tests !== undefined && elements === undefined) {
    texts.surround(tests, `(${ADD_TESTS} `, ")");
  }
  for (const [at, element] of (elements ?? []).entries()) {
    const entry = entryOf(element);
    if (entry !== undefined) {
      texts.replace(entry.head.index, stage);
      continue;
    }
    const isValue = (other: SyntaxNode | undefined): boolean =>
      other !== undefined && entryOf(other) === undefined;
    const before = isValue(elements?.[at - 1]) ? "" : `(${ADD_TESTS} (list `;
    const after = isValue(elements?.[at + 1]) ? "" : "))";
    texts.surround(element, before, after);
  }
  return texts.build();
}
