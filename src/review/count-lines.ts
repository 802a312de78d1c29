// How many lines a change takes away and brings, as a diff counts them: a changed line is one of
// each, and so is a line that moved.

import type { FileReview } from "./file-review.js";

export function countLines({ rows }: FileReview): {
  readonly removed: number;
  readonly added: number;
} {
  let removed = 0;
  let added = 0;
  for (const { kind } of rows) {
    removed += kind === "removed" || kind === "moved-from" || kind === "changed" ? 1 : 0;
    added += kind === "added" || kind === "moved-to" || kind === "changed" ? 1 : 0;
  }
  return { removed, added };
}
