// Edits that are about nodes and care for what stands around them: blanks, line ends, comments. Each answers
// edits of the node's own text, to be sorted and applied with others. Variants that touch nothing but the node
// are named `only`.

import type { Span } from "../syntax/span.js";
import type { SyntaxNode } from "../syntax/tree.js";
import type { Edit } from "./edit.js";

/** The node becomes this text; what stands around it stays. */
export function replaceNode({ span }: SyntaxNode, newText: string): Edit {
  return { span, newText };
}

/**
 * A form in front of a node: on a line of its own where the node begins its line, with the same
 * indentation, else on the same line. Comments above the node stay above the new form.
 * ```
 * (do              (do
 *   (f x))           (log)
 *                    (f x))
 * ```
 */
export function insertBefore(node: SyntaxNode, text: string): Edit {
  const at = { start: node.start, end: node.start };
  return { span: at, newText: text + separatorAt(node) };
}

/**
 * A form behind a node: on a line of its own where the node begins its line, behind the comment that
 * ends that line, else on the same line.
 * ```
 * (do                  (do
 *   (f x) ; why          (f x) ; why
 *   (g))                 (log)
 *                        (g))
 * ```
 */
export function insertAfter(node: SyntaxNode, text: string): Edit {
  const { source } = node.tree;
  const separator = separatorAt(node);
  const comment = /[ \t]*;[^\n]*/y;
  comment.lastIndex = node.end;
  const isBroken = separator !== " ";
  const behind = isBroken && comment.test(source) ? comment.lastIndex : node.end;
  // The line end of a file with CRLF belongs to no comment.
  const end = behind > node.end && source[behind - 1] === "\r" ? behind - 1 : behind;
  return { span: { start: end, end }, newText: separator + text };
}

/** Takes a node out, and nothing with it. */
export function removeOnly({ span }: SyntaxNode): Edit {
  return { span, newText: "" };
}

/** Takes a node out with the blanks that were there for its sake. Comments stay. */
export function removeNode(node: SyntaxNode): Edit {
  return { span: removedWith(node), newText: "" };
}

/** What parts a form from the node next to it: a line end and its indentation, or a blank. */
function separatorAt({ tree, start }: SyntaxNode): string {
  const { source } = tree;
  const line = source.lastIndexOf("\n", start - 1) + 1;
  const blanks = source.slice(line, start);
  if (!/^[ \t]*$/.test(blanks)) {
    return " ";
  }
  return (/\r?\n/.exec(source)?.[0] ?? "\n") + blanks;
}

/**
 * What goes with a datum that is removed: its lines where it has them for itself, else the blanks in front of
 * it, or those behind it where it comes first.
 * ```
 * (do              (do
 *   (debug x)        (f x))
 *   (f x))
 * ```
 */
export function removedWith(node: SyntaxNode): Span {
  const { source } = node.tree;
  const { start, end } = node;
  let from = start;
  while (from > 0 && isBlank(source[from - 1])) {
    from--;
  }
  let to = end;
  while (isBlank(source[to])) {
    to++;
  }
  const beginsLine = from === 0 || source[from - 1] === "\n";
  const lineEnd = /\r?\n/y;
  lineEnd.lastIndex = to;
  if (beginsLine && lineEnd.test(source)) {
    return { start: from, end: lineEnd.lastIndex };
  }
  if (beginsLine && to === source.length) {
    return { start: from, end: to };
  }
  // A closer behind it comes up to what is in front; what comes first leaves no blank behind.
  const isFirst = node.parent?.firstElement?.is(node) === true;
  return isFirst || beginsLine ? { start, end: to } : { start: from, end };
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t";
}
