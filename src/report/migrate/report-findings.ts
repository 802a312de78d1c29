// What a run has to say about a file: its findings, its problems and that it would change, all as
// findings, so that annotations and SARIF are written by the same functions for them.

import type { Edit } from "../../edit/edit.js";
import type { ReportedFinding } from "../../finding/finding.js";
import type { PlannedChange, PlannedFile, Problem } from "../../outcome/planned-file.js";
import { wouldChange } from "../../outcome/run-findings.js";
import { LineIndex } from "../../syntax/line-index.js";
import { countOf } from "../../text/wording.js";

/** The file's problems, then its findings, in their order; `prefix` goes before the path. */
export function reportFindingsOf(file: PlannedFile, prefix: string): readonly ReportedFinding[] {
  const path = prefix + file.path;
  const problems = file.status === "failed" ? file.problems : [];
  return [
    ...problems.map((problem) => reportProblem(path, problem)),
    ...file.findings.map((found) => ({ ...found, path })),
  ];
}

/** A problem is about a file, so it is shown at its first line. */
export function reportProblem(path: string, { code, message, hint }: Problem): ReportedFinding {
  return { path, line: 1, column: 1, code, severity: "refuse", message, hint };
}

/** That the file would change, at the first place where it does. */
export function reportChange(
  { path, source, edits, tests }: PlannedChange,
  prefix: string,
): ReportedFinding {
  const lines = new LineIndex(source);
  // A file that changes has an edit.
  const { start } = (edits[0] as Edit).span;
  const { code, summary, hint } = wouldChange;
  const message = tests.old > 0 ? `${summary}: ${countOf(tests.old, "test")} to migrate` : summary;
  return { path: prefix + path, ...lines.position(start), code, severity: "info", message, hint };
}
