// A text with holes as a row: its tokens and holes in order, with what stands between them. In this form a
// template is compared with its pattern, and a match with both.

import { isTokenKind, isTriviaKind } from "../syntax/kinds.js";
import type { Hole, TextWithHoles } from "./pattern.js";

/** A token or a hole. */
export interface FlatItem {
  /** As written; a hole as `$name`. */
  readonly text: string;
  readonly hole: Hole | undefined;
  /** What stands in front of it: blanks, line ends and comments. Empty for the first. */
  readonly gap: string;
  /** Whether it is a bracket or mark that opens, or a bracket that closes the outermost form. */
  readonly isOutermost: boolean;
}

/** Everything but trivia, in order. Blanks around it are left out. */
export function flatten({ source, tree, holes }: TextWithHoles): readonly FlatItem[] {
  const items: FlatItem[] = [];
  let end: number | undefined;
  for (let index = 0; index < tree.size; index++) {
    const kind = tree.kind(index);
    if (!isTokenKind(kind) || isTriviaKind(kind)) {
      continue;
    }
    const start = tree.start(index);
    items.push({
      text: source.slice(start, tree.end(index)),
      hole: holes.get(start),
      gap: end === undefined ? "" : source.slice(end, start),
      isOutermost: tree.parent(tree.parent(index)) === 0,
    });
    end = tree.end(index);
  }
  return items;
}
