// Keeps the engine's heap small where many files are read, of which little stays. Flags of the engine are the only
// way to say so from within. Code that was compiled under some flags is taken only under the same ones, so
// that it is compiled and kept under those that every process starts with.

/**
 * V8 lets garbage grow to four times of what is in use, and keeps 48 MB for what is new, before it
 * collects. Collecting early costs no time that can be measured, and a third of the memory is enough.
 */
const SMALL = ["--heap-growing-percent=50", "--semi-space-growth-factor=1"];

/** What V8 starts with. */
const USUAL = ["--heap-growing-percent=0", "--semi-space-growth-factor=2"];

export interface Heap {
  /** From now on; undone by nothing. */
  keepSmall(): void;
  /** Compiles something, or takes what was compiled. */
  asAtStart<T>(work: () => T): T;
}

/** To be called once in a process; `setFlag` sets a flag of V8 in it. */
export function createHeap(setFlag: (flag: string) => void): Heap {
  let isSmall = false;
  const setAll = (flags: readonly string[]): void => {
    for (const flag of flags) {
      setFlag(flag);
    }
  };
  return {
    keepSmall() {
      isSmall = true;
      setAll(SMALL);
    },
    asAtStart(work) {
      if (!isSmall) {
        return work();
      }
      setAll(USUAL);
      try {
        return work();
      } finally {
        setAll(SMALL);
      }
    },
  };
}
