// Every view there is: a new one is one file beside this and one line below. Each is loaded when
// it is asked for.

import type { CreateView } from "./view.js";

/** Narrower than this there is no room for two sides. */
export const SPLIT_MINIMUM = 60;

/** How to get each view, by its name. */
export const views: ReadonlyMap<string, () => Promise<CreateView>> = new Map([
  ["unified", async () => (await import("./unified.js")).createUnifiedView],
  ["word-diff", async () => (await import("./word-diff.js")).createWordDiffView],
  ["split", async () => (await import("./split.js")).createSplitView],
]);
