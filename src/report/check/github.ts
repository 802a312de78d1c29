// The check as workflow commands, which GitHub shows beside the lines of a pull request.

import { staleEntry } from "../../check/check-kinds.js";
import { formatGithub } from "../lint/github.js";
import type { CheckReport } from "./check-report.js";

/** One line for each thing that makes the check fail, and nothing where it passes. */
export function formatCheckGithub({ fresh, stale, failed, baseline }: CheckReport): string {
  return formatGithub([
    ...failed.map(({ path, problem }) => ({
      ...problem,
      path,
      line: 1,
      column: 1,
      severity: "error" as const,
    })),
    ...fresh.map((item) => ({ ...item, severity: "error" as const })),
    ...stale.map(({ path, code, place, line }) => ({
      path: baseline,
      line,
      column: 1,
      code: staleEntry.code,
      severity: "error" as const,
      message: `${path} no longer has ${code} "${place}"`,
      hint: staleEntry.hint,
    })),
  ]);
}
