// Every report format there is: a new one is one file beside this and one line below. Each is
// loaded when it is asked for.

import type { OpenRemarks } from "../remark-format.js";
import type { CreateReport, CreateSplitReport } from "./report.js";

async function remarksIn(open: OpenRemarks): Promise<CreateReport> {
  return (await import("./remarks.js")).createRemarksReport(open);
}

/** How to get each format's report, by its name. */
export const reportFormats: ReadonlyMap<string, () => Promise<CreateReport>> = new Map([
  ["text", async () => (await import("./text.js")).createTextReport],
  ["patch", async () => (await import("./patch.js")).createPatchReport],
  ["json", async () => (await import("./json.js")).createJsonReport],
  ["jsonl", async () => (await import("./jsonl.js")).createJsonLinesReport],
  ["sarif", async () => (await import("./sarif.js")).createSarifReport],
  ["markdown", async () => (await import("./markdown.js")).createMarkdownReport],
  ["github", async () => (await import("./github.js")).createGithubReport],
  ["gitlab", async () => remarksIn((await import("../gitlab.js")).openGitlab)],
  ["rdjson", async () => remarksIn((await import("../rdjson.js")).openRdjson)],
  ["html", async () => (await import("./html/html.js")).createHtmlReport],
]);

/** The formats that can be a folder of several files, in the same way. */
export const splitFormats: ReadonlyMap<string, () => Promise<CreateSplitReport>> = new Map([
  ["patch", async () => (await import("./split-patch.js")).createSplitPatchReport],
  ["html", async () => (await import("./html/split-pages.js")).createSplitPages],
]);
