// Findings of the linter for programs: a stable object, written with two spaces.

import { levelOf } from "../../finding/finding.js";
import { unseenAsJson } from "../../project/unseen.js";
import { prettyJson } from "../json-stream.js";
import type { LintReport } from "./report.js";

/** The report as JSON. */
export function formatLintJson({ findings, files, skipped, failed, unseen }: LintReport): string {
  const shown = findings.map(({ path, line, column, code, severity, message, hint, related }) => ({
    ...{ path, line, column, code, severity: levelOf(severity), message, hint, related },
  }));
  const passedOver = unseen && unseenAsJson(unseen);
  const report = {
    version: 1,
    files,
    ...(passedOver && { unseen: passedOver }),
    findings: shown,
    skipped: skipped.map(({ path, problem }) => ({ path, ...problem })),
    failed: failed.map(({ path, problem }) => ({ path, ...problem })),
  };
  return `${prettyJson(report)}\n`;
}
