// A second, slow definition of pairs and classes, from texts and single characters alone: what the
// fast one has to agree with on every migration. It shares no code with it.

import type { Fragment, Rewrite } from "../../src/edit/rewrite.js";

export interface SlowPair {
  readonly oldLine: number;
  readonly newLine: number;
}

/** For each character of the new text the offset that it had in the old one, or -1. */
export function originsOf({ fragments }: Rewrite): readonly number[] {
  return fragments.flatMap((fragment: Fragment) =>
    typeof fragment === "string"
      ? Array.from(fragment.split(""), () => -1)
      : Array.from({ length: fragment.end - fragment.start }, (_, at) => fragment.start + at),
  );
}

/** Each line with its number for each of its characters. */
function lineNumbers(text: string): readonly number[] {
  let line = 0;
  return text.split("").map((character) => (character === "\n" ? line++ : line));
}

/** The pairs: of all old and new lines those that share most with one another. */
export function slowPairs(rewrite: Rewrite, newText: string): readonly SlowPair[] {
  const { source } = rewrite;
  const oldNumbers = lineNumbers(source);
  const newNumbers = lineNumbers(newText);
  const oldTexts = source.split("\n");
  const newTexts = newText.split("\n");
  const shared = newTexts.map(() => oldTexts.map(() => 0));
  for (const [at, origin] of originsOf(rewrite).entries()) {
    if (origin >= 0) {
      const row = shared[newNumbers[at] as number] as number[];
      const oldLine = oldNumbers[origin] as number;
      // Whole numbers, since sums of fractions would depend on their order.
      const weight = /[ \t\r\n]/.test(source.charAt(origin)) ? 1 : 1e6;
      row[oldLine] = (row[oldLine] as number) + weight;
    }
  }
  const isBlank = (line: string | undefined): boolean => line?.trim() === "";
  for (const [newLine, row] of shared.entries()) {
    for (const [oldLine, weight] of row.entries()) {
      const bothBlank = isBlank(newTexts[newLine]) && isBlank(oldTexts[oldLine]);
      row[oldLine] = weight >= 1e6 || bothBlank ? weight : 0;
    }
  }
  return newTexts.flatMap((_, newLine) => {
    const row = shared[newLine] as number[];
    const most = Math.max(...row);
    const oldLine = row.indexOf(most);
    const column = shared.map((other) => other[oldLine] as number);
    const isMutual = most > 0 && column.indexOf(Math.max(...column)) === newLine;
    return isMutual ? [{ oldLine, newLine }] : [];
  });
}

/** The class of a line that stayed in place, as one would put it who sees only the two lines. */
export function slowClass(oldLine: string, newLine: string): string {
  const [before, after] = [oldLine, newLine].map((line) => line.replace(/^[ \t]+/, ""));
  if (before === after) {
    return "reindented";
  }
  const renamed = (before as string)
    .replaceAll("(test/define", "(test/add")
    .replaceAll("(test/async", "(test/add-async")
    .replace(/\(test\/run(-async [^\s(){}]+)? (\{\}|\(\)|nil)\)/, "(test/run$1)");
  if (renamed === after) {
    return "renamed";
  }
  return isFramed(renamed, (after as string).replace("(-> ", "")) ? "added" : "review";
}

/** Whether brackets and a line end make the one out of the other. */
function isFramed(before: string, after: string): boolean {
  let at = 0;
  for (const character of after) {
    if (character === before.charAt(at)) {
      at++;
    } else if (!/[)}\n]/.test(character)) {
      return false;
    }
  }
  return at === before.length;
}
