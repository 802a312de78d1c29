// Lets the event loop turn while files are worked through without a pause: otherwise no interrupt
// would ever be heard and no spinner would turn.

import type { Io } from "./io.js";

const PERIOD = 40;

/**
 * Answers whether the user interrupted; to be asked between files. Cheap until a pause is due,
 * which it is after `period` milliseconds.
 */
export function createPacer(
  { now, signal }: Pick<Io, "now" | "signal">,
  period = PERIOD,
): () => Promise<boolean> {
  let pausedAt = now();
  return async () => {
    if (now() - pausedAt >= period) {
      await new Promise((resolve) => setImmediate(resolve));
      pausedAt = now();
    }
    return signal.aborted;
  };
}
