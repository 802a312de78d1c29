// Every format of `lint`: a new one is one file beside this and one line below. Each is loaded when it
// is asked for.

import { remarkFormats } from "../remark-formats.js";
import { lintRemarks } from "./remarks.js";
import type { FormatLint } from "./report.js";

/** How to get each format's report, by its name. */
export const lintFormats: ReadonlyMap<string, () => Promise<FormatLint>> = new Map([
  ["text", async () => (await import("./text.js")).formatLintText],
  ["json", async () => (await import("./json.js")).formatLintJson],
  ["markdown", async () => (await import("./markdown.js")).formatLintMarkdown],
  ["sarif", async () => (await import("./sarif.js")).formatLintSarif],
  ...remarkFormats(lintRemarks),
]);
