// What somebody probably meant by a name that does not exist: used in messages about codes and keys.

import { compareStrings } from "./compare.js";

/**
 * Up to three of the names that are spelled most like `wrong`, the closest first; where none is close,
 * those that share a word with it.
 */
export function closestTo(wrong: string, names: readonly string[]): readonly string[] {
  const limit = Math.max(2, Math.floor(wrong.length / 3));
  const measured = names.map((name) => ({ name, distance: distanceOf(wrong, name) }));
  const close = measured.filter(({ distance }) => distance <= limit);
  const candidates =
    close.length > 0 ? close : measured.filter(({ name }) => sharesWord(wrong, name));
  return candidates
    .toSorted((a, b) => a.distance - b.distance || compareStrings(a.name, b.name))
    .slice(0, 3)
    .map(({ name }) => name);
}

function sharesWord(a: string, b: string): boolean {
  const words = new Set(b.split("-"));
  return a
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .some((word) => word.length > 3 && words.has(word));
}

/** How many characters have to be added, removed or exchanged (Levenshtein). */
function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [above, character] of [...a].entries()) {
    const next = [above + 1];
    for (let column = 1; column <= b.length; column++) {
      const exchanged = (row[column - 1] as number) + (b[column - 1] === character ? 0 : 1);
      const shifted = Math.min(row[column] as number, next[column - 1] as number) + 1;
      next.push(Math.min(exchanged, shifted));
    }
    row = next;
  }
  return row[b.length] as number;
}
