// Formatting as a function of texts. Invariant: only blanks and line ends between tokens change, and what
// comes out is left alone the next time. Called by the command, the language server and prettier's plugin.

import { composeRewrites } from "../edit/compose.js";
import type { Edit } from "../edit/edit.js";
import { newTextOf, type Rewrite, rewriteOfEdits } from "../edit/rewrite.js";
import { SyntaxKind } from "../syntax/kinds.js";
import type { Span } from "../syntax/span.js";
import type { SyntaxTree } from "../syntax/tree.js";
import { treeOf } from "../syntax/tree-of.js";
import { ignoredParts } from "./ignored.js";
import { type LayoutRules, layoutEdits } from "./layout.js";

/**
 * Where things stop being in line, gaps that kept them so go, and with them perhaps others. No text is
 * known that needs more than three passes; one that needed more than these would not be proven.
 */
const MOST_PASSES = 8;

/** The rewrite that formats a whole text. Precondition: the text reads. */
export function formatText(source: string, rules: LayoutRules): Rewrite {
  let rewrite = rewriteOfEdits(source, []);
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const text = newTextOf(rewrite);
    const tree = treeOf(text);
    const edits = layoutEdits(tree, rules, ignoredParts(tree));
    if (edits.length === 0) {
      break;
    }
    rewrite = composeRewrites(rewrite, rewriteOfEdits(text, edits));
  }
  return rewrite;
}

/**
 * The edits that format the lines which a part of a text touches, as they stand among the others; blank
 * lines in front of them count as theirs. Precondition: the text reads.
 */
export function formatPart(source: string, part: Span, rules: LayoutRules): readonly Edit[] {
  const tree = treeOf(source);
  const before = part.start === 0 ? -1 : source.lastIndexOf("\n", part.start - 1);
  const above = before === -1 ? [] : [{ start: 0, end: before }];
  // A part that ends where a line begins does not touch it.
  const lineFeed = source.indexOf("\n", Math.max(part.start, part.end - 1));
  if (lineFeed === -1) {
    return layoutEdits(tree, rules, joinParts([...ignoredParts(tree), ...above]));
  }
  const { gapStart, blanks } = gapAround(tree, lineFeed);
  const kept = [...ignoredParts(tree), ...above, { start: gapStart, end: source.length }];
  const edits = layoutEdits(tree, rules, joinParts(kept));
  return blanks.start === blanks.end ? edits : [...edits, { span: blanks, newText: "" }];
}

/** Where the gap begins that a line end stands in, and its blanks in front of the line end. */
function gapAround(tree: SyntaxTree, lineFeed: number): { gapStart: number; blanks: Span } {
  const lineEnd = tree.tokenAt(lineFeed);
  if (tree.kind(lineEnd) !== SyntaxKind.Newline) {
    // In a string.
    return { gapStart: lineFeed, blanks: { start: lineFeed, end: lineFeed } };
  }
  const end = tree.start(lineEnd);
  const isBlank = tree.kind(lineEnd - 1) === SyntaxKind.Whitespace;
  let first = lineEnd;
  while (GAP.has(tree.kind(first - 1))) {
    first--;
  }
  const blanks = { start: isBlank ? tree.start(lineEnd - 1) : end, end };
  return { gapStart: tree.start(first), blanks };
}

const GAP: ReadonlySet<SyntaxKind> = new Set([SyntaxKind.Whitespace, SyntaxKind.Newline]);

/** The same parts, sorted, those that meet as one. */
function joinParts(parts: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const part of parts.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && part.start <= last.end) {
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, part.end) };
    } else {
      joined.push(part);
    }
  }
  return joined;
}

/** Whether more lines of a text are indented with a tab than with blanks, strings aside. */
export function isIndentedWithTabs(source: string): boolean {
  const tree = treeOf(source);
  let [tabs, blanks] = [0, 0];
  for (let index = 1; index < tree.size; index++) {
    if (tree.kind(index - 1) === SyntaxKind.Newline && tree.kind(index) === SyntaxKind.Whitespace) {
      const text = tree.text(index);
      tabs += text.startsWith("\t") ? 1 : 0;
      // A single one stands in files with tabs, too.
      blanks += text.startsWith("  ") ? 1 : 0;
    }
  }
  return tabs > blanks;
}

/**
 * The line end that a text uses last outside strings, which is how it ends once it is formatted; a line feed
 * where it has but one line.
 */
export function lineEndOf(source: string): string {
  const tree = treeOf(source);
  let last = tree.size - 1;
  while (last > 0 && tree.kind(last) !== SyntaxKind.Newline) {
    last--;
  }
  return last > 0 ? tree.text(last) : "\n";
}
