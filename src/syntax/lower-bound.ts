// The search for a place among what is sorted.

/**
 * The first index from `from` on, before `count`, of which `isBefore` does not hold; `count` for none.
 * It must hold of all indices before some place, and of none from there on.
 */
export function lowerBound(count: number, isBefore: (index: number) => boolean, from = 0): number {
  let low = from;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
