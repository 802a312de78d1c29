// The moves that both layouts are written with: blocks put down as they stand above the
// suite, or shifted as parts of it, with line ends only where a line has to begin.
// Invariant: comments end with their line, so that nothing is ever written behind a `;`.

import { type Rewrite, RewriteBuilder } from "../../../src/edit/rewrite.js";
import {
  isBlankLine,
  type Replacements,
  type Shift,
  writeIndent,
  writeShifted,
} from "../../../src/edit/shift.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxNode, SyntaxTree } from "../../../src/syntax/tree.js";
import type { Block, ElementRange } from "./blocks.js";
import type { Placed } from "./place-comments.js";
import type { PartStage } from "./suite-plan.js";

/** How the file at hand is written. */
export interface FileStyle {
  /** The line end that new lines get. */
  readonly lineEnd: string;
  /** One level of indentation inside the suite. */
  readonly indent: string;
}

/** Reads the style off a file: its first line end, and tabs where most indented lines have them. */
export function readFileStyle(tree: SyntaxTree): FileStyle {
  let tabs = 0;
  let blanks = 0;
  let lineEnd: string | undefined;
  for (const index of tree.allOfKind(SyntaxKind.Newline)) {
    lineEnd ??= tree.text(index);
    if (index + 1 < tree.size && tree.kind(index + 1) === SyntaxKind.Whitespace) {
      const isTab = tree.source.charCodeAt(tree.start(index + 1)) === 9;
      tabs += isTab ? 1 : 0;
      blanks += isTab ? 0 : 1;
    }
  }
  return { lineEnd: lineEnd ?? "\n", indent: tabs > blanks ? "\t" : "    " };
}

/** The topmost blank lines of a form with its comments; an empty range where there are none. */
export function topBlankLines({ block, detached }: Placed): ElementRange {
  return (detached[0] ?? block).blankLines;
}

/** Which of the blanks and comments around a form are written. */
export interface CommentsAround {
  readonly skipBlankLines: boolean;
  readonly withTrailing: boolean;
  /** What of the form is written elsewhere, with its comments. */
  readonly kept: SyntaxNode | undefined;
}

/** Writes blocks of one file into a rewrite. */
export class SuiteWriter {
  readonly style: FileStyle;
  readonly #tree: SyntaxTree;
  readonly #out: RewriteBuilder;
  readonly #replacements: Replacements;

  /**
   * `replacements` are made in every form that is written, wherever it comes to stand; `indent` is
   * one level of indentation, read off the file where it is missing.
   */
  constructor(tree: SyntaxTree, replacements: Replacements, indent?: string) {
    this.#tree = tree;
    this.#replacements = replacements;
    this.#out = new RewriteBuilder(tree.source);
    const style = readFileStyle(tree);
    this.style = indent === undefined ? style : { ...style, indent };
  }

  build(): Rewrite {
    return this.#out.build();
  }

  get tree(): SyntaxTree {
    return this.#tree;
  }

  get atLineStart(): boolean {
    return this.#out.atLineStart;
  }

  add(text: string): void {
    this.#out.add(text);
  }

  /** Begins a new line unless one has just begun. */
  startLine(): void {
    if (!this.#out.atLineStart) {
      this.#out.add(this.style.lineEnd);
    }
  }

  /** Writes elements as they stand. */
  keep({ start, end }: ElementRange): void {
    if (start < end) {
      this.#out.keep(this.#tree.start(start), this.#tree.end(end - 1));
    }
  }

  /** Writes elements as they stand, but for the replacements among them. */
  rewrite(range: ElementRange): void {
    if (range.start < range.end) {
      this.#shifted(range, UNSHIFTED);
    }
  }

  /** Writes a block as it stands, on lines of its own. */
  writeAbove(placed: Placed): void {
    const { block } = placed;
    this.writeComments(placed, UNSHIFTED);
    this.startLine();
    if (block.startsLine) {
      this.keep(block.indent);
    }
    const { index } = block.node;
    this.#shifted({ start: index, end: this.#tree.after(index) }, this.#shiftToMargin(block));
    this.keep(block.trailing);
  }

  /**
   * Writes the comments and blank lines above a form, each line shifted. `skipBlankLines`
   * leaves out the topmost blank lines, for a caller that has put them elsewhere.
   */
  writeComments({ block, detached }: Placed, shift: Shift, skipBlankLines = false): void {
    const paragraphs = [...detached, { blankLines: block.blankLines, comments: block.attached }];
    for (const [position, { blankLines, comments }] of paragraphs.entries()) {
      if (position > 0 && blankLines.start === blankLines.end) {
        // The blank line that set these comments off stayed with the form they were parted from.
        this.startLine();
        this.add(this.style.lineEnd);
      } else if (!(skipBlankLines && position === 0)) {
        this.#blankLines(blankLines);
      }
      this.writeLines(comments, shift);
    }
  }

  /**
   * Writes what stands before a part of the suite: its comments and its indentation, or the
   * blanks that part it from its neighbour where both stand on one line.
   */
  writeLead(placed: Placed, indent: string, skipBlankLines = false): void {
    const { block, detached } = placed;
    if (block.startsLine || detached.length > 0) {
      this.startLine();
      this.writeComments(placed, { from: block.lineIndent, to: indent }, skipBlankLines);
    }
    if (this.#out.atLineStart) {
      this.#out.add(indent);
    } else {
      this.keep(block.indent);
    }
  }

  /** Writes the stage of a loaded file on a line of its own, below a blank one if it was set off. */
  writePart({ isSetOff }: PartStage, text: string, indent: string, skipBlankLine: boolean): void {
    this.startLine();
    this.#out.add(`${isSetOff && !skipBlankLine ? this.style.lineEnd : ""}${indent}${text}`);
  }

  /** Writes a form, its lines shifted to stand under `indent`. */
  writeForm({ block, formIndent }: Placed, indent: string): void {
    const { index } = block.node;
    const range = { start: index, end: this.#tree.after(index) };
    this.#shifted(range, { from: formIndent, to: indent });
  }

  /**
   * Writes a block as comment lines, each behind `; `. A comment that stood behind the form
   * gets a line of its own, so that it stays the comment it was.
   */
  writeAsComment(placed: Placed, indent: string, skipBlankLines = false): void {
    const { block } = placed;
    this.startLine();
    this.writeLead(placed, indent, skipBlankLines);
    const { start, end } = block.node;
    const lines = this.#tree.source.slice(start, end).split("\n");
    let at = start;
    for (const [position, line] of lines.entries()) {
      this.#out.add(position === 0 ? "; " : `${indent}; `);
      const lineEnd = Math.min(at + line.length + 1, end);
      this.#out.keep(at, lineEnd);
      at = lineEnd;
    }
    this.startLine();
    this.#commentsOf(block.trailing, indent);
  }

  /**
   * Writes the comments inside a form that is itself left out, each on a line of its own; those inside
   * `kept`, which is written elsewhere, go with it.
   */
  writeCommentsIn({ index }: SyntaxNode, indent: string, kept?: SyntaxNode): void {
    const end = this.#tree.after(index);
    this.#commentsOf({ start: index, end: kept?.index ?? end }, indent);
    if (kept !== undefined) {
      this.#commentsOf({ start: this.#tree.after(kept.index), end }, indent);
    }
  }

  /** Writes all comments of a block whose form is left out; its blank lines only if it has some. */
  writeCommentsAround(placed: Placed, indent: string, options: CommentsAround): void {
    const { block, detached } = placed;
    const { attached, lineIndent, node, trailing } = block;
    if (detached.length > 0 || attached.start < attached.end) {
      this.writeComments(placed, { from: lineIndent, to: indent }, options.skipBlankLines);
    }
    this.writeCommentsIn(node, indent, options.kept);
    if (options.withTrailing) {
      this.#commentsOf(trailing, indent);
    }
  }

  /** Writes the comments of a range, each on a line of its own, and nothing else of it. */
  #commentsOf({ start, end }: ElementRange, indent: string): void {
    for (let index = start; index < end; index++) {
      if (this.#tree.kind(index) === SyntaxKind.Comment) {
        this.startLine();
        this.#out.add(indent);
        this.keep({ start: index, end: index + 1 });
        this.startLine();
      }
    }
  }

  /** The same amount for every line as for the first, which moves to the margin. */
  #shiftToMargin({ startsLine, node }: Block): Shift {
    const column = startsLine ? 0 : this.#tree.lines.position(node.start).column - 1;
    return { from: " ".repeat(column), to: "" };
  }

  /** Blank lines need a line to start on: the rest of a cut line does not count as one. */
  #blankLines(range: ElementRange): void {
    if (range.start < range.end) {
      this.startLine();
      this.keep(range);
    }
  }

  /** Writes whole lines, each of them shifted; the last one may end in the middle. */
  writeLines(range: ElementRange, shift: Shift): void {
    if (range.start === range.end) {
      return;
    }
    this.startLine();
    let first = range.start;
    if (!isBlankLine(this.#tree, first)) {
      const removed = writeIndent(this.#out, this.#tree, first, shift);
      if (this.#tree.kind(first) === SyntaxKind.Whitespace) {
        this.#out.keep(this.#tree.start(first) + removed, this.#tree.end(first));
        first++;
      }
    }
    this.#shifted({ start: first, end: range.end }, shift);
  }

  #shifted({ start, end }: ElementRange, shift: Shift): void {
    writeShifted(this.#out, this.#tree, start, end, shift, this.#replacements);
  }
}

const UNSHIFTED: Shift = { from: "", to: "" };
