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
  const { cache, pruneBaseline, pruneSuppressions, updateBaseline } = values;
  const isOnRecord = updateBaseline || pruneBaseline || pruneSuppressions;
  return cache !== false && !reportsElsewhere(values) && !isOnRecord;
}

/** Whether findings are asked for in another way than people read them on the output. */
export function reportsElsewhere({ format, output }: Pick<Values, "format" | "output">): boolean {
  return format !== "text" || output !== undefined;
}
