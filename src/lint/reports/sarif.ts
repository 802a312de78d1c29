// Findings as SARIF 2.1.0, which code-scanning services read.

import type { LintSeverity } from "../lint-finding.js";
import type { ReportFinding, ReportKind } from "./report-finding.js";

const LEVELS: Readonly<Record<LintSeverity, string>> = {
  error: "error",
  warning: "warning",
  info: "note",
};

/** The report as a SARIF log with one run; `kinds` are the rules that were looked for. */
export function formatSarif(
  findings: readonly ReportFinding[],
  kinds: readonly ReportKind[],
  tool: { readonly name: string; readonly version: string },
): string {
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { ...tool, rules: kinds.map(ruleOf) } },
        columnKind: "utf16CodeUnits",
        results: findings.map(resultOf),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf({ code, severity, summary, explanation }: ReportKind) {
  return {
    id: code,
    shortDescription: { text: summary },
    fullDescription: { text: explanation },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function resultOf({ code, severity, message, hint, related = [], ...place }: ReportFinding) {
  return {
    ruleId: code,
    level: LEVELS[severity],
    message: { text: `${message} (${hint})` },
    locations: [locationOf(place)],
    ...(related.length > 0
      ? {
          relatedLocations: related.map((other, at) => ({
            id: at + 1,
            ...locationOf(other),
            message: { text: other.message },
          })),
        }
      : {}),
  };
}

function locationOf({ path, line, column }: Pick<ReportFinding, "path" | "line" | "column">) {
  const uri = path.split("/").map(encodeURIComponent).join("/");
  return {
    physicalLocation: {
      artifactLocation: { uri },
      region: { startLine: line, startColumn: column },
    },
  };
}
