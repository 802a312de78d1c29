// Two rewrites one after the other as one: what the second keeps of the text between them is what the first
// kept or added there. Called by what changes a text until nothing is left to change.

import { lowerBound } from "../syntax/lower-bound.js";
import { newTextOf, type Rewrite, RewriteBuilder } from "./rewrite.js";

/** The rewrite of `first`'s source that gives the text of `second`, whose source is `first`'s text. */
export function composeRewrites(first: Rewrite, second: Rewrite): Rewrite {
  const builder = new RewriteBuilder(first.source);
  const pieces = placedFragments(first);
  for (const fragment of second.fragments) {
    if (typeof fragment === "string") {
      builder.add(fragment);
      continue;
    }
    const { start, end } = fragment;
    for (let at = firstPieceAt(pieces, start); at < pieces.length; at++) {
      const piece = pieces[at] as Placed;
      if (piece.start >= end) {
        break;
      }
      const from = Math.max(start, piece.start) - piece.start;
      const to = Math.min(end, piece.end) - piece.start;
      if (piece.keptFrom === undefined) {
        builder.add(piece.text.slice(from, to));
      } else {
        builder.keep(piece.keptFrom + from, piece.keptFrom + to);
      }
    }
  }
  return builder.build();
}

/** Where in the source what stands at an offset of the new text was kept from, or was put next to. */
export function sourceOffset(rewrite: Rewrite, offset: number): number {
  const pieces = placedFragments(rewrite);
  let known = 0;
  for (const { start, end, keptFrom } of pieces) {
    if (keptFrom !== undefined && start <= offset) {
      known = keptFrom + Math.min(offset, end) - start;
    }
  }
  return known;
}

/** A fragment with where its text stands between the two rewrites. */
interface Placed {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Where it was kept from. */
  readonly keptFrom: number | undefined;
}

function placedFragments({ source, fragments }: Rewrite): readonly Placed[] {
  let start = 0;
  return fragments.map((fragment) => {
    const text = newTextOf({ source, fragments: [fragment] });
    const placed = {
      start,
      end: start + text.length,
      text,
      keptFrom: typeof fragment === "string" ? undefined : fragment.start,
    };
    start = placed.end;
    return placed;
  });
}

function firstPieceAt(pieces: readonly Placed[], offset: number): number {
  return lowerBound(pieces.length, (at) => (pieces[at] as Placed).end <= offset);
}
