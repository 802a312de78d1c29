// What the review page is given: the data blocks of the document, as its script reads them.
// Written by `describe-file.ts` and `html.ts`, read by the modules of `page/`.
// Invariant: everything is plain text and numbers, and its size is linear in the changes.

import type { ChangeClass, ChangeCounts } from "../../../review/change-class.js";
import type { PieceKind } from "../../../review/syntax-pieces.js";

/** One file of the run, without its lines. */
export interface PageFile {
  readonly path: string;
  readonly status: "changed" | "unchanged" | "blocked" | "failed";
  /** Another one as soon as the path or either text is another: what viewed marks are kept under. */
  readonly key: string;
  /** Whether a person should look: blocked, failed, a finding that asks for it, or such a row. */
  readonly needsReview: boolean;
  readonly tests: number;
  /** Changes by class; a line that moved counts once. */
  readonly counts: ChangeCounts;
  /** Whether nothing of the old text is left. */
  readonly isReplaced: boolean;
  /** What a file that is replaced defines now, and what no more, in lines. */
  readonly replacement?: readonly string[];
  /** In words: which files change together with it. */
  readonly group?: string;
  readonly findings: readonly PageFinding[];
  readonly problems: readonly PageProblem[];
  /** What the proof found to be the same before and after. */
  readonly proof?: {
    readonly tests: number;
    /** Helpers' calls, conditions and loops that register further tests when they run. */
    readonly registeringForms: number;
    readonly comments: number;
    readonly forms: number;
  };
}

export interface PageFinding {
  readonly code: string;
  readonly severity: "refuse" | "review" | "info";
  readonly message: string;
  readonly hint: string;
  /** Of the old text, from 1. */
  readonly line: number;
  readonly column: number;
  /** The line and, below it, carets at the place, safe to show; where that tells more. */
  readonly excerpt?: readonly [line: string, carets: string];
}

export interface PageProblem {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** The changes of a file and the lines around them, as they stand in the document. */
export type StoredHunks = readonly { readonly rows: readonly StoredRow[] }[];

/** A row whose old line may be told by what it has of its own. */
export interface StoredRow extends Omit<PageRow, "old"> {
  readonly old?: PageLine | ShiftedLine;
}

/** The new line of the row with other blanks at its start. */
export interface ShiftedLine {
  readonly line: number;
  readonly indent: string;
}

/** What a piece of a line is called in the data, and in the names of the page's styles. */
export const PIECE_LETTERS: Readonly<Record<PieceKind, string>> = {
  plain: "p",
  comment: "c",
  string: "s",
  number: "n",
  mark: "m",
  call: "f",
  keyword: "k",
};

/** A row of the two-sided view; at least one side is there. */
export interface PageRow {
  readonly class: ChangeClass | "context";
  readonly old?: PageLine;
  readonly new?: PageLine;
  /** Of a row that was moved: the line, from 1, where its other end stands in the other text. */
  readonly other?: number;
}

export interface PageLine {
  /** From 1. */
  readonly line: number;
  /** Without the line feed. */
  readonly text: string;
  /** Only where it is the case: the text ends here without a line feed. */
  readonly isUnfinished?: true;
  /** Syntax, as a length and one of `PIECE_LETTERS` for each piece; the length 1 is left out. */
  readonly pieces?: string;
  /** What changed within the line, as `start, end, start, end …`. */
  readonly marks?: readonly number[];
}

/** What the page knows from the beginning. */
export interface PageRun {
  readonly version: string;
  readonly transform: string;
  /** What registrations become; missing where the run is not about tests. */
  readonly target?: string | undefined;
  readonly mode: "preview" | "check" | "write";
  /** Lines around a change. */
  readonly context: number;
  /** Where the page is one of several: what it is about, and the page that leads to all. */
  readonly part?: { readonly title: string; readonly index: string };
}

/** What is known at the end of the run. */
export interface PageEnd {
  readonly totals: {
    readonly changed: number;
    readonly unchanged: number;
    readonly blocked: number;
    readonly failed: number;
    readonly testsMigrated: number;
    readonly testsLeft: number;
    readonly testsNew: number;
    readonly testsUnreadable: number;
    readonly suites: number;
    readonly commentsKept: number;
  };
  /** Labels and sentences: the framework's, and the behaviour's where it was asked for. */
  readonly remarks: readonly { readonly label: string; readonly text: string }[];
  /** Why changes were not written, where that failed, by path. */
  readonly unwritten: readonly { readonly path: string; readonly problem: PageProblem }[];
}
