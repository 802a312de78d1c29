// What one run of a script showed: its suites and tests, everything else that it printed, and how
// it ended. Invariant: what changes from run to run by nature (times) is masked, nothing else is.
// Made from the output of the evaluator and of the interpreter alike; compared by compare-runs.ts.

import {
  type PrintedLine,
  parseTestOutput,
  readPrinted,
  type SuiteRun,
} from "../evaluator/test-output.js";

/** How a run ended. */
export type RunExit =
  | { readonly kind: "status"; readonly status: number }
  /** The process crashed. */
  | { readonly kind: "signal"; readonly signal: string }
  /** It was ended from outside, for the limit that this names. */
  | { readonly kind: "stopped"; readonly limit: string }
  /** It could not be known, or not even begin. */
  | { readonly kind: "unknown"; readonly reason: string };

export interface RunReport {
  readonly suites: readonly SuiteRun[];
  /** Lines that are none of the framework's, times masked. */
  readonly printed: readonly PrintedLine[];
  /** What the process said it would exit with, when it said so. */
  readonly announcedStatus?: number;
  readonly exit: RunExit;
}

const TIME = /-?\d+(?=\(µs\))/gu;
const ADDRESS = /\b0x[0-9a-f]{6,16}\b/giu;

/**
 * Reads what a run printed. With `masksAddresses`, which a real process needs, numbers that look
 * like addresses of its memory count as equal.
 */
export function readRun(output: string, exit: RunExit, masksAddresses = false): RunReport {
  const { runs, announcedStatus } = parseTestOutput(output);
  const mask = (text: string): string => {
    const timeless = text.replace(TIME, "N");
    return masksAddresses ? timeless.replace(ADDRESS, "0x…") : timeless;
  };
  return {
    suites: runs,
    printed: readPrinted(output).map(({ text, testsBefore }) => ({
      text: mask(text),
      testsBefore,
    })),
    ...(announcedStatus === undefined ? {} : { announcedStatus }),
    exit,
  };
}

/** A run of which nothing is known. */
export function unknownRun(reason: string): RunReport {
  return { suites: [], printed: [], exit: { kind: "unknown", reason } };
}

/** Whether the run might have printed more than its report holds. */
export function isCutOff({ kind }: RunExit): boolean {
  return kind === "unknown" || kind === "stopped";
}

/** How many tests the run reported, whatever became of them. */
export function countReported({ suites }: RunReport): number {
  return suites.reduce((sum, { tests }) => sum + tests.length, 0);
}

/** The end of a run in words. */
export function describeExit(exit: RunExit): string {
  switch (exit.kind) {
    case "status":
      return `exit status ${exit.status}`;
    case "signal":
      return `crashed (${exit.signal})`;
    case "stopped":
      return `stopped at the ${exit.limit}`;
    default:
      return `unknown (${exit.reason})`;
  }
}
