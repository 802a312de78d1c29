// Compares sequences of texts as multisets, in linear time. Used only to explain a failure.

/** How often each text occurs. */
export function countTexts(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** The indices in `texts` of what occurs there more often than in `others`, later ones first to go. */
export function surplusIndices(texts: readonly string[], others: readonly string[]): number[] {
  const counts = countTexts(others);
  return texts.flatMap((text, index) => {
    const count = counts.get(text) ?? 0;
    counts.set(text, count - 1);
    return count > 0 ? [] : [index];
  });
}

/** Whether the two sequences hold the same texts equally often, in whatever order. */
export function isPermutation(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && surplusIndices(a, b).length === 0;
}
