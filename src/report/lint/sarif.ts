// Findings of the linter as SARIF 2.1.0: one log with one run.

import { prettyJson } from "../json-stream.js";
import { noteNotifications, SARIF_COLUMNS, SARIF_HEAD, sarifResult, sarifTool } from "../sarif.js";
import { lintNotes, lintRemarks } from "./remarks.js";
import type { LintReport } from "./report.js";

/** The report as a SARIF log. */
export function formatLintSarif(report: LintReport): string {
  const { failed, kinds, tool } = report;
  const notes = noteNotifications(lintNotes(report));
  const log = {
    ...SARIF_HEAD,
    runs: [
      {
        tool: sarifTool(kinds, tool),
        columnKind: SARIF_COLUMNS,
        results: lintRemarks(report).map((remark) => sarifResult(remark)),
        invocations: [
          {
            executionSuccessful: failed.length === 0,
            ...(notes.length > 0 && { toolExecutionNotifications: notes }),
          },
        ],
      },
    ],
  };
  return `${prettyJson(log)}\n`;
}
