// Waits for others who are at a file for a moment. On Windows one cannot be renamed or removed while another
// program has it open, as scanners and indexers do for a moment with whatever was just written. Elsewhere the
// same errors are there to stay.

import type { Platform } from "./find-program.js";

const BUSY: ReadonlySet<unknown> = new Set(["EPERM", "EBUSY", "EACCES"]);
/** Milliseconds before each further attempt; about two seconds in all. */
const PAUSES = [10, 20, 50, 100, 200, 400, 600, 600] as const;

export interface Patience {
  readonly platform?: Platform;
  /** Waits so many milliseconds. */
  readonly wait?: (milliseconds: number) => void;
  /** Whether an error says that somebody else is at it; by default what Windows says of open files. */
  readonly isBusy?: (error: unknown) => boolean;
}

/** Attempts again while somebody else is at the file. Throws the last attempt's error. */
export function patiently(
  attempt: () => void,
  {
    platform = process.platform,
    wait = sleep,
    isBusy = (error) => platform === "win32" && isOpenElsewhere(error),
  }: Patience = {},
): void {
  for (const pause of PAUSES) {
    try {
      attempt();
      return;
    } catch (error) {
      if (!isBusy(error)) {
        throw error;
      }
      wait(pause);
    }
  }
  attempt();
}

function isOpenElsewhere(error: unknown): boolean {
  return error instanceof Error && "code" in error && BUSY.has(error.code);
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
