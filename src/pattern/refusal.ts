// Why a match stays as it is though its rule says what it becomes: a comment would be lost or would end up
// beside something else, or the new text would not mean there what it says.

import { SyntaxKind } from "../syntax/kinds.js";
import type { Span } from "../syntax/span.js";
import type { SyntaxNode } from "../syntax/tree.js";
import { isCloser, placeComments } from "./comment-slots.js";
import type { Gap } from "./gaps.js";
import type { Match, Run } from "./match.js";
import type { Step, Template } from "./template.js";

/** A match that is left, and the place that says why. */
export interface Refusal {
  readonly match: Match;
  readonly span: Span;
  readonly reason: string;
}

/** Why the template cannot be put in place of the match; undefined where it can. */
export function refusalOf(match: Match, template: Template): Refusal | undefined {
  const comment = lostComment(match, template);
  if (comment !== undefined) {
    const reason = "a comment inside would be lost or stand beside something else";
    return { match, span: comment, reason };
  }
  const lonely = placeComments(match, template).find(({ slot }) =>
    isEmptyAt(slot ?? 0, match, template),
  );
  if (lonely !== undefined) {
    const reason = "a comment would stand in empty brackets, which do not read";
    return { match, span: commentOf(lonely.gap, match), reason };
  }
  const reason = misplaced(match, template);
  return reason === undefined ? undefined : { match, span: match.node.span, reason };
}

/** The first comment that has no place in the new text. */
function lostComment(match: Match, template: Template): Span | undefined {
  for (const [index, { run }] of match.parts.entries()) {
    const inside = template.isKept[index] ? undefined : commentIn(run);
    if (inside !== undefined) {
      return inside;
    }
  }
  const lost = placeComments(match, template).find(({ slot }) => slot === undefined);
  return lost && commentOf(lost.gap, match);
}

function commentOf(gap: Gap, { node }: Match): Span {
  const start = gap.start + gap.text.indexOf(";");
  return { start, end: node.tree.source.indexOf("\n", start) };
}

/** Whether the slot stands in brackets in which nothing else is written. */
function isEmptyAt(slot: number, { parts }: Match, { steps }: Template): boolean {
  const isWritten = ({ part }: Step): boolean => {
    const known = part === undefined ? undefined : parts[part];
    return known === undefined || known.start < known.end;
  };
  const before = steps.slice(0, slot).findLast(isWritten);
  const after = steps.slice(slot).find(isWritten);
  return isBracket(before?.item.text) && isCloser(after?.item.text);
}

function isBracket(token: string | undefined): boolean {
  return token === "(" || token === "{";
}

function commentIn(run: Run | undefined): Span | undefined {
  for (let index = run?.first ?? 0; run !== undefined && index < run.after; index++) {
    if (run.tree.kind(index) === SyntaxKind.Comment) {
      return run.tree.node(index).span;
    }
  }
  return undefined;
}

function misplaced(match: Match, { text }: Template): string | undefined {
  const { node, bindings } = match;
  const forms = text.tree.root.elements;
  const [form] = forms;
  const count = forms.reduce((sum, each) => sum + dataIn(each, text.holes, bindings), 0);
  if (node.parent?.kind === SyntaxKind.Prefixed && count !== 1) {
    return "the reader prefix in front of it takes exactly one datum";
  }
  if (count === 0 && text.tree.root.elements.length > 0) {
    return "nothing would be left of it";
  }
  const becomesAtom = count !== 1 || form?.kind !== SyntaxKind.List;
  return match.isBody && becomesAtom
    ? "it is a body, and what it would become is no call"
    : undefined;
}

function dataIn(
  { start }: SyntaxNode,
  holes: Template["text"]["holes"],
  bindings: Match["bindings"],
): number {
  const hole = holes.get(start);
  if (hole?.name === undefined || !hole.isMany) {
    return 1;
  }
  const run = bindings.get(hole.name);
  let count = 0;
  for (let at = run?.first ?? 0; run !== undefined && at < run.after; at = run.tree.after(at)) {
    count += run.tree.node(at).isDatum ? 1 : 0;
  }
  return count;
}
