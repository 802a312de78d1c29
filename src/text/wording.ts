// How numbers and long lines read in the text report: plurals, lists, wrapping at a width.

import { stripVTControlCharacters } from "node:util";

/** `1 file`, `2 files`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Up to three of the items, and how many more there are: `a, b, c and 2 more`. */
export function someOf(items: readonly string[]): string {
  const shown = items.slice(0, 3).join(", ");
  return items.length > 3 ? `${shown} and ${items.length - 3} more` : shown;
}

/**
 * Breaks the text at blanks into lines of at most `width` characters, the lines after the first
 * indented; a word that is longer stands alone. Colours take no room. An undefined width leaves
 * one line. `lengthOf` measures, where characters may take more columns than one.
 */
export function wrap(
  text: string,
  width: number | undefined,
  indent = "",
  lengthOf: (text: string) => number = visibleLength,
): string {
  if (width === undefined || lengthOf(text) <= width) {
    return text;
  }
  const lines: string[] = [];
  let line = "";
  // The blanks that a line starts with belong to its first word.
  for (const word of text.match(/^\s*\S+|\s+\S+/g) ?? []) {
    if (line !== "" && lengthOf(line + word) > width) {
      lines.push(line);
      line = indent + word.trimStart();
    } else {
      line += word;
    }
  }
  return [...lines, line].join("\n");
}

function visibleLength(text: string): number {
  return stripVTControlCharacters(text).length;
}
