// What a report of `lint` is: a function from the data to text, one file for each format.

import type { FindingKind, Level } from "../../finding/finding.js";
import type { Problem } from "../../outcome/planned-file.js";
import type { Unseen } from "../../project/unseen.js";
import type { Remark } from "../document.js";
import type { TextOptions } from "../document-text.js";

/** A run of the linter that is over. */
export interface LintReport {
  readonly findings: readonly Remark[];
  /** How many files were looked at; those that failed are not among them. */
  readonly files: number;
  /** What stands where a file was looked for and is none to read, such as a link to nothing. */
  readonly skipped: readonly { readonly path: string; readonly problem: Problem }[];
  /** Files that could not be read. */
  readonly failed: readonly { readonly path: string; readonly problem: Problem }[];
  /** What was passed over. */
  readonly unseen?: Unseen;
  /** The rules that were looked for. */
  readonly kinds: readonly FindingKind[];
  readonly tool: { readonly name: string; readonly version: string };
}

/** What the format for people takes. */
export interface LintTextOptions extends TextOptions {
  /** The mildest findings that are shown; without it all are. */
  readonly mildest?: Level;
}

/** The report as text, each line with a line feed behind it; the options are the format for people's. */
export type FormatLint = (report: LintReport, options: LintTextOptions) => string;
