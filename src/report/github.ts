// The writer of remarks as workflow commands, which GitHub shows beside the lines of a pull
// request. Invariant: the lines hold no character that a terminal or the page of a log obeys, and no text
// ends its command.

import type { Severity } from "../finding/finding.js";
import { escapeControls } from "../text/escape.js";
import type { Remark } from "./document.js";
import { remarkLines } from "./remark-format.js";

/** What GitHub calls each severity. */
export const GITHUB_COMMANDS: Readonly<Record<Severity, string>> = {
  refuse: "error",
  review: "warning",
  info: "notice",
};

/** One line for each remark, each with a line feed behind it. */
export function formatGithub(remarks: readonly Remark[]): string {
  return remarks
    .map((remark) => {
      const { path, code, severity } = remark;
      const text = remarkLines(remark).map(escapeData).join("%0A");
      const properties = `file=${escapeProperty(path)},${describePlace(remark)},title=${escapeProperty(code)}`;
      return `::${GITHUB_COMMANDS[severity]} ${properties}::${text}\n`;
    })
    .join("");
}

/** A notice about the whole run, at no place. */
export function formatGithubNotice(title: string, text: string): string {
  return `::notice title=${escapeProperty(title)}::${escapeData(text)}\n`;
}

/** Columns make sense to GitHub only where a finding stays on one line; a file is its first line. */
function describePlace({ line = 1, column = 1, end }: Remark): string {
  return end === undefined || end.line === line
    ? `line=${line},${end === undefined ? "" : `endLine=${line},`}col=${column}`
    : `line=${line},endLine=${end.line}`;
}

/** One line of text: what would break it is shown as escapes, since it comes out of paths and names. */
function escapeData(text: string): string {
  return escapeControls(text).replaceAll("%", "%25");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
