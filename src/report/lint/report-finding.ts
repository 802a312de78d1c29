// The neutral shape that reports are written from: nothing of the linter's own is left in it, so
// that findings of the migration can be written by the same functions.

import type { LintFinding, LintSeverity, RelatedPlace } from "../../lint/lint-finding.js";
import type { Position } from "../../syntax/line-index.js";

/** One finding as a report shows it. Lines and columns start at 1. */
export interface ReportFinding {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** Behind the last character; missing where only the start is known. */
  readonly end?: Position;
  readonly code: string;
  readonly severity: LintSeverity;
  readonly message: string;
  readonly hint: string;
  readonly related?: readonly RelatedPlace[];
}

/** A kind of finding, for reports that list the rules. */
export interface ReportKind {
  readonly code: string;
  readonly severity: LintSeverity;
  readonly summary: string;
  readonly hint: string;
  readonly explanation: string;
  /** A file that has it; empty where none can be shown. */
  readonly example?: string;
}

/** What a report shows of the linter's findings. */
export function reportFindings(findings: readonly LintFinding[]): readonly ReportFinding[] {
  return findings.map(({ path, line, column, code, severity, message, hint, related }) => ({
    path,
    line,
    column,
    code,
    severity,
    message,
    hint,
    ...(related.length > 0 ? { related } : {}),
  }));
}
