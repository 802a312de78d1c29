// The command `lint` without its disk and terminal: what it prints and whether it fails, for files that
// somebody else has read. The command line reads files and options and calls this.

import { type Baseline, newFindings } from "../lint/baseline.js";
import { isFailing, type LintOptions, lint } from "../lint/lint.js";
import type { LintFinding, LintSeverity } from "../lint/lint-finding.js";
import { lintKinds } from "../lint/rules/registry.js";
import type { SourceFile } from "../mutation/program.js";
import { formatGithub } from "../report/lint/github.js";
import { formatLintJson } from "../report/lint/json.js";
import { type ReportFinding, reportFindings } from "../report/lint/report-finding.js";
import { formatSarif } from "../report/lint/sarif.js";
import { formatLintText } from "../report/lint/text.js";

export const LINT_FORMATS = ["text", "json", "sarif", "github"] as const;

export type LintFormat = (typeof LINT_FORMATS)[number];

export interface LintCommandOptions extends LintOptions {
  /** Default text. */
  readonly format?: LintFormat;
  /** The mildest severity that fails; default warning. */
  readonly failOn?: LintSeverity;
  readonly baseline?: Baseline;
  /** Name and version for reports that carry them. */
  readonly tool: { readonly name: string; readonly version: string };
}

export interface LintCommandResult {
  readonly output: string;
  /** Whether any finding is at or above `failOn`. */
  readonly isFailing: boolean;
  /** What was printed, after the baseline. */
  readonly findings: readonly LintFinding[];
}

/** Lints files and formats what was found. */
export function runLint(
  sources: Iterable<SourceFile>,
  options: LintCommandOptions,
): LintCommandResult {
  const { format = "text", failOn = "warning", baseline, tool } = options;
  const result = lint(sources, options);
  const findings =
    baseline === undefined ? result.findings : newFindings(result.findings, baseline);
  return {
    output: formatAs(format, reportFindings(findings), result.files, tool),
    isFailing: isFailing(findings, failOn),
    findings,
  };
}

function formatAs(
  format: LintFormat,
  findings: readonly ReportFinding[],
  files: number,
  tool: LintCommandOptions["tool"],
): string {
  switch (format) {
    case "json":
      return formatLintJson(findings, files);
    case "sarif":
      return formatSarif(findings, [...lintKinds.values()], tool);
    case "github":
      return formatGithub(findings);
    default:
      return formatLintText(findings, files);
  }
}
