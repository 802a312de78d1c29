// Findings for people: one line each that tools can take apart, related places and the way out
// below it, and the totals at the end.

import type { ReportFinding } from "./report-finding.js";

/** The report as text, each line with a line feed behind it. `files` is how many were looked at. */
export function formatLintText(findings: readonly ReportFinding[], files: number): string {
  const lines = findings.flatMap((finding) => [
    `${placeOf(finding)}  ${finding.severity}  ${finding.code}  ${finding.message}`,
    ...(finding.related ?? []).map((place) => `    ${placeOf(place)}  ${place.message}`),
    `    → ${finding.hint}`,
  ]);
  return `${[...lines, totals(findings, files)].join("\n")}\n`;
}

function placeOf({ path, line, column }: Pick<ReportFinding, "path" | "line" | "column">): string {
  return `${escapeControls(path)}:${line}:${column}`;
}

/** Paths come from the disk, where a name may hold anything. */
function escapeControls(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}

function totals(findings: readonly ReportFinding[], files: number): string {
  const counts = new Map<string, number>();
  for (const { code } of findings) {
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const byCode = [...counts].sort().map(([code, count]) => `${code} ${count}`);
  const looked = `${files} ${files === 1 ? "file" : "files"}`;
  return findings.length === 0
    ? `no findings in ${looked}`
    : `${findings.length} ${findings.length === 1 ? "finding" : "findings"} in ${looked}: ${byCode.join(", ")}`;
}
