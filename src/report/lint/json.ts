// Findings for programs: a stable object, written with two spaces.

import type { ReportFinding } from "./report-finding.js";

/** The report as JSON. `files` is how many were looked at. */
export function formatLintJson(findings: readonly ReportFinding[], files: number): string {
  return `${JSON.stringify({ version: 1, files, findings }, null, 2)}\n`;
}
