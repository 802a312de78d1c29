// What a plan says of one file, ready to be reported, applied and then forgotten: findings carry
// their line and column, so that no text has to be kept for them. Invariant: every file that goes
// in comes out once, with one of four statuses. Made by the plan, read by reports and apply.

import type { Finding } from "../analysis/finding.js";
import type { Edit } from "../edit/edit.js";
import type { Rewrite } from "../edit/rewrite.js";
import { LineIndex } from "../syntax/line-index.js";
import type { TestCounts } from "../transform/transform.js";
import type { FileProof } from "../verify/proof.js";

/** A finding with its place as people count; the column counts UTF-16 units from 1. */
export interface LocatedFinding extends Finding {
  readonly line: number;
  readonly column: number;
}

/** Why a file could not be handled: an error of the disk or of this tool, never of its content. */
export interface Problem {
  /** Stable; `explain` knows it. */
  readonly code: string;
  /** One line, specific to the file. */
  readonly message: string;
  readonly hint: string;
}

interface Planned {
  /** Relative to the root, with `/` between folders. */
  readonly path: string;
  readonly findings: readonly LocatedFinding[];
  readonly tests: TestCounts;
}

interface PlannedUnchanged extends Planned {
  readonly status: "unchanged";
}

export interface PlannedChange extends Planned {
  readonly status: "changed";
  readonly source: string;
  readonly newText: string;
  /** Sorted and valid. */
  readonly edits: readonly Edit[];
  /** Knows what was moved; missing for the framework module, which is replaced as a whole. */
  readonly rewrite?: Rewrite;
  readonly proof?: FileProof;
  /** The paths of all files that change together with this one, itself included. */
  readonly group?: readonly string[];
}

/** Left byte for byte as it is, for the refusing findings that it carries. */
interface PlannedBlocked extends Planned {
  readonly status: "blocked";
}

interface PlannedFailed extends Planned {
  readonly status: "failed";
  readonly problems: readonly Problem[];
}

export type PlannedFile = PlannedUnchanged | PlannedChange | PlannedBlocked | PlannedFailed;

export const NO_TESTS: TestCounts = { old: 0, new: 0 };

/** The findings with line and column, in their order. The text is read only when there are any. */
export function locateFindings(text: string, findings: readonly Finding[]): LocatedFinding[] {
  if (findings.length === 0) {
    return [];
  }
  const lines = new LineIndex(text);
  return findings.map((found) => ({ ...found, ...lines.position(found.span.start) }));
}

/** A finding about the whole file, which is shown at its first line. */
export function wholeFileFinding(found: Finding): LocatedFinding {
  return { ...found, line: 1, column: 1 };
}
