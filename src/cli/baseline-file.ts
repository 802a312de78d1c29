// The baseline on the disk: opened for `check` and `lint`, and written where that was asked for.
// Invariant: it is written whole, and only by --update-baseline and --prune-baseline.

import { existsSync, readFileSync } from "node:fs";
import {
  type BaselineEntry,
  BaselineError,
  formatBaseline,
  keyOf,
  pruneBaseline,
  readBaseline,
  type WrittenEntry,
} from "../finding/baseline.js";
import type { Followed } from "../finding/baseline-moves.js";
import { messageOf } from "../outcome/problems.js";
import type { CheckReport } from "../report/check/check-report.js";
import type { Io } from "./io.js";
import { writeOutputFile } from "./output-file.js";
import { shownPath } from "./shown-path.js";
import { UsageError } from "./usage-error.js";

export interface OpenBaseline {
  /** What messages call it. */
  readonly shown: string;
  /** Undefined where there is no such file. */
  readonly text: string | undefined;
  readonly entries: readonly WrittenEntry[];
  /**
   * Writes these entries. With `isStale` the text stays as it is but for the entries that it names; entries
   * that have another path now are written anew.
   */
  save(entries: readonly BaselineEntry[], isStale?: (entry: BaselineEntry) => boolean): void;
}

/** What is done with the baseline. */
interface BaselineValues {
  readonly updateBaseline?: true | undefined;
  readonly pruneBaseline?: true | undefined;
}

/** Opens the baseline; a missing one has no entries. Throws UsageError for one that is broken. */
export function openBaseline(
  path: string,
  { updateBaseline: updates, pruneBaseline: prunes }: BaselineValues,
  { cwd }: Io,
): OpenBaseline {
  const shown = shownPath(path, cwd);
  const baselineOf = (
    text: string | undefined,
    entries: readonly WrittenEntry[],
  ): OpenBaseline => ({
    shown,
    text,
    entries,
    save(kept, isStale) {
      const pruned = text !== undefined && isStale ? pruneBaseline(text, isStale) : undefined;
      const next = pruned ?? formatBaseline(kept);
      if (next !== text) {
        writeOutputFile(path, next);
      }
    },
  });
  if (!existsSync(path)) {
    return baselineOf(undefined, []);
  }
  try {
    const text = readFileSync(path, "utf8");
    return baselineOf(text, readBaseline(text, updates || prunes));
  } catch (error) {
    if (error instanceof BaselineError) {
      throw new UsageError(`${shown}:${error.at}: ${error.message}`, error.hint);
    }
    throw new UsageError(`cannot read the baseline ${shown}: ${messageOf(error)}`, NAME_FILE);
  }
}

const NAME_FILE = "name a file with --baseline, or in the configuration";

/** Writes the baseline, with the paths that files have now, if that was asked for; what is then left to report. */
export function updateBaseline(
  report: CheckReport,
  { text, entries, moves, save }: OpenBaseline & Followed,
  { updateBaseline: updates, pruneBaseline: prunes }: BaselineValues,
): CheckReport {
  const { fresh, known, stale } = report;
  const goes = new Set(stale.map(keyOf));
  const isStale = (entry: BaselineEntry): boolean => goes.has(keyOf(entry));
  const kept = entries.filter((entry) => !isStale(entry));
  if (updates) {
    save([...kept, ...fresh]);
    const written = { added: fresh.length, removed: stale.length };
    return { ...report, fresh: [], stale: [], known: [...known, ...fresh], written };
  }
  if (prunes && text !== undefined) {
    save(kept, moves.length > 0 ? undefined : isStale);
    return { ...report, stale: [], written: { added: 0, removed: stale.length } };
  }
  return report;
}
