// Whether a run of `check`, `lint` or `status` may rest on what earlier ones kept.

import type { CheckValues } from "./check-options.js";

type Values = Partial<
  Pick<
    CheckValues,
    "cache" | "format" | "output" | "pruneBaseline" | "pruneSuppressions" | "updateBaseline"
  >
>;

/** What is written or put on record is read anew. */
export function onlyLooks(values: Values): boolean {
  const { cache, format, output, pruneBaseline, pruneSuppressions, updateBaseline } = values;
  const isShown = format === "text" && output === undefined;
  return cache !== false && isShown && !(updateBaseline || pruneBaseline || pruneSuppressions);
}
