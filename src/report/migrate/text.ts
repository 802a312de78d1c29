// The text report: the change of each file as it is known, then what was found, grouped by file,
// then the summary. Everything that it prints is safe for a terminal.

import { escapeControls } from "../../text/escape.js";
import { countOf } from "../../text/wording.js";
import { formatRemarks, hasRemarks, type Remarks, remarksOf } from "../finding-text.js";
import { formatPreview } from "../preview.js";
import { addFile, formatStatistics, NO_STATISTICS } from "../statistics.js";
import { formatSummary, formatSummaryLine } from "../summary.js";
import { formatLegend } from "../views/marks.js";
import type { CreateReport, RunEnd } from "./report.js";

/** Writes for people. Keeps the findings until the end, so that they stand next to the summary. */
export const createTextReport: CreateReport = (write, { mode }, options) => {
  const { style, verbosity, showDiff, showStatistics } = options;
  const kept: Remarks[] = [];
  let isFirst = true;
  let statistics = NO_STATISTICS;
  const isShown = (remarks: Remarks): boolean => {
    const needsAttention = remarks.status === "blocked" || remarks.status === "failed";
    const isWorthIt = verbosity === "verbose" || hasRemarks(remarks);
    return needsAttention || (isWorthIt && verbosity !== "quiet");
  };

  const finish = (end: RunEnd): void => {
    const failures = new Map(end.applied?.failed.map(({ path, problem }) => [path, problem]));
    const all = kept.map((remarks) => {
      const problem = failures.get(remarks.path);
      return problem === undefined
        ? remarks
        : { ...remarks, status: "failed" as const, problems: [problem] };
    });
    if (verbosity !== "quiet") {
      for (const path of end.applied?.written ?? []) {
        write(`${style.green("written")}  ${escapeControls(path)}\n`);
      }
      write(end.applied !== undefined && end.applied.written.length > 0 ? "\n" : "");
    }
    const shown = all.filter(isShown);
    for (const remarks of shown) {
      write(`${formatRemarks(remarks, options)}\n`);
    }
    if (verbosity === "quiet") {
      write(hiddenRemarks(all.filter((remarks) => !isShown(remarks))));
      write(formatSummaryLine(end));
    } else {
      write(formatSummary(end, { ...options, mode }));
    }
    if (showStatistics) {
      write(`\n${formatStatistics(statistics, end.phases ?? [], style, options.columns)}`);
    }
  };

  return {
    file(file) {
      if (showStatistics) {
        statistics = addFile(statistics, file);
      }
      if (file.status === "changed" && showDiff) {
        write(isFirst ? `${formatLegend(style)}\n` : "");
        write(`${formatPreview(file, options)}\n`);
        isFirst = false;
      }
      const remarks = remarksOf(file);
      if (verbosity === "verbose" || hasRemarks(remarks) || file.status === "changed") {
        kept.push(remarks);
      }
    },
    finish,
  };
};

function hiddenRemarks(hidden: readonly Remarks[]): string {
  const count = hidden.reduce((sum, { findings }) => sum + findings.length, 0);
  return count === 0 ? "" : `${countOf(count, "finding")} not shown\n`;
}
