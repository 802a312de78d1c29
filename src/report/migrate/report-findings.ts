// What a run has to say about a file, in the neutral shape that the linter's reports have, so
// that annotations and SARIF are written by the same functions for both.

import { findingKinds } from "../../../transforms/define-to-suite/findings/registry.js";
import type { FindingKind, Severity } from "../../finding/finding.js";
import type { LintSeverity } from "../../lint/lint-finding.js";
import type { PlannedChange, PlannedFile, Problem } from "../../outcome/planned-file.js";
import { problemKinds } from "../../outcome/problems.js";
import { runFindingKinds, wouldChange } from "../../outcome/run-findings.js";
import { LineIndex } from "../../syntax/line-index.js";
import { countOf } from "../../text/wording.js";
import type { ReportFinding, ReportKind } from "../lint/report-finding.js";

const SEVERITIES: Readonly<Record<Severity, LintSeverity>> = {
  refuse: "error",
  review: "warning",
  info: "info",
};

/** The file's problems, then its findings, in their order; `prefix` goes before the path. */
export function reportFindingsOf(file: PlannedFile, prefix: string): readonly ReportFinding[] {
  const path = prefix + file.path;
  const problems = file.status === "failed" ? file.problems : [];
  return [
    ...problems.map((problem) => reportProblem(path, problem)),
    ...file.findings.map(({ line, column, end, code, severity, message, hint }) => ({
      path,
      line,
      column,
      ...(end && { end }),
      code,
      severity: SEVERITIES[severity],
      message,
      hint,
    })),
  ];
}

/** A problem is about a file, so it is shown at its first line. */
export function reportProblem(path: string, { code, message, hint }: Problem): ReportFinding {
  return { path, line: 1, column: 1, code, severity: "error", message, hint };
}

/** That the file would change, at the first place where it does. */
export function reportChange(
  { path, source, edits, tests }: PlannedChange,
  prefix: string,
): ReportFinding {
  const lines = new LineIndex(source);
  const start = edits[0]?.span.start ?? 0;
  const { code, summary, hint } = wouldChange;
  const message = tests.old > 0 ? `${summary}: ${countOf(tests.old, "test")} to migrate` : summary;
  return { path: prefix + path, ...lines.position(start), code, severity: "info", message, hint };
}

/** All kinds that the two functions above may name, in the order of `explain`. */
export function reportKinds(): readonly ReportKind[] {
  const found = [...findingKinds.values(), ...runFindingKinds.values()].map(kindOf);
  const problems = [...problemKinds.values()].map(
    (kind): ReportKind => ({ ...kind, severity: "error" }),
  );
  return [...found, ...problems].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function kindOf(kind: FindingKind): ReportKind {
  return { ...kind, severity: SEVERITIES[kind.severity] };
}
