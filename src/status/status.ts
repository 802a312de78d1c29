// The data of `status`: how far a migration is, per folder and in total, what stands in its way and
// what comes next. Pure: planned files go in one by one, and only numbers and paths are kept.

import { posix } from "node:path";
import type { Excerpt } from "../finding/excerpt.js";
import type { LocatedFinding } from "../finding/finding.js";
import type { JudgedFile } from "../outcome/planned-file.js";
import { isUnreadable } from "../outcome/unreadable.js";
import { byPath, compareStrings } from "../text/compare.js";
import { chooseNext, type NextFiles, nextFilesOf } from "./next-files.js";
import { addTallies, assertTallied, classOf, EMPTY_TALLY, type Tally, tallyOf } from "./tally.js";
import { findUnblockers, type Unblocker } from "./unblockers.js";

export interface FolderStatus {
  /** Relative to the root; "." for the root itself. Files of folders below are not counted. */
  readonly path: string;
  readonly tally: Tally;
}

/** Files that carry the same refusing finding; a file may carry several. */
export interface BlockReason {
  readonly code: string;
  readonly paths: readonly string[];
}

export interface FailedToRead {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** A file that does not read, with the first place that says so. */
export interface UnreadableFile {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: string;
  readonly tests: number;
  readonly excerpt?: Excerpt;
}

export interface Status {
  readonly total: Tally;
  /** Sorted by path. */
  readonly folders: readonly FolderStatus[];
  /** The most frequent first. */
  readonly reasons: readonly BlockReason[];
  readonly mixed: readonly string[];
  /** What to mend before anything else: whatever stands in these files does not run. */
  readonly unreadable: readonly UnreadableFile[];
  readonly failed: readonly FailedToRead[];
  /** Files that can be migrated now, the easiest first. */
  readonly next: readonly NextFiles[];
  /** Files that keep others from being migrated, those of most others first. */
  readonly unblockers: readonly Unblocker[];
}

export interface StatusCollector {
  add(file: JudgedFile): void;
  /** `loadsOf` answers the files with tests that a file loads, at any depth. */
  finish(filesIn: number, loadsOf: (path: string) => readonly string[]): Status;
}

/** Collects one run's files. Linear in their number. */
export function createStatusCollector(): StatusCollector {
  const folders = new Map<string, Tally>();
  const reasons = new Map<string, string[]>();
  const blocked = new Map<string, readonly string[]>();
  const mixed: string[] = [];
  const unreadable: UnreadableFile[] = [];
  const failed: FailedToRead[] = [];
  const candidates: NextFiles[] = [];
  let total = EMPTY_TALLY;
  return {
    add(file) {
      const { path, status } = file;
      const tally = tallyOf(file);
      const folder = posix.dirname(path);
      total = addTallies(total, tally);
      folders.set(folder, addTallies(folders.get(folder) ?? EMPTY_TALLY, tally));
      if (classOf(file) === "mixed") {
        mixed.push(path);
      } else if (classOf(file) === "unreadable") {
        unreadable.push(describeUnreadable(file));
      }
      if (status === "failed") {
        const [problem] = file.problems;
        failed.push({ path, code: problem?.code ?? "", message: problem?.message ?? "" });
      } else if (status === "changed") {
        candidates.push(nextFilesOf(file));
      } else if (status === "blocked") {
        const codes = refusingCodes(file);
        blocked.set(path, codes);
        for (const code of codes) {
          pushTo(reasons, code, path);
        }
      }
    },
    finish(filesIn, loadsOf) {
      assertTallied(filesIn, total);
      return {
        total,
        folders: [...folders].map(([path, tally]) => ({ path, tally })).sort(byPath),
        reasons: [...reasons]
          .map(([code, paths]) => ({ code, paths }))
          .sort((a, b) => b.paths.length - a.paths.length || compareStrings(a.code, b.code)),
        mixed,
        unreadable,
        failed,
        next: chooseNext(candidates),
        unblockers: findUnblockers(blocked, loadsOf),
      };
    },
  };
}

function describeUnreadable({ path, tests, findings }: JudgedFile): UnreadableFile {
  const first = findings.find((found) => isUnreadable([found])) as LocatedFinding;
  const { line, column, code, message, excerpt } = first;
  const place = { path, line, column, code, message, tests: tests.old + tests.new };
  return excerpt === undefined ? place : { ...place, excerpt };
}

/** The codes for which the file is refused, each once. */
function refusingCodes({ findings }: JudgedFile): readonly string[] {
  const refusing = findings.filter(({ severity }) => severity === "refuse");
  return [...new Set(refusing.map(({ code }) => code))];
}

function pushTo(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [value]);
  } else {
    list.push(value);
  }
}
