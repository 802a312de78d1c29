// The text report: the change of each file as it is known, then what was found, grouped by file,
// then the summary. Everything that it prints is safe for a terminal.

import { escapeControls } from "../../text/escape.js";
import { countOf } from "../../text/wording.js";
import { problemRemark, type RemarkedFile, remarksOn } from "../document.js";
import { fileGroup, writeText } from "../document-text.js";
import { formatPreview } from "../preview.js";
import { addFile, formatStatistics, NO_STATISTICS } from "../statistics.js";
import { formatSummary, formatSummaryLine } from "../summary.js";
import { formatLegend } from "../views/marks.js";
import type { CreateReport, RunEnd } from "./report.js";

/** Writes for people. Keeps the findings until the end, so that they stand next to the summary. */
export const createTextReport: CreateReport = (write, { mode }, options) => {
  const { style, verbosity, showDiff, showStatistics } = options;
  const kept: RemarkedFile[] = [];
  let isFirst = true;
  let statistics = NO_STATISTICS;
  const isShown = ({ status, remarks }: RemarkedFile): boolean => {
    const needsAttention = status === "blocked" || status === "failed";
    const isWorthIt = verbosity === "verbose" || remarks.length > 0;
    return needsAttention || (isWorthIt && verbosity !== "quiet");
  };

  const finish = (end: RunEnd): void => {
    const failures = new Map(end.applied?.failed.map(({ path, problem }) => [path, problem]));
    const all = kept.map((file): RemarkedFile => {
      const { path } = file;
      const problem = failures.get(path);
      return problem === undefined
        ? file
        : { path, status: "failed", remarks: [problemRemark(path, problem), ...file.remarks] };
    });
    if (verbosity !== "quiet") {
      for (const path of end.applied?.written ?? []) {
        write(`${style.green("written")}  ${escapeControls(path)}\n`);
      }
      write(end.applied !== undefined && end.applied.written.length > 0 ? "\n" : "");
    }
    for (const file of all.filter(isShown)) {
      write(`${writeText([[fileGroup(file, style)]], options)}\n`);
    }
    if (verbosity === "quiet") {
      write(hiddenRemarks(all.filter((file) => !isShown(file))));
      write(formatSummaryLine(end));
    } else {
      write(formatSummary(end, mode, options));
    }
    if (showStatistics) {
      write(`\n${formatStatistics(statistics, end.phases ?? [], options)}`);
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
      const remarked = remarksOn(file);
      if (verbosity === "verbose" || remarked.remarks.length > 0 || file.status === "changed") {
        kept.push(remarked);
      }
    },
    finish,
  };
};

function hiddenRemarks(hidden: readonly RemarkedFile[]): string {
  const count = hidden.reduce((sum, { remarks }) => sum + remarks.length, 0);
  return count === 0 ? "" : `${countOf(count, "finding")} not shown\n`;
}
