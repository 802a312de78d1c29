// The review page: one HTML file that shows every change of a run with its class, offline and
// without trust in what it shows. Written file by file, so the whole is never in memory; its size
// is linear in the changes. The page's own sources are in `page/`, its data in `page-data.ts`.

import { describeUnseen } from "../../../project/unseen.js";
import { createStyle } from "../../../text/style.js";
import { formatSummaryLine, summaryRows } from "../../summary.js";
import type { CreateReport, RunEnd, RunInfo } from "../report.js";
import { type DescribedFile, describeFile } from "./describe-file.js";
import { createPageParts, dataBlock } from "./document.js";
import { readPageAssets } from "./page-assets.js";
import type { PageEnd, PageRun } from "./page-data.js";

/** Writes one HTML document. */
export const createHtmlReport: CreateReport = (write, run, { context }) => {
  const { head, file, tail } = createPageTexts(run, context);
  write(head());
  return {
    file: (planned) => write(file(describeFile(planned, context))),
    finish: (end) => write(tail(end, describeRemarks(end, run))),
  };
};

/** The texts of a document, in the order in which they are written: `file` for each file. */
export interface PageTexts {
  head(part?: PageRun["part"]): string;
  file(described: DescribedFile): string;
  tail(end: RunEnd, remarks: PageEnd["remarks"]): string;
}

/** Makes the texts of any number of documents of one run. */
export function createPageTexts(run: RunInfo, context: number): PageTexts {
  const { head, tail } = createPageParts(readPageAssets());
  const { toolVersion: version, transform, target, mode } = run;
  const start: PageRun = { version, transform, target, mode, context };
  return {
    head: (part) => head + dataBlock('id="data-run"', { ...start, ...(part && { part }) }),
    file({ file, hunks }) {
      const lines = hunks === undefined ? "" : dataBlock(`id="lines-${file.key}"`, hunks);
      return dataBlock('class="file"', file) + lines;
    },
    tail(end, remarks) {
      const described: PageEnd = { totals: end.totals, remarks, unwritten: unwrittenOf(end) };
      // Numbers and words of this tool: nothing in it to escape.
      const summary = `<noscript><p class="notice">${formatSummaryLine(end)}</p></noscript>\n`;
      return dataBlock('id="data-end"', described) + summary + tail;
    },
  };
}

/** What the page words itself; whatever else the summary tells, it tells as the summary does. */
const FIGURES: ReadonlySet<string> = new Set(["files", "tests", "suites", "comments"]);

function describeRemarks(end: RunEnd, run: RunInfo): PageEnd["remarks"] {
  return describeSummary(end, run).filter(({ label }) => !FIGURES.has(label));
}

/** What the summary of the run tells, and what was passed over, in plain text. */
export function describeSummary(end: RunEnd, { unseen }: RunInfo): PageEnd["remarks"] {
  const rows = summaryRows(end, createStyle(false)).map(({ label, count, text }) => ({
    label,
    text: count === undefined ? text : `${count}${/^\d/.test(text) ? ":" : ""} ${text}`,
  }));
  return [...rows, ...describeUnseen(unseen, true).map((text) => ({ label: "not seen", text }))];
}

function unwrittenOf({ applied }: RunEnd): PageEnd["unwritten"] {
  return (applied?.failed ?? []).map(({ path, problem }) => ({ path, problem }));
}
