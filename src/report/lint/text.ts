// Findings for people: one line each that tools can take apart, related places and the way out
// below it, and the totals at the end.

import { levelOf, type ReportedFinding } from "../../finding/finding.js";
import { escapeControls } from "../../text/escape.js";
import { countOf } from "../../text/wording.js";

/** The report as text, each line with a line feed behind it. `files` is how many were looked at. */
export function formatLintText(findings: readonly ReportedFinding[], files: number): string {
  const lines = findings.flatMap((finding) => [
    `${placeOf(finding)}  ${levelOf(finding.severity)}  ${finding.code}  ${finding.message}`,
    ...(finding.related ?? []).map((place) => `    ${placeOf(place)}  ${place.message}`),
    `    → ${finding.hint}`,
  ]);
  return `${[...lines, totals(findings, files)].join("\n")}\n`;
}

function placeOf({
  path,
  line,
  column,
}: Pick<ReportedFinding, "path" | "line" | "column">): string {
  return `${escapeControls(path)}:${line}:${column}`;
}

function totals(findings: readonly ReportedFinding[], files: number): string {
  const counts = new Map<string, number>();
  for (const { code } of findings) {
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const byCode = [...counts].sort().map(([code, count]) => `${code} ${count}`);
  const looked = countOf(files, "file");
  return findings.length === 0
    ? `no findings in ${looked}`
    : `${countOf(findings.length, "finding")} in ${looked}: ${byCode.join(", ")}`;
}
