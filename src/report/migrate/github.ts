// The github report: findings and problems as workflow commands, which GitHub shows at the lines
// of a pull request. Invariant: never more than GitHub keeps of a step, the worst first, and what
// is left out is counted in a notice.

import type { LintSeverity } from "../../lint/lint-finding.js";
import { countOf } from "../../text/wording.js";
import { formatGithub, formatGithubNotice } from "../lint/github.js";
import type { ReportFinding } from "../lint/report-finding.js";
import { formatSummaryLine } from "../summary.js";
import type { CreateReport } from "./report.js";
import { reportChange, reportFindingsOf, reportProblem } from "./report-findings.js";

/** How many annotations of a level GitHub takes from one step. */
const LIMIT = 10;
const LEVELS: readonly LintSeverity[] = ["error", "warning", "info"];
const NOUNS = { error: "error", warning: "warning", info: "notice" } as const;

/** Keeps up to ten findings of each level until the end, when all of them are written. */
export const createGithubReport: CreateReport = (write, { rootInRepository, mode }) => {
  const shown = createShortList();
  return {
    file(file) {
      const rank = file.status === "failed" ? 0 : 1;
      for (const found of reportFindingsOf(file, rootInRepository)) {
        shown.add(found, rank);
      }
      // A check fails for what is left to do, so this is no mere notice there.
      if (file.status === "changed" && mode === "check") {
        shown.add({ ...reportChange(file, rootInRepository), severity: "error" }, 2);
      }
    },
    finish(end) {
      for (const { path, problem } of end.applied?.failed ?? []) {
        shown.add(reportProblem(rootInRepository + path, problem), 0);
      }
      write(formatGithub(shown.findings()));
      write(describeOmitted(shown));
      write(formatSummaryLine(end));
    },
  };
};

interface ShortList {
  /** Within a level, a lower rank goes first; then the order of calls counts. */
  add(found: ReportFinding, rank: number): void;
  findings(): readonly ReportFinding[];
  /** How many of a level are not among the findings. */
  omitted(level: LintSeverity): number;
}

function createShortList(): ShortList {
  const kept: Readonly<Record<LintSeverity, [ReportFinding[], ReportFinding[], ReportFinding[]]>> =
    {
      error: [[], [], []],
      warning: [[], [], []],
      info: [[], [], []],
    };
  const counts: Record<LintSeverity, number> = { error: 0, warning: 0, info: 0 };
  const isOver = (): boolean => LEVELS.some((level) => counts[level] > LIMIT);
  // The last notice is needed to say that there is more.
  const limitOf = (level: LintSeverity): number =>
    level === "info" && isOver() ? LIMIT - 1 : LIMIT;
  return {
    add(found, rank) {
      const list = kept[found.severity][rank] as ReportFinding[];
      counts[found.severity]++;
      if (list.length < LIMIT) {
        list.push(found);
      }
    },
    findings: () => LEVELS.flatMap((level) => kept[level].flat().slice(0, limitOf(level))),
    omitted: (level) => Math.max(0, counts[level] - limitOf(level)),
  };
}

function describeOmitted({ omitted }: ShortList): string {
  const counts = LEVELS.map((level) => [omitted(level), NOUNS[level]] as const).filter(
    ([count]) => count > 0,
  );
  if (counts.length === 0) {
    return "";
  }
  const total = counts.reduce((sum, [count]) => sum + count, 0);
  const parts = counts.map(([count, noun]) => countOf(count, noun)).join(", ");
  return formatGithubNotice(
    `${total} more not shown`,
    `GitHub shows ${LIMIT} annotations of a kind; left out here: ${parts}. Every other report has them all.`,
  );
}
