// Findings of the linter for programs: a stable object, written with two spaces.

import { levelOf } from "../../finding/finding.js";
import type { LintReport } from "./report.js";

/** The report as JSON. */
export function formatLintJson({ findings, files }: LintReport): string {
  const shown = findings.map(({ path, line, column, code, severity, message, hint, related }) => ({
    ...{ path, line, column, code, severity: levelOf(severity), message, hint, related },
  }));
  return `${JSON.stringify({ version: 1, files, findings: shown }, null, 2)}\n`;
}
