// One pass over a text: what becomes of the gaps between its tokens. Lines stay the author's; their
// indentation, blanks and blank lines are made as the rules want them. Invariant: nothing is changed
// but blanks and line ends between tokens, and no token comes to stand behind a comment on its line.

import type { Edit } from "../edit/edit.js";
import { SyntaxKind } from "../syntax/kinds.js";
import type { Span } from "../syntax/span.js";
import type { SyntaxTree } from "../syntax/tree.js";
import { type IsAligned, readAlignment } from "./alignment.js";
import {
  type Choose,
  choosePlace,
  closerPlaces,
  elementPlace,
  type Frame,
  keepElement,
  openFrame,
  type Place,
  rootFrame,
} from "./frame.js";
import type { Indents } from "./indents.js";
import {
  columnBehind,
  isCloser,
  isComment,
  isOpener,
  isPrefix,
  type Token,
  tokensOf,
} from "./tokens.js";

export interface LayoutRules {
  readonly indents: Indents;
  /** Whether every form stands as the table says, however its author has it. */
  readonly isStrict: boolean;
  /** Columns of one level of indentation, which a tab is, too. */
  readonly tabWidth: number;
  /** Whether lines are indented with tabs. */
  readonly useTabs: boolean;
  readonly lineEnd: string;
}

/**
 * The edits that lay a text out once: sorted, each of one gap. Gaps within the parts that are kept,
 * which are sorted and apart, stay. Precondition: the text reads. Linear.
 */
export function layoutEdits(
  tree: SyntaxTree,
  rules: LayoutRules,
  kept: readonly Span[],
): readonly Edit[] {
  const layout = new Layout(tree, rules, kept);
  return layout.edits();
}

class Layout {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  readonly #isAligned: IsAligned;
  readonly #frames: Frame[];
  readonly #edits: Edit[] = [];
  /** Where the next character comes to stand. */
  #column = 0;
  /** The comment that came last, where others may stand below it. */
  #comment: { readonly line: number; readonly place: Place } | undefined;
  /** Number of the token behind the comments at hand. */
  #below = 0;
  /** Number of the first kept part that does not lie behind. */
  #part = 0;

  constructor(
    tree: SyntaxTree,
    private readonly rules: LayoutRules,
    private readonly kept: readonly Span[],
  ) {
    this.#frames = [rootFrame(rules.tabWidth)];
    this.#source = tree.source;
    this.#tokens = tokensOf(tree, rules.tabWidth);
    this.#isAligned = readAlignment(this.#tokens);
  }

  edits(): readonly Edit[] {
    for (const [index, token] of this.#tokens.entries()) {
      this.#lay(token, index);
    }
    const last = this.#tokens.at(-1)?.end ?? 0;
    const rest = { start: last, end: this.#source.length };
    const end = last === 0 ? "" : this.rules.lineEnd;
    this.#write(rest, this.#isKept(rest) ? this.#textOf(rest) : end);
    return this.#edits;
  }

  #lay(token: Token, index: number): void {
    const { gap } = token;
    const isKept = this.#isKept(gap);
    const beginsLine = this.#beginsLine(index);
    this.#write(gap, isKept ? this.#textOf(gap) : this.#gapFor(index, beginsLine));
    const place = { old: token.column, now: this.#column };
    if (isKept && beginsLine) {
      keepElement(this.#frame, place);
    }
    if (isComment(token)) {
      this.#noteComment(token, place, beginsLine);
    } else if (isCloser(token)) {
      this.#frames.pop();
    } else {
      this.#noteElement(index, place, beginsLine);
    }
    this.#column = columnBehind(this.#source, token, this.#column, this.rules.tabWidth);
  }

  /** Whether a line end stands in front of a token, and is to stay there. */
  #beginsLine(index: number): boolean {
    const before = this.#tokens[index - 1];
    return (
      before !== undefined &&
      (this.#tokens[index] as Token).newlines > 0 &&
      // A prefix comes back to its datum, unless a comment stands between them.
      !(isPrefix(before) && !isComment(this.#tokens[index]))
    );
  }

  #gapFor(index: number, beginsLine: boolean): string {
    const token = this.#tokens[index] as Token;
    const before = this.#tokens[index - 1];
    if (!beginsLine) {
      return this.#separator(index);
    }
    const isBlank = token.newlines > 1 && !isOpener(before) && !isCloser(token);
    const { now } = this.#linePlace(index);
    return this.rules.lineEnd.repeat(isBlank ? 2 : 1) + this.#indentation(now);
  }

  /** What parts a token from the one in front of it on its line. */
  #separator(index: number): string {
    const token = this.#tokens[index] as Token;
    const before = this.#tokens[index - 1];
    const own = this.#textOf(token.gap);
    const isTight = before === undefined || isOpener(before) || isCloser(token) || isPrefix(before);
    if (isTight && !isComment(token)) {
      return "";
    }
    if (own === " ") {
      return own;
    }
    const keepsOwn = /^[ \t]+$/.test(own) && (isComment(token) || this.#isAligned(index));
    return keepsOwn ? own : isTight ? "" : " ";
  }

  #linePlace(index: number): Place {
    const token = this.#tokens[index] as Token;
    const frame = this.#frame;
    const choose: Choose = (allowed) =>
      choosePlace(allowed, this.rules.isStrict ? undefined : this.#decidingColumn(index));
    if (isCloser(token)) {
      return choose(closerPlaces(frame, this.#outermostClosed(index)));
    }
    const comment = this.#comment;
    const isBelow = comment?.line === token.line - 1 && comment.place.old === token.column;
    return isComment(token) && isBelow ? comment.place : elementPlace(frame, choose);
  }

  /** A comment stands with the element below it; where none is, by itself. */
  #decidingColumn(index: number): number {
    while (this.#below < index || isComment(this.#tokens[this.#below])) {
      this.#below++;
    }
    const below = this.#tokens[this.#below];
    const decides = below !== undefined && !isCloser(below);
    return (decides ? below : (this.#tokens[index] as Token)).column;
  }

  /** The last bracket that is closed on the line that this closer begins. */
  #outermostClosed(index: number): Frame {
    let last = index;
    while (isCloser(this.#tokens[last + 1]) && this.#tokens[last + 1]?.newlines === 0) {
      last++;
    }
    return this.#frames.at(index - last - 1) as Frame;
  }

  #noteComment(token: Token, place: Place, beginsLine: boolean): void {
    const isBelow = this.#comment?.place.old === token.column;
    this.#comment = beginsLine && !isBelow ? undefined : { line: token.line, place };
  }

  #noteElement(index: number, place: Place, beginsLine: boolean): void {
    const token = this.#tokens[index] as Token;
    const frame = this.#frame;
    if (!isPrefix(this.#tokens[index - 1])) {
      this.#countElement(token, place, beginsLine);
    }
    if (isOpener(token)) {
      const isBraces = token.kind === SyntaxKind.OpenBrace;
      const { step, line } = frame;
      this.#frames.push(openFrame({ isBraces, step, bracket: place, base: line }));
    }
  }

  #countElement(token: Token, place: Place, beginsLine: boolean): void {
    const frame = this.#frame;
    const text = this.#textOf(token);
    frame.count++;
    if (beginsLine) {
      frame.line = place;
    }
    const isKey = text.startsWith(":");
    frame.key = isKey && (beginsLine || frame.count === 1) ? place : undefined;
    if (frame.count === 1) {
      const isCall = token.kind === SyntaxKind.Symbol && !isKey;
      const indent = isCall ? (this.rules.indents.get(text) ?? "block") : undefined;
      frame.head = { text, place, beginsLine, indent };
    } else if (frame.count === 2 && !beginsLine) {
      frame.argument = place;
    }
  }

  get #frame(): Frame {
    return this.#frames.at(-1) as Frame;
  }

  #isKept(gap: Span): boolean {
    while ((this.kept[this.#part]?.end ?? Number.POSITIVE_INFINITY) < gap.end) {
      this.#part++;
    }
    const part = this.kept[this.#part];
    return part !== undefined && part.start <= gap.start && gap.end <= part.end;
  }

  #write(gap: Span, text: string): void {
    this.#column = columnBehind(
      text,
      { start: 0, end: text.length },
      this.#column,
      this.rules.tabWidth,
    );
    if (text !== this.#textOf(gap)) {
      this.#edits.push({ span: gap, newText: text });
    }
  }

  #indentation(column: number): string {
    const { useTabs, tabWidth } = this.rules;
    const tabs = useTabs ? Math.floor(column / tabWidth) : 0;
    return "\t".repeat(tabs) + " ".repeat(column - tabs * tabWidth);
  }

  #textOf({ start, end }: Span): string {
    return this.#source.slice(start, end);
  }
}
