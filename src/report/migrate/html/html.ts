// The review page: one HTML file that shows every change of a run with its class, offline and
// without trust in what it shows. Written file by file, so the whole is never in memory; its size
// is linear in the changes. The page's own sources are in `page/`, its data in `page-data.ts`.

import { createStyle } from "../../../text/style.js";
import { formatSummaryLine, summaryRows } from "../../summary.js";
import type { CreateReport, RunEnd } from "../report.js";
import { describeFile } from "./describe-file.js";
import { createPageParts, dataBlock } from "./document.js";
import { readPageAssets } from "./page-assets.js";
import type { PageEnd, PageRun } from "./page-data.js";

/** Writes one HTML document. */
export const createHtmlReport: CreateReport = (write, run, { context }) => {
  const { head, tail } = createPageParts(readPageAssets());
  const { toolVersion: version, transform, target, mode } = run;
  const start: PageRun = { version, transform, target, mode, context };
  write(head);
  write(dataBlock('id="data-run"', start));
  return {
    file(planned) {
      const { file, hunks } = describeFile(planned, context);
      write(dataBlock('class="file"', file));
      if (hunks !== undefined) {
        write(dataBlock(`id="lines-${file.key}"`, hunks));
      }
    },
    finish(end) {
      write(dataBlock('id="data-end"', describeEnd(end)));
      // Numbers and words of this tool: nothing in it to escape.
      write(`<noscript><p class="notice">${formatSummaryLine(end)}</p></noscript>\n`);
      write(tail);
    },
  };
};

/** What the page words itself; whatever else the summary tells, it tells as the summary does. */
const FIGURES: ReadonlySet<string> = new Set(["files", "tests", "suites", "comments"]);

function describeEnd(end: RunEnd): PageEnd {
  return {
    totals: end.totals,
    remarks: summaryRows(end, createStyle(false))
      .filter(({ label }) => !FIGURES.has(label))
      .map(({ label, count, text }) => ({
        label,
        text: [count, text].filter((part) => part !== undefined).join(" "),
      })),
    unwritten: (end.applied?.failed ?? []).map(({ path, problem }) => ({ path, problem })),
  };
}
