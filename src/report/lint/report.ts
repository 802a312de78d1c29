// What a report of `lint` is: a function from the data to text, one file for each format.

import type { FindingKind } from "../../finding/finding.js";
import type { Remark } from "../document.js";
import type { TextOptions } from "../document-text.js";

/** A run of the linter that is over. */
export interface LintReport {
  readonly findings: readonly Remark[];
  /** How many files were looked at. */
  readonly files: number;
  /** The rules that were looked for. */
  readonly kinds: readonly FindingKind[];
  readonly tool: { readonly name: string; readonly version: string };
}

/** The report as text, each line with a line feed behind it; the options are the format for people's. */
export type FormatLint = (report: LintReport, options: TextOptions) => string;
