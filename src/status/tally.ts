// Counting for `status`. Invariant: every file counts in exactly one class, and its tests count
// once by class and once by the API that they use; asserted, so that none is ever lost.

import type { JudgedFile } from "../outcome/planned-file.js";
import { isUnreadable } from "../outcome/unreadable.js";

/**
 * What a file is to the migration: `old` is still to do, `new` is done, `mixed` holds tests of
 * both APIs, `blocked` cannot be migrated as it is, `unreadable` does not read to its end, whatever
 * its style, `failed` could not be opened or proven, `none` has no tests.
 */
export type FileClass = "old" | "new" | "mixed" | "blocked" | "unreadable" | "failed" | "none";

export const FILE_CLASSES: readonly FileClass[] = [
  "new",
  "old",
  "mixed",
  "blocked",
  "unreadable",
  "failed",
  "none",
];

export interface Tally {
  readonly files: Readonly<Record<FileClass, number>>;
  /** All tests of the files of each class, whatever API they use. */
  readonly tests: Readonly<Record<FileClass, number>>;
  /** Tests that use the new API, in files that read. */
  readonly done: number;
  /** Those of them that are entries of a list, and no stages of a pipeline. */
  readonly lists: number;
  /** Those of the entries that stand in files which compute tests. */
  readonly computed: number;
  /** Tests that use the old API in files that can be migrated. */
  readonly left: number;
  /** Tests that use the old API in files that cannot be migrated as they are; all of unreadable files. */
  readonly stuck: number;
}

const NOTHING: Tally["files"] = {
  old: 0,
  new: 0,
  mixed: 0,
  blocked: 0,
  unreadable: 0,
  failed: 0,
  none: 0,
};

export const EMPTY_TALLY: Tally = {
  files: NOTHING,
  tests: NOTHING,
  done: 0,
  lists: 0,
  computed: 0,
  left: 0,
  stuck: 0,
};

/** The class of a planned file. */
export function classOf({ status, tests, findings }: JudgedFile): FileClass {
  const isMixed = findings.some(({ code }) => code === "mixed-styles");
  if (status === "failed") {
    return "failed";
  }
  if (isUnreadable(findings)) {
    return "unreadable";
  }
  if (isMixed || (tests.old > 0 && tests.new > 0)) {
    return "mixed";
  }
  if (status === "blocked") {
    return "blocked";
  }
  if (status === "changed" || tests.old > 0) {
    return "old";
  }
  return tests.new > 0 ? "new" : "none";
}

/** What one file adds. */
export function tallyOf(file: JudgedFile): Tally {
  const { status, tests } = file;
  const kind = classOf(file);
  const all = tests.old + tests.new;
  const counted = { files: { ...NOTHING, [kind]: 1 }, tests: { ...NOTHING, [kind]: all } };
  if (kind === "unreadable") {
    return { ...counted, done: 0, lists: 0, computed: 0, left: 0, stuck: all };
  }
  const isStuck = status !== "changed";
  return {
    ...counted,
    done: tests.new,
    lists: tests.lists ?? 0,
    computed: tests.computed ?? 0,
    left: isStuck ? 0 : tests.old,
    stuck: isStuck ? tests.old : 0,
  };
}

export function addTallies(a: Tally, b: Tally): Tally {
  return {
    files: addCounts(a.files, b.files),
    tests: addCounts(a.tests, b.tests),
    done: a.done + b.done,
    lists: a.lists + b.lists,
    computed: a.computed + b.computed,
    left: a.left + b.left,
    stuck: a.stuck + b.stuck,
  };
}

function addCounts(a: Tally["files"], b: Tally["files"]): Tally["files"] {
  const sum = { ...a };
  for (const kind of FILE_CLASSES) {
    sum[kind] += b[kind];
  }
  return sum;
}

/** How many files, or tests, the counts speak of. */
export function sumOf(counts: Tally["files"]): number {
  return FILE_CLASSES.reduce((sum, kind) => sum + counts[kind], 0);
}

/** Throws when a file or a test was lost or counted twice: a defect of this tool. */
export function assertTallied(filesIn: number, tally: Tally): void {
  const { files, tests, done, left, stuck } = tally;
  if (sumOf(files) !== filesIn || sumOf(tests) !== done + left + stuck) {
    throw new Error(
      `${filesIn} files went in, ${sumOf(files)} came out; ${done + left + stuck} tests by API, ${sumOf(tests)} by file`,
    );
  }
}

/**
 * How far the migration is, in whole per cent of the tests, rounded down; undefined where there
 * are no tests. 0 and 100 are said only of what is wholly undone or done.
 */
export function percentOf({ done, left, stuck, files }: Tally): number | undefined {
  const all = done + left + stuck;
  if (all === 0) {
    return undefined;
  }
  const percent = Math.floor((done * 100) / all);
  // How many tests a broken file has may not be known.
  const most = files.unreadable > 0 ? 99 : 100;
  return Math.min(most, percent === 0 && done > 0 ? 1 : percent);
}
