// On Windows a file cannot be renamed or removed while another program has it open, as scanners and indexers
// do for a moment with whatever was just written. Elsewhere the same errors are there to stay.

import type { Platform } from "./find-program.js";

const BUSY: ReadonlySet<unknown> = new Set(["EPERM", "EBUSY", "EACCES"]);
/** Milliseconds before each further attempt; about two seconds in all. */
const PAUSES = [10, 20, 50, 100, 200, 400, 600, 600] as const;

export interface Patience {
  readonly platform?: Platform;
  /** Waits so many milliseconds. */
  readonly wait?: (milliseconds: number) => void;
}

/** Attempts again while the file is busy, on Windows. Throws the last attempt's error. */
export function patiently(
  attempt: () => void,
  { platform = process.platform, wait = sleep }: Patience = {},
): void {
  for (const pause of platform === "win32" ? PAUSES : []) {
    try {
      attempt();
      return;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && BUSY.has(error.code))) {
        throw error;
      }
      wait(pause);
    }
  }
  attempt();
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
