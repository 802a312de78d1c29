// Counting. Invariant: files in = changed + unchanged + blocked + failed, asserted, so that no
// file is ever lost between discovery and report. Used by the plan, the reports and apply.

import type { Edit } from "../edit/edit.js";
import type { ChangeSize, JudgedFile, PlannedChange } from "../outcome/planned-file.js";
import { isUnreadable } from "../outcome/unreadable.js";
import { type FileProof, graphOf } from "../proof/proof.js";

/** Sums over files; a single file's own numbers have the same shape. */
export interface Totals {
  readonly changed: number;
  readonly unchanged: number;
  /** Of those, the ones whose change was to be written, and was not, since the run ended before. */
  readonly notWritten: number;
  readonly blocked: number;
  readonly failed: number;
  /** Tests that changed files take from one style to another: registrations, entries of lists, stages. */
  readonly testsMigrated: number;
  /** Registrations of the old API in all other files. */
  readonly testsLeft: number;
  /** Tests that used a new API before the run, and stay in their style. */
  readonly testsNew: number;
  /** Of those two, the ones in files that do not read to their end. */
  readonly testsUnreadable: number;
  /** Suites in changed files. */
  readonly suites: number;
  /** Places that change in changed files. */
  readonly edits: number;
  /** Comments in changed files. */
  readonly commentsKept: number;
  /** Code blocks of documentation that were migrated. */
  readonly blocksMigrated: number;
  /** Code blocks of documentation that were read and still show the old API. */
  readonly blocksLeft: number;
  /** Findings that comments and the configuration held back. */
  readonly suppressed: number;
}

export const NO_TOTALS: Totals = {
  changed: 0,
  unchanged: 0,
  notWritten: 0,
  blocked: 0,
  failed: 0,
  testsMigrated: 0,
  testsLeft: 0,
  testsNew: 0,
  testsUnreadable: 0,
  suites: 0,
  edits: 0,
  commentsKept: 0,
  blocksMigrated: 0,
  blocksLeft: 0,
  suppressed: 0,
};

/** What one file adds to the totals. */
export function countFile(file: JudgedFile): Totals {
  const { old, new: testsNew } = file.tests;
  const { migrated: blocksMigrated = 0, left: blocksLeft = 0 } = file.blocks ?? {};
  const { suppressed = 0 } = file;
  const counted = { blocksMigrated, blocksLeft, suppressed };
  if (file.status !== "changed") {
    const testsUnreadable = isUnreadable(file.findings) ? old + testsNew : 0;
    const tests = { testsLeft: old, testsNew, testsUnreadable };
    return { ...NO_TOTALS, ...counted, [file.status]: 1, ...tests };
  }
  // A file that is only judged has none; one that changes as a whole has edits alone.
  const change: Partial<Pick<PlannedChange, "path" | "counts" | "edits">> = file;
  const { suites, comments, edits } = change.counts ?? {
    suites: 0,
    comments: 0,
    edits: change.edits?.length ?? 0,
  };
  // Of a file without old tests, a proven suite is one of the other new style.
  const isConverted = old === 0 && suites > 0;
  return {
    ...NO_TOTALS,
    ...counted,
    changed: 1,
    testsMigrated: isConverted ? testsNew : old,
    testsNew: isConverted ? 0 : testsNew,
    suites,
    edits,
    commentsKept: comments,
  };
}

/** How much a proven change is about. */
export function sizeOf(proof: FileProof, edits: readonly Edit[]): ChangeSize {
  const runsSuite = "suite" in proof && (graphOf(proof)?.role ?? "runner") === "runner";
  return { suites: runsSuite ? 1 : 0, comments: proof.comments.old, edits: edits.length };
}

export function addTotals(a: Totals, b: Totals): Totals {
  return combineTotals(a, b, 1);
}

const KEYS = Object.keys(NO_TOTALS) as readonly (keyof Totals)[];

/** The sum of two totals, or with a sign of -1 their difference. */
export function combineTotals(a: Totals, b: Totals, sign: 1 | -1): Totals {
  const sum: Record<keyof Totals, number> = { ...a };
  for (const key of KEYS) {
    sum[key] += sign * b[key];
  }
  return sum;
}

/** The totals for a report; what most runs have none of is named only where there are any. */
export function describeTotals(all: Totals): object {
  const { blocksMigrated, blocksLeft, testsUnreadable, notWritten, edits: _, ...totals } = all;
  const hasBlocks = blocksMigrated + blocksLeft > 0;
  return {
    ...totals,
    ...(notWritten > 0 && { notWritten }),
    ...(testsUnreadable > 0 && { testsUnreadable }),
    ...(hasBlocks && { blocksMigrated, blocksLeft }),
  };
}

/** How many files the totals speak of. */
export function fileCount({ changed, unchanged, blocked, failed }: Totals): number {
  return changed + unchanged + blocked + failed;
}

/** Throws when files went in that did not come out, or came out twice: a defect of this tool. */
export function assertAllCounted(filesIn: number, totals: Totals): void {
  if (fileCount(totals) !== filesIn) {
    throw new Error(`${filesIn} files went in, ${fileCount(totals)} came out`);
  }
}
