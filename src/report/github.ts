// Findings as workflow commands, which GitHub shows beside the lines of a pull request. Used by
// the linter and by the reports of a run.

import type { ReportedFinding, Severity } from "../finding/finding.js";

/** What GitHub calls each severity. */
export const GITHUB_COMMANDS: Readonly<Record<Severity, string>> = {
  refuse: "error",
  review: "warning",
  info: "notice",
};

/** One line for each finding, each with a line feed behind it. */
export function formatGithub(findings: readonly ReportedFinding[]): string {
  return findings
    .map((finding) => {
      const { path, code, severity, message, hint, related = [] } = finding;
      const places = related.map(
        (place) => `${place.path}:${place.line}:${place.column} ${place.message}`,
      );
      const text = [`${message}. ${hint}`, ...places].join("\n");
      const properties = `file=${escapeProperty(path)},${describePlace(finding)},title=${escapeProperty(code)}`;
      return `::${GITHUB_COMMANDS[severity]} ${properties}::${escapeData(text)}\n`;
    })
    .join("");
}

/** A notice about the whole run, at no place. */
export function formatGithubNotice(title: string, text: string): string {
  return `::notice title=${escapeProperty(title)}::${escapeData(text)}\n`;
}

/** Columns make sense to GitHub only where a finding stays on one line. */
function describePlace({ line, column, end }: ReportedFinding): string {
  return end === undefined || end.line === line
    ? `line=${line},${end === undefined ? "" : `endLine=${line},`}col=${column}`
    : `line=${line},endLine=${end.line}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
