// Findings of the linter for people, and the totals at the end.

import { LEVELS, levelOf } from "../../finding/finding.js";
import { countOf } from "../../text/wording.js";
import { type Remark, withNewHint } from "../document.js";
import { remark, writeText } from "../document-text.js";
import type { LintReport, LintTextOptions } from "./report.js";

/** The report as text, each line with a line feed behind it. */
export function formatLintText({ findings, files }: LintReport, options: LintTextOptions): string {
  const limit = LEVELS.indexOf(options.mildest ?? "info");
  const shown = findings.filter(({ severity }) => LEVELS.indexOf(levelOf(severity)) <= limit);
  const said = new Set<string>();
  const remarks = shown.map((found) =>
    remark(withNewHint({ ...found, word: levelOf(found.severity) }, said)),
  );
  return writeText([[...remarks, totals(findings, files)]], options);
}

function totals(findings: readonly Remark[], files: number): string {
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
