// The check as workflow commands, which GitHub shows beside the lines of a pull request.

import { staleEntry } from "../../outcome/check-kinds.js";
import { problemRemark } from "../document.js";
import { formatGithub } from "../github.js";
import type { CheckReport } from "./check-report.js";

/** One line for each thing that makes the check fail, and nothing where it passes. */
export function formatCheckGithub({ fresh, stale, failed, baseline }: CheckReport): string {
  return formatGithub([
    ...failed.map(({ path, problem }) => problemRemark(path, problem)),
    ...fresh.map((item) => ({ ...item, severity: "refuse" as const })),
    ...stale.map(({ path, code, place, line }) => ({
      path: baseline,
      line,
      column: 1,
      code: staleEntry.code,
      severity: "refuse" as const,
      message: `${path} no longer has ${code} "${place}"`,
      hint: staleEntry.hint,
    })),
  ]);
}
