// Every format of `check`: a new one is one file beside this and one line below. Each is loaded when it
// is asked for.

import { remarkFormats } from "../remark-formats.js";
import type { CheckReport } from "./check-report.js";
import { failuresOf } from "./failures.js";
import type { CheckTextOptions } from "./text.js";

export type FormatCheck = (report: CheckReport, options: CheckTextOptions) => string;

/** How to get each format's report, by its name; the options are the format for people's. */
export const checkFormats: ReadonlyMap<string, () => Promise<FormatCheck>> = new Map([
  ["text", async () => (await import("./text.js")).formatCheckText],
  ["json", async () => (await import("./json.js")).formatCheckJson],
  ...remarkFormats(failuresOf),
]);
