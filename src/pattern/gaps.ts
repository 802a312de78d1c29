// What stands between the parts of a match: blanks, line ends and comments.

import type { Match, Part } from "./match.js";

/** What stands between two parts of a match. */
export interface Gap {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What stands behind each part but the last, in order. */
export function gapsOf({ node, parts }: Match): readonly Gap[] {
  return parts.slice(1).map(({ start: end }, index) => {
    const { end: start } = parts[index] as Part;
    return { start, end, text: node.tree.source.slice(start, end) };
  });
}
