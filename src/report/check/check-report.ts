// What a check has to report, in whatever format.

import type { CheckItem } from "../../check/check.js";
import type { Comparison } from "../../finding/baseline.js";
import type { Move } from "../../finding/baseline-moves.js";
import type { Problem } from "../../outcome/planned-file.js";
import type { Goal } from "../../plan/goal.js";
import type { Unseen } from "../../project/unseen.js";

export interface CheckSummary {
  /** Files that were looked at. */
  readonly files: number;
  /** Tests written in the files that were looked at. */
  readonly oldTests: number;
  readonly newTests: number;
  /** Those of the new ones that are entries of lists. */
  readonly listTests: number;
  /** Those of the entries that stand in files which compute tests. */
  readonly computedTests: number;
  /** Where they are to go; missing where neither settings nor the module tell. */
  readonly goal?: Goal;
  /** Tests of neither count, in files that do not read to their end, and how many files that are. */
  readonly unreadableTests: number;
  readonly unreadableFiles: number;
  /** Refusing findings that comments accept. */
  readonly accepted: number;
  /** Findings that comments and the configuration hold back. */
  readonly suppressed: number;
  /** Findings for information only. */
  readonly informed: number;
  /** Files that could not be read. */
  readonly failed: readonly { readonly path: string; readonly problem: Problem }[];
  /** What was passed over. */
  readonly unseen?: Unseen;
  /** What the baseline is called in messages, and whether there is one. */
  readonly baseline: string;
  readonly hasBaseline: boolean;
  /** Files of the baseline that were renamed; their entries count for where they are now. */
  readonly moves: readonly Move[];
  /** How many entries were written to it and taken out; undefined where it was not written. */
  readonly written?: { readonly added: number; readonly removed: number };
}

/** A check that is over. */
export interface CheckReport extends Comparison<CheckItem>, CheckSummary {}

/** Whether the check found something that is not as the baseline says. */
export function isFailing({ fresh, stale }: Comparison<unknown>): boolean {
  return fresh.length > 0 || stale.length > 0;
}
