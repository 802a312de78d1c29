// Choices that are the same for the same seed, for the generator of projects.

export interface Random {
  /** From 0 up to 1. */
  next(): number;
  chance(probability: number): boolean;
  /** From `min` to `max`, both included. */
  int(min: number, max: number): number;
  pick<T>(items: readonly T[]): T;
  /** What one of the rows makes, each as likely as its weight says. */
  weighted<T>(rows: readonly (readonly [weight: number, make: () => T])[]): T;
}

/** Mulberry32: small, and good in its low bits, too. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    chance: (probability) => next() < probability,
    int,
    pick: <T>(items: readonly T[]) => items[int(0, items.length - 1)] as T,
    weighted: (rows) => {
      let left = next() * rows.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, make] of rows) {
        left -= weight;
        if (left < 0) {
          return make();
        }
      }
      throw new Error("no row has a weight");
    },
  };
}
