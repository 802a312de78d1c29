// How far an evaluation may go before its result counts as unknown. The reference would go on
// until its memory or its C stack ends; nothing here may hang or overflow.

import type { Dialect } from "../dialect/dialect.js";
import type { Limits } from "./model.js";

/** What scripts get that ask for nothing else. */
export function limitsOf({ rules }: Dialect): Limits {
  // The interpreter of 2026-02 gives up at its seventeenth evaluation inside each other.
  return rules.loadChecksFirst ? { ...DEFAULT_LIMITS, nested: 15 } : DEFAULT_LIMITS;
}

const DEFAULT_LIMITS: Limits = {
  steps: 10_000_000,
  frames: 1_000_000,
  // The reference crashes between 8,000 and 16,000 on a stack of 8 MB.
  nested: 8_000,
  forks: 10,
};

/** Virtual microseconds that loops may run: a quarter of an hour. */
export const LONGEST_TIME = 15 * 60 * 1_000_000;

/** Elements of the longest list that `range` makes. */
export const BIGGEST_RANGE = 5_000_000n;

/** Bytes of the longest string; `make-string` refuses more, and so does the reference. */
export const BIGGEST_STRING = 100 * 1024 * 1024;
