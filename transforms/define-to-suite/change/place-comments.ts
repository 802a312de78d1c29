// Which comments go where a form goes (migration.md, "Which comments move with what"): those directly
// above it and behind it are in its block already; here the detached ones, such as banners of sections,
// find the form that they belong to. Called for the plan of a suite.

import type { Item } from "../../../src/program/item.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";
import type { Block, DetachedComments } from "./blocks.js";

/** A block with the comments that go where it goes. */
export interface Placed<I extends Item = Item> {
  readonly item: I;
  readonly block: Block;
  /** In the order of the text; they stood above this block, not always directly. */
  readonly detached: readonly DetachedComments[];
  /** Blanks that the form's lines lose where it moves; the line's own, but for an opened group. */
  readonly formIndent: string;
}

/** The blocks from `first` to `run`, each with the detached comments that belong to it. */
export function placeComments(
  items: readonly Item[],
  blocks: readonly Block[],
  first: number,
  run: number,
): readonly Placed[] {
  const owned = new Map<number, DetachedComments[]>();
  for (let at = first === 0 ? 1 : first; at <= run; at++) {
    for (const [position, comments] of (blocks[at] as Block).detached.entries()) {
      const isLastOfGap = position === (blocks[at] as Block).detached.length - 1;
      const owner = isLastOfGap ? ownerOf(items, blocks, at, run) : at;
      owned.set(owner, [...(owned.get(owner) ?? []), comments]);
    }
  }
  return items.slice(first, run + 1).map((item, offset) => {
    const own = blocks[first + offset] as Block;
    const block = first + offset === 0 ? withoutHeader(own) : own;
    const detached = owned.get(first + offset) ?? [];
    return { item, block, detached, formIndent: groupIndent(item) ?? block.lineIndent };
  });
}

/** The first form of a file without the blank lines that set the file's header off. */
function withoutHeader(block: Block): Block {
  const { end } = block.blankLines;
  return block.detached.length > 0 ? { ...block, blankLines: { start: end, end } } : block;
}

/** How far the parts of a group are indented that each become a stage; undefined for no group. */
function groupIndent(item: Item): string | undefined {
  const group = item.kind === "stage" ? item.sites.find(({ kind }) => kind === "group") : undefined;
  if (group?.kind !== "group") {
    return undefined;
  }
  const { tree, index, start } = group.parts[0] as SyntaxNode;
  const before = index - 1;
  const startsLine =
    tree.kind(before) === SyntaxKind.Whitespace && tree.kind(before - 1) === SyntaxKind.Newline;
  return startsLine ? tree.text(before) : " ".repeat(tree.lines.position(start).column - 1);
}

/**
 * Whose the comments above block `at` are: the next test's before the next such comments,
 * and in a section without a test the next form's. A suite's name counts as a test here, so
 * that the comments above it stay above it.
 */
function ownerOf(
  items: readonly Item[],
  blocks: readonly Block[],
  at: number,
  run: number,
): number {
  for (let next = at; next <= run; next++) {
    const endsSection = next > at && (blocks[next] as Block).detached.length > 0;
    if (endsSection) {
      break;
    }
    const kind = items[next]?.kind;
    if (kind === "registration" || kind === "stage" || kind === "suite") {
      return next;
    }
  }
  return at;
}
