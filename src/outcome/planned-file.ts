// What a plan says of one file, ready to be reported, applied and then forgotten: findings carry
// their line and column, so that no text has to be kept for them. Invariant: every file that goes
// in comes out once, with one of four statuses. Made by the plan, read by reports and apply.

import type { Edit } from "../edit/edit.js";
import type { Rewrite } from "../edit/rewrite.js";
import { excerptOf } from "../finding/excerpt.js";
import type { Finding, LocatedFinding } from "../finding/finding.js";
import type { BlockCounts } from "../markdown/migrate-markdown.js";
import type { TestCounts } from "../program/test-calls.js";
import type { FileProof } from "../proof/proof.js";
import type { MarkdownProof } from "../proof/prove-markdown.js";
import { LineIndex } from "../syntax/line-index.js";
import type { Span } from "../syntax/span.js";
import { someOf } from "../text/wording.js";

/** Why a file could not be handled: an error of the disk or of this tool, never of its content. */
export type Problem = Pick<Finding, "code" | "message" | "hint">;

/** What is said of every file. */
interface Planned {
  /** Relative to the root, with `/` between folders. */
  readonly path: string;
  readonly findings: readonly LocatedFinding[];
  readonly tests: TestCounts;
  /** Only for Markdown, whose blocks are counted in place of tests. */
  readonly blocks?: BlockCounts;
  /** How many findings comments and the configuration held back; missing for none. */
  readonly suppressed?: number;
}

/** A file that needs no change. */
interface PlannedUnchanged extends Planned {
  readonly status: "unchanged";
}

/** How much a proven change is about. */
export interface ChangeSize {
  /** 1 for a file that runs a suite: one whose tests others run has none of its own. */
  readonly suites: number;
  readonly comments: number;
  readonly edits: number;
}

/** A file that is judged to change, its change not laid out. */
export interface JudgedChange extends Planned {
  readonly status: "changed";
  readonly source: string;
  /** The paths of all files that change together with this one, itself included. */
  readonly group?: readonly string[];
}

export interface PlannedChange extends JudgedChange {
  /** What its proof counted, for totals; missing where nothing is proven. */
  readonly counts?: ChangeSize;
  readonly newText: string;
  /** Sorted and valid. */
  readonly edits: readonly Edit[];
  /** Knows what was moved; missing for the framework module, which is replaced as a whole. */
  readonly rewrite?: Rewrite;
  readonly proof?: FileProof;
  /** In place of `proof` for Markdown. */
  readonly blockProofs?: MarkdownProof;
  /** Where the source is Valk code, in order; missing where all of it is. */
  readonly code?: readonly Span[];
  /** A SHA-256, equal only for equal changes of one path, findings aside; missing where verdicts are not kept. */
  readonly identity?: string;
}

/** Left byte for byte as it is, for the refusing findings that it carries. */
export interface PlannedBlocked extends Planned {
  readonly status: "blocked";
}

/** A file that could not be read, or whose change could not be proven. */
interface PlannedFailed extends Planned {
  readonly status: "failed";
  readonly problems: readonly Problem[];
}

/** In words: which files change together with it; undefined for a file that changes alone. */
export function describeGroup({ path, group = [] }: PlannedChange): string | undefined {
  const others = group.filter((other) => other !== path);
  return others.length === 0 ? undefined : `changes together with ${someOf(others)}`;
}

/** What a plan says of a file that does not change. */
export type UnchangedFile = PlannedUnchanged | PlannedBlocked | PlannedFailed;

/** What a run makes of one file, with the new text of one that changes. */
export type PlannedFile = PlannedChange | UnchangedFile;

/** A file for those who only look: nothing is laid out or proven. Every planned file is one. */
export type JudgedFile = JudgedChange | UnchangedFile;

export const NO_TESTS: TestCounts = { old: 0, new: 0 };

/**
 * The findings with line and column, in their order, and the line itself where they are about a place in
 * it. The text is read only when there are any.
 */
export function locateFindings(text: string, findings: readonly Finding[]): LocatedFinding[] {
  if (findings.length === 0) {
    return [];
  }
  const lines = new LineIndex(text);
  return findings.map((found) => ({
    ...found,
    ...lines.position(found.span.start),
    end: lines.position(found.span.end),
    ...(found.span.end > found.span.start && { excerpt: excerptOf(text, found.span) }),
  }));
}

/** A finding about the whole file, which is shown at its first line. */
export function wholeFileFinding(found: Finding): LocatedFinding {
  return { ...found, line: 1, column: 1 };
}
