// Comments by which an author keeps what stands behind them as it is, as prettier reads them.

import { SyntaxKind } from "../syntax/kinds.js";
import type { Span } from "../syntax/span.js";
import type { SyntaxNode, SyntaxTree } from "../syntax/tree.js";

const IGNORE = /^;+\s*prettier-ignore(-start|-end)?\s*$/;

/**
 * The parts that stay byte for byte, sorted, none within another: the form behind a comment
 * `; prettier-ignore`, and what stands between `; prettier-ignore-start` and the next
 * `; prettier-ignore-end` in the same brackets. A start without an end keeps nothing.
 */
export function ignoredParts(tree: SyntaxTree): readonly Span[] {
  const parts: Span[] = [];
  let kept = 0;
  for (let index = 0; index < tree.size; index++) {
    const part =
      tree.kind(index) === SyntaxKind.Comment && tree.start(index) >= kept
        ? partBehind(tree.node(index))
        : undefined;
    if (part !== undefined) {
      parts.push(part);
      kept = part.end;
    }
  }
  return parts;
}

function partBehind(comment: SyntaxNode): Span | undefined {
  const [word, which] = IGNORE.exec(comment.text) ?? [];
  if (word === undefined || which === "-end") {
    return undefined;
  }
  return which === undefined ? comment.nextElement?.span : partUpToEnd(comment);
}

function partUpToEnd(comment: SyntaxNode): Span | undefined {
  for (let next = comment.nextSibling; next !== undefined; next = next.nextSibling) {
    if (IGNORE.exec(next.text)?.[1] === "-end" && next.kind === SyntaxKind.Comment) {
      return { start: comment.end, end: next.end };
    }
  }
  return undefined;
}
