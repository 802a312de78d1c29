// A bar of three parts: done, to do, blocked. Invariant: exactly as many cells as asked for; a part
// that is not empty has a cell where there is room, and no part looks whole that is not.

import type { Tally } from "../../status/tally.js";
import type { Style } from "../../text/style.js";

export interface BarOptions {
  readonly style: Style;
  /** Whether to use characters that every terminal and every file can show. */
  readonly isPlain: boolean;
}

const PLAIN_CELLS = { done: "#", left: ".", stuck: "x" } as const;
const FINE_CELLS = { done: "█", left: "░", stuck: "▒" } as const;

/** What stands for each part of a bar. */
export function cellsOf({
  isPlain,
}: BarOptions): Readonly<Record<"done" | "left" | "stuck", string>> {
  return isPlain ? PLAIN_CELLS : FINE_CELLS;
}

/** A bar of so many columns, in brackets where it is plain; blanks where there are no tests. */
export function formatBar(tally: Tally, columns: number, options: BarOptions): string {
  const { style, isPlain } = options;
  const [open, close] = isPlain ? ["[", "]"] : ["", ""];
  const cells = columns - open.length - close.length;
  const [done, stuck, left] = shareOut([tally.done, tally.stuck, tally.left], cells);
  if (done === undefined || left === undefined || stuck === undefined) {
    return " ".repeat(columns);
  }
  const shown = cellsOf(options);
  return [
    open,
    style.green(shown.done.repeat(done)),
    style.dim(shown.left.repeat(left)),
    style.red(shown.stuck.repeat(stuck)),
    close,
  ].join("");
}

/**
 * Shares out cells by weight: whole cells first, with one for each part that would have none, which
 * the largest parts pay for; the rest go to the largest remainders. Empty where there is no weight.
 */
function shareOut(weights: readonly number[], cells: number): readonly number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all === 0) {
    return [];
  }
  const exact = weights.map((weight) => (weight * cells) / all);
  const shares = exact.map((share) => (share > 0 && share < 1 ? 1 : Math.floor(share)));
  const give = (at: number, cell: 1 | -1): void => {
    shares[at] = (shares[at] as number) + cell;
  };
  for (let over = sum(shares) - cells; over > 0; over--) {
    give(indexOfMost(shares), -1);
  }
  for (let left = cells - sum(shares); left > 0; left--) {
    give(indexOfMost(exact.map((share, at) => share - (shares[at] as number))), 1);
  }
  return shares;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function indexOfMost(numbers: readonly number[]): number {
  return numbers.indexOf(Math.max(...numbers));
}
