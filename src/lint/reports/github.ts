// Findings as workflow commands, which GitHub shows beside the lines of a pull request.

import type { LintSeverity } from "../lint-finding.js";
import type { ReportFinding } from "./report-finding.js";

const COMMANDS: Readonly<Record<LintSeverity, string>> = {
  error: "error",
  warning: "warning",
  info: "notice",
};

/** One line for each finding, each with a line feed behind it. */
export function formatGithub(findings: readonly ReportFinding[]): string {
  return findings
    .map(({ path, line, column, code, severity, message, hint, related = [] }) => {
      const places = related.map(
        (place) => `${place.path}:${place.line}:${place.column} ${place.message}`,
      );
      const text = [`${message}. ${hint}`, ...places].join("\n");
      const properties = `file=${escapeProperty(path)},line=${line},col=${column},title=${escapeProperty(code)}`;
      return `::${COMMANDS[severity]} ${properties}::${escapeData(text)}\n`;
    })
    .join("");
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
