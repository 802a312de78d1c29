// Findings and problems for people, grouped by file: one line each that tools can take apart,
// `path:line:column  severity  code  message`, and the way out below it.

import type { Excerpt } from "../finding/excerpt.js";
import type { LocatedFinding, Severity } from "../finding/finding.js";
import type { PlannedFile, Problem } from "../outcome/planned-file.js";
import { escapeControls } from "../text/escape.js";
import type { Style } from "../text/style.js";
import { wrap } from "../text/wording.js";
import { formatExcerpt } from "./excerpt-text.js";

export interface FindingTextOptions {
  readonly style: Style;
  /** Width to wrap at; undefined keeps each finding on its line. */
  readonly columns: number | undefined;
}

/** What has to be said about a file, without its texts. */
export type Remarks = Pick<PlannedFile, "path" | "status" | "findings"> & {
  readonly problems: readonly Problem[];
};

export function remarksOf(file: PlannedFile): Remarks {
  const { path, status, findings } = file;
  return { path, status, findings, problems: file.status === "failed" ? file.problems : [] };
}

/** Whether there is anything to say that the file's status alone does not. */
export function hasRemarks({ findings, problems }: Remarks): boolean {
  return findings.length > 0 || problems.length > 0;
}

/** The file's heading and its remarks, each line with a line feed behind it. */
export function formatRemarks(remarks: Remarks, options: FindingTextOptions): string {
  const { style } = options;
  const path = escapeControls(remarks.path);
  const lines = [
    style.bold(path) + describeStatus(remarks.status, style),
    ...remarks.problems.flatMap((problem) =>
      formatRemark(
        [path, style.red("error"), problem.code, problem.message],
        problem.hint,
        options,
      ),
    ),
    ...remarks.findings.flatMap((found) => formatFinding(path, found, options)),
  ];
  return `${lines.join("\n")}\n`;
}

function formatFinding(path: string, found: LocatedFinding, options: FindingTextOptions): string[] {
  const { line, column, severity, code, hint, accepted } = found;
  const message =
    accepted === undefined ? found.message : `${found.message} (accepted: ${accepted})`;
  const shownSeverity = colorOf(severity, options.style)(severity);
  const [head, ...rest] = formatRemark(
    [`${path}:${line}:${column}`, shownSeverity, code, message],
    hint,
    options,
  );
  return [head, ...formatPlace(found.excerpt, "      ", options), ...rest];
}

/** The line of the file with carets below the place; nothing where it was not kept. */
export function formatPlace(
  excerpt: Excerpt | undefined,
  indent: string,
  { style, columns }: FindingTextOptions,
): readonly string[] {
  if (excerpt === undefined) {
    return [];
  }
  const room = columns === undefined ? undefined : columns - indent.length;
  const [line, carets] = formatExcerpt(excerpt, room);
  return [`${indent}${line}`, `${indent}${style.red(carets)}`];
}

/** The parts of one remark; the last is the message, all others are safe to print. */
function formatRemark(
  parts: readonly [string, string, string, string],
  hint: string,
  { style, columns }: FindingTextOptions,
): readonly [head: string, hint: string] {
  const [place, severity, code, message] = parts;
  const line = `  ${place}  ${severity}  ${code}  ${escapeControls(message)}`;
  const shownHint = wrap(`    hint: ${escapeControls(hint)}`, columns, "          ");
  return [wrap(line, columns, "    "), style.dim(shownHint)];
}

function describeStatus(status: Remarks["status"], style: Style): string {
  switch (status) {
    case "blocked":
      return `: ${style.red("blocked")}, left as it is`;
    case "failed":
      return `: ${style.red("failed")}, left as it is`;
    default:
      return `: ${status}`;
  }
}

function colorOf(severity: Severity, style: Style): (text: string) => string {
  switch (severity) {
    case "refuse":
      return style.red;
    case "review":
      return style.yellow;
    default:
      return style.blue;
  }
}
