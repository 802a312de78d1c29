// What makes a check fail, as remarks: what the formats show that know nothing else.

import { staleEntry } from "../../outcome/check-kinds.js";
import { problemRemark, type Remark } from "../document.js";
import type { CheckReport } from "./check-report.js";

/** Files that failed, then what is new, then entries of the baseline that are gone; none where it passes. */
export function failuresOf({ fresh, stale, failed, baseline }: CheckReport): readonly Remark[] {
  return [
    ...failed.map(({ path, problem }) => problemRemark(path, problem)),
    ...fresh.map((item) => ({ ...item, severity: "refuse" as const })),
    ...stale.map(({ path, code, place, line, file }) => ({
      path: file ?? baseline,
      line,
      column: 1,
      code: staleEntry.code,
      severity: "refuse" as const,
      message: `${path} no longer has ${code} "${place}"`,
      hint: staleEntry.hint,
    })),
  ];
}
