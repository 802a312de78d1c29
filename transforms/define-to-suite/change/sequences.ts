// Several registrations one after the other as one value. Only brackets and words are put around what
// is there: each part stays where it stands, and what is evaluated keeps its order.
//
// Before:                              After, for the builder:
// {do                                  {do
//   (= {x} 1)                            (= {x} 1)
//   (test/define "a" {…})                (test/add-all (list
//   (print x)                            (test/add "a" {…})
//   (test/define "b" {…})}               (do (print x)
//                                        (test/add "b" {…}))))}

import type { TokenTexts } from "../../../src/edit/token-texts.js";
import type { SequencePart } from "../../../src/program/sequence.js";
import type { Site } from "../../../src/program/site.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import { isSymbol, type SyntaxNode, type SyntaxTree } from "../../../src/syntax/tree.js";
import type { Words } from "./words.js";

type Sequence = Extract<Site, { kind: "sequence" }>;

/** Writes the parts' values as one, in place. */
export function writeSequence({ node, parts }: Sequence, words: Words, texts: TokenTexts): void {
  for (const part of parts) {
    if (part.role === "dropped") {
      dropPart(part.node, texts);
    }
  }
  const kept = parts.filter(({ role }) => role !== "dropped");
  const first = kept.findIndex(isEffect);
  const isOneValue = kept.length === first + 1;
  if (!isOneValue) {
    collect(node, kept, first, words, texts);
    tieToNext(kept.slice(first), words, texts);
  }
}

function isEffect({ role }: SequencePart): boolean {
  return role === "effect";
}

/** Makes one value of the parts from the first registration on; what stands before stays before. */
function collect(
  node: SyntaxNode,
  parts: readonly SequencePart[],
  first: number,
  words: Words,
  texts: TokenTexts,
): void {
  const closer = node.tree.after(node.index) - 1;
  const head = node.firstElement as SyntaxNode;
  if (first > 0) {
    const { tree, index } = (parts[first] as SequencePart).node;
    const gap = startsLine(tree, index) ? "\n" : " ";
    texts.surround(tree.node(index), `(${words.collect}${gap}`, "");
    texts.addBefore(closer, `${words.collectEnd})`);
  } else if (isSymbol(head, "do")) {
    texts.replace(head.index, words.collect);
    texts.addBefore(closer, words.collectEnd);
  } else {
    const gap = isBlank(node.tree, node.index + 2) ? "" : " ";
    texts.fill(node, `${words.collect}${gap}`, words.collectEnd);
  }
}

/** Ties what does something else to the next registration, and what follows the last one to nothing. */
function tieToNext(parts: readonly SequencePart[], { neutral }: Words, texts: TokenTexts): void {
  let from: SyntaxNode | undefined;
  for (const { node, role } of parts) {
    if (role === "plain") {
      from ??= node;
    } else if (from !== undefined) {
      texts.surround(from, "(do ", "");
      texts.surround(node, "", ")");
      from = undefined;
    }
  }
  const last = parts.at(-1);
  if (from !== undefined && last !== undefined) {
    texts.surround(from, "(do ", "");
    texts.surround(last.node, "", ` ${neutral})`);
  }
}

/** Leaves a part out with the blanks and line ends before it; a comment keeps the end of its line. */
function dropPart({ tree, index }: SyntaxNode, texts: TokenTexts): void {
  texts.replace(index, "");
  let start = index;
  while (isBlank(tree, start - 1)) {
    start--;
  }
  if (tree.kind(start - 1) !== SyntaxKind.Comment) {
    for (let at = start; at < index; at++) {
      texts.replace(at, "");
    }
  } else if (tree.kind(index + 1) === SyntaxKind.Whitespace) {
    texts.replace(index + 1, "");
  }
}

function isBlank(tree: SyntaxTree, index: number): boolean {
  const kind = tree.kind(index);
  return kind === SyntaxKind.Whitespace || kind === SyntaxKind.Newline;
}

/** Whether the element is the first of its line. */
function startsLine(tree: SyntaxTree, index: number): boolean {
  const before = tree.kind(index - 1) === SyntaxKind.Whitespace ? index - 2 : index - 1;
  return tree.kind(before) === SyntaxKind.Newline;
}
