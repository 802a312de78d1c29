// How long the parts of a run take, by the clock of its io. Phases that never ran are not listed.

import type { Phase } from "../report/statistics.js";
import type { Io } from "./io.js";

export interface Stopwatch {
  /** Ends the phase that is under way and starts another, which may have been under way before. */
  enter(name: string): void;
  /** All phases in the order in which they were first entered; ends the one under way. */
  phases(): readonly Phase[];
}

export function createStopwatch({ now }: Pick<Io, "now">): Stopwatch {
  const times = new Map<string, number>();
  let current: { readonly name: string; readonly start: number } | undefined;
  const leave = (): void => {
    if (current !== undefined) {
      times.set(current.name, (times.get(current.name) ?? 0) + now() - current.start);
      current = undefined;
    }
  };
  return {
    enter(name) {
      leave();
      current = { name, start: now() };
    },
    phases() {
      leave();
      return [...times].map(([name, milliseconds]) => ({ name, milliseconds }));
    },
  };
}
