// The github report: findings and problems as workflow commands, which GitHub shows at the lines
// of a pull request. Invariant: never more than GitHub keeps of a step, the worst first, and what
// is left out is counted in a notice.

import { SEVERITIES, type Severity } from "../../finding/finding.js";
import { countOf } from "../../text/wording.js";
import { problemRemark, type Remark, remarksOn } from "../document.js";
import { formatGithub, formatGithubNotice, GITHUB_COMMANDS } from "../github.js";
import { formatSummaryLine } from "../summary.js";
import { changeRemark } from "./change-remark.js";
import type { CreateReport } from "./report.js";

/** How many annotations of a level GitHub takes from one step. */
const LIMIT = 10;

/** Keeps up to ten findings of each level until the end, when all of them are written. */
export const createGithubReport: CreateReport = (write, { rootInRepository, mode }) => {
  const shown = createShortList();
  return {
    file(file) {
      const rank = file.status === "failed" ? 0 : 1;
      for (const remark of remarksOn(file, rootInRepository).remarks) {
        shown.add(remark, rank);
      }
      // A check fails for what is left to do, so this is no mere notice there.
      if (file.status === "changed" && mode === "check") {
        shown.add({ ...changeRemark(file, rootInRepository), severity: "refuse" }, 2);
      }
    },
    finish(end) {
      for (const { path, problem } of end.applied?.failed ?? []) {
        shown.add(problemRemark(rootInRepository + path, problem), 0);
      }
      write(formatGithub(shown.remarks()));
      write(describeOmitted(shown));
      write(formatSummaryLine(end));
    },
  };
};

interface ShortList {
  /** Within a severity, a lower rank goes first; then the order of calls counts. */
  add(remark: Remark, rank: number): void;
  remarks(): readonly Remark[];
  /** How many of a severity are not among the remarks. */
  omitted(severity: Severity): number;
}

function createShortList(): ShortList {
  const kept: Readonly<Record<Severity, [Remark[], Remark[], Remark[]]>> = {
    refuse: [[], [], []],
    review: [[], [], []],
    info: [[], [], []],
  };
  const counts: Record<Severity, number> = { refuse: 0, review: 0, info: 0 };
  const isOver = (): boolean => SEVERITIES.some((severity) => counts[severity] > LIMIT);
  // The last notice is needed to say that there is more.
  const limitOf = (severity: Severity): number =>
    severity === "info" && isOver() ? LIMIT - 1 : LIMIT;
  return {
    add(remark, rank) {
      const list = kept[remark.severity][rank] as Remark[];
      counts[remark.severity]++;
      if (list.length < LIMIT) {
        list.push(remark);
      }
    },
    remarks: () =>
      SEVERITIES.flatMap((severity) => kept[severity].flat().slice(0, limitOf(severity))),
    omitted: (severity) => Math.max(0, counts[severity] - limitOf(severity)),
  };
}

function describeOmitted({ omitted }: ShortList): string {
  const counts = SEVERITIES.map(
    (severity) => [omitted(severity), GITHUB_COMMANDS[severity]] as const,
  ).filter(([count]) => count > 0);
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
