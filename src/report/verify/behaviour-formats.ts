// Every format of a verification's report: a new one is one file beside this and one line below.
// Each is loaded when it is asked for.

import type { CreateBehaviourReport } from "./report.js";

/** How to get each format's report, by its name. */
export const behaviourFormats: ReadonlyMap<string, () => Promise<CreateBehaviourReport>> = new Map([
  ["text", async () => (await import("./text.js")).createBehaviourText],
  ["json", async () => (await import("./json.js")).createBehaviourJson],
  ["markdown", async () => (await import("./markdown.js")).createBehaviourMarkdown],
  ["junit", async () => (await import("./junit.js")).createBehaviourJunit],
]);
