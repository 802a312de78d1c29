// The first page of a review that is a folder: the verdict, the figures, a row for each page, and the
// files that need eyes. Plain HTML without a script. Invariant: whatever is not this tool's own word is
// escaped, and links stay in the folder.

import { fileCount, type Totals } from "../../../plan/totals.js";
import { escapeControls } from "../../../text/escape.js";
import { countOf } from "../../../text/wording.js";
import type { RunEnd, RunInfo } from "../report.js";
import { createStaticPage } from "./document.js";
import { readPageStyle } from "./page-assets.js";
import type { PageEnd, PageFile } from "./page-data.js";

/** The file to open first. */
export const INDEX = "index.html";

/** How many files that need eyes are named; more are on their pages. */
export const MOST_NAMED = 200;

export interface IndexPage {
  /** The folder or owner that the page is about. */
  readonly title: string;
  /** The name of its file. */
  readonly name: string;
  /** Of the files that are on it. */
  readonly totals: Totals;
  /** How many of them need eyes. */
  readonly urgent: number;
}

/** A file that needs eyes. */
export interface Urgent extends Pick<PageFile, "path" | "status"> {
  readonly href: string;
}

export interface IndexParts {
  readonly run: RunInfo;
  readonly end: RunEnd;
  readonly pages: readonly IndexPage[];
  /** The first of the files that need eyes. */
  readonly urgent: readonly Urgent[];
  /** How many files are on no page: unchanged, and without a finding. */
  readonly unseen: number;
  /** What the summary of the run tells. */
  readonly summary: PageEnd["remarks"];
}

/** The whole document. */
export function writeIndex(parts: IndexParts): string {
  return createStaticPage(
    "Migration review",
    [header(parts), overview(parts), pageTable(parts.pages), urgentList(parts)].join("\n"),
    readPageStyle(),
  );
}

function header({ run: { toolVersion, transform, target, mode } }: IndexParts): string {
  const written = mode === "write" ? "the changes were written" : "nothing was written";
  const about = `valk-codemod ${toolVersion}, transform ${transform}, target ${target}: ${written}`;
  return `<header class="banner"><div><h1>Migration review</h1><p class="quiet">${safe(about)}</p></div></header>`;
}

function overview({ end, pages, unseen, summary }: IndexParts): string {
  const urgent = sumOf(pages, (page) => page.urgent);
  const files = countOf(fileCount(end.totals), "file");
  const verdict =
    urgent === 0 ? `No file of ${files} needs your eyes` : `${urgent} of ${files} need your eyes`;
  const failed = end.applied?.failed ?? [];
  const rows = [
    ...summary.map(({ label, text }) => [label, text] as const),
    ["on no page", `${countOf(unseen, "file")}, unchanged and without a finding`],
    ...failed.map(({ path, problem }) => ["not written", `${path}: ${problem.message}`] as const),
  ];
  const list = rows.map(
    ([label = "", text = ""]) => `<div><dt>${safe(label)}</dt><dd>${safe(text)}</dd></div>`,
  );
  return `<section class="overview"><h2>${verdict}</h2><dl class="figures">${list.join("")}</dl></section>`;
}

const BY_NAME = new Intl.Collator("en", { numeric: true });
const COLUMNS = ["Page", "Files", "Failed", "Blocked", "To review", "Other"];

function pageTable(pages: readonly IndexPage[]): string {
  const sorted = [...pages].sort((a, b) => BY_NAME.compare(a.title, b.title));
  const head = COLUMNS.map((title) => `<th scope="col">${title}</th>`).join("");
  const rows = sorted.map(({ title, name, totals, urgent }) => {
    const all = fileCount(totals);
    const { failed, blocked } = totals;
    const counts = [all, failed, blocked, urgent - failed - blocked, all - urgent];
    const cells = counts.map((count) => `<td class="count">${count || ""}</td>`).join("");
    return `<tr><th scope="row"><a href="${safe(encodeURIComponent(name))}">${breakable(title)}</a></th>${cells}</tr>`;
  });
  return `<section class="overview"><h2>${countOf(pages.length, "page")}</h2>
<table class="findings"><thead><tr>${head}</tr></thead><tbody>
${rows.join("\n")}
</tbody></table></section>`;
}

function urgentList({ pages, urgent }: IndexParts): string {
  const all = sumOf(pages, (page) => page.urgent);
  if (all === 0) {
    return "";
  }
  const items = urgent.map(({ path, status, href }) => {
    const [name = "", key = ""] = href.split("#");
    const word = status === "blocked" || status === "failed" ? status : "to review";
    return `<li>${word}: <a href="${safe(encodeURIComponent(name))}#${key}">${breakable(path)}</a></li>`;
  });
  const more =
    all > urgent.length ? `<li>and ${all - urgent.length} more, on their pages</li>` : "";
  return `<section class="overview"><h2>Files that need your eyes</h2><ul>
${items.join("\n")}${more}
</ul></section>`;
}

function sumOf(pages: readonly IndexPage[], of: (page: IndexPage) => number): number {
  return pages.reduce((sum, page) => sum + of(page), 0);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text that is nothing but text, whoever wrote it. */
function safe(text: string): string {
  return escapeControls(text).replace(/[&<>"]/g, (found) => ENTITIES[found] as string);
}

/** The same with places to break behind each `/` and `_`. */
function breakable(text: string): string {
  return safe(text).replace(/[/_]+/g, "$&<wbr>");
}
