// Every format of `status`: a new one is one file beside this and one line below.

import type { FormatStatus } from "./report.js";

/** How to get each format's report, by its name. */
export const statusFormats: ReadonlyMap<string, () => Promise<FormatStatus>> = new Map([
  ["text", async () => (await import("./text.js")).formatStatusText],
  ["json", async () => (await import("./json.js")).formatStatusJson],
  ["markdown", async () => (await import("./markdown.js")).formatStatusMarkdown],
]);
