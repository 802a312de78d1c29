// Findings of the linter as SARIF 2.1.0: one log with one run.

import { SARIF_COLUMNS, SARIF_HEAD, sarifResult, sarifTool } from "../sarif.js";
import type { LintReport } from "./report.js";

/** The report as a SARIF log. */
export function formatLintSarif({ findings, kinds, tool }: LintReport): string {
  const log = {
    ...SARIF_HEAD,
    runs: [
      {
        tool: sarifTool(kinds, tool),
        columnKind: SARIF_COLUMNS,
        results: findings.map((found) => sarifResult(found)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
