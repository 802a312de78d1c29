// The review of a large run as a folder: a page for each folder or owner, and `index.html` that leads to
// them. Only what there is to see is on a page; other files are counted. Invariant: of each page some
// numbers are kept until the end, of a file nothing, but for the first of those that need eyes.

import { addTotals, countFile, NO_TOTALS, type Totals } from "../../../plan/totals.js";
import { createFileNames } from "../../file-names.js";
import type { CreateReport, SplitOptions } from "../report.js";
import { type DescribedFile, describeFile } from "./describe-file.js";
import { createPageTexts, describeSummary } from "./html.js";
import { INDEX, type IndexPage, MOST_NAMED, type Urgent, writeIndex } from "./index-page.js";

type Page = { -readonly [Key in keyof IndexPage]: IndexPage[Key] };

/** Writes the pages as the files come, their ends and the index at the end. */
export function createSplitPages({ nameOf, append }: SplitOptions): CreateReport {
  return (_, run, { context }) => {
    const texts = createPageTexts(run, context);
    const nameFor = createFileNames();
    nameFor("index");
    const pages = new Map<string, Page>();
    const urgent: Urgent[] = [];
    let unseen = 0;
    const openPage = (title: string): Page => {
      const name = `${nameFor(title)}.html`;
      const page = { title, name, totals: NO_TOTALS, urgent: 0 };
      pages.set(title, page);
      append(name, texts.head({ title, index: INDEX }));
      return page;
    };
    const count = (page: Page, { file }: DescribedFile, totals: Totals): void => {
      page.totals = addTotals(page.totals, totals);
      page.urgent += file.needsReview ? 1 : 0;
      if (file.needsReview && urgent.length < MOST_NAMED) {
        const { path, status, key } = file;
        urgent.push({ path, status, href: `${page.name}#file-${key}` });
      }
    };
    return {
      file(planned) {
        if (planned.status === "unchanged" && planned.findings.length === 0) {
          unseen += 1;
          return;
        }
        const described = describeFile(planned, context);
        const title = nameOf(planned.path);
        const page = pages.get(title) ?? openPage(title);
        count(page, described, countFile(planned));
        append(page.name, texts.file(described));
      },
      finish(end) {
        const failed = end.applied?.failed ?? [];
        for (const { title, name, totals } of pages.values()) {
          const own = failed.filter(({ path }) => nameOf(path) === title);
          const applied = end.applied && { applied: { ...end.applied, failed: own } };
          append(name, texts.tail({ totals, frameworks: end.frameworks, ...applied }, []));
        }
        const summary = describeSummary(end, run);
        const all = [...pages.values()];
        append(INDEX, writeIndex({ run, end, pages: all, urgent, unseen, summary }));
      },
    };
  };
}
