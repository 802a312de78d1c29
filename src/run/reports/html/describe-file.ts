// Turns a planned file into the data of the review page. Pure; called once a file by `html.ts`.
// Invariant: every finding and problem is told, and every changed line stands in one hunk.

import { createHash } from "node:crypto";
import { NO_CHANGES } from "../../../review/change-class.js";
import { type FileReview, type Row, reviewFile } from "../../../review/file-review.js";
import { reviewHunks } from "../../../review/hunks.js";
import type { Lines } from "../../../review/lines.js";
import type { Replacement } from "../../../review/replaced-text.js";
import type { PlannedFile } from "../../planned-file.js";
import type { PageFile, PageHunks, PageLine, PageRow } from "./page-data.js";

/** The two data blocks of a file; `hunks` is missing where nothing changes. */
export interface DescribedFile {
  readonly file: PageFile;
  readonly hunks?: PageHunks;
}

/** The file with this many lines around each change. */
export function describeFile(file: PlannedFile, context: number): DescribedFile {
  if (file.status !== "changed") {
    return { file: describe(file, undefined) };
  }
  const review = reviewFile(file);
  return { file: describe(file, review), hunks: describeHunks(review, context) };
}

function describe(file: PlannedFile, review: FileReview | undefined): PageFile {
  const { path, status, tests } = file;
  const findings = file.findings.map(({ code, severity, message, hint, line, column }) => ({
    code,
    severity,
    message,
    hint,
    line,
    column,
  }));
  const problems = file.status === "failed" ? file.problems : [];
  const counts = review?.counts ?? NO_CHANGES;
  const needsReview =
    status === "blocked" ||
    status === "failed" ||
    counts.review > 0 ||
    findings.some(({ severity }) => severity !== "info");
  const told = { path, status, needsReview, tests: tests.old + tests.new, findings, problems };
  return {
    ...told,
    key: hashOf([JSON.stringify(told), ...textsOf(file)]),
    counts,
    isReplaced: review?.isReplaced === true,
    ...proofOf(file),
  };
}

/** Half a SHA-256 in hexadecimal: enough to tell one state of a file from every other. */
function hashOf(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) {
    hash.update(part).update("\0");
  }
  return hash.digest("hex").slice(0, 32);
}

function textsOf(file: PlannedFile): readonly string[] {
  return file.status === "changed" ? [file.source, file.newText] : [];
}

function proofOf(file: PlannedFile): Pick<PageFile, "proof"> {
  if (file.status !== "changed" || file.proof === undefined) {
    return {};
  }
  const { tests, comments, forms } = file.proof;
  return { proof: { tests: tests.length, comments: comments.old, forms } };
}

function describeHunks(review: FileReview, context: number): PageHunks {
  const { oldLines, newLines } = review;
  const hunks = reviewHunks(review, { context, hidden: new Set() });
  // Nothing is hidden, so that every row is one of the review.
  return hunks.map(({ rows }) => ({
    rows: (rows as readonly Row[]).map((row) => describeRow(row, oldLines, newLines)),
  }));
}

function describeRow(row: Row, oldLines: Lines, newLines: Lines): PageRow {
  switch (row.kind) {
    case "same":
      return {
        class: "context",
        old: lineOf(oldLines, row.oldLine),
        new: lineOf(newLines, row.newLine),
      };
    case "removed":
      return { class: row.class, old: lineOf(oldLines, row.oldLine) };
    case "added":
      return { class: row.class, new: lineOf(newLines, row.newLine) };
    default: {
      const { oldLine, newLine, replacements = [] } = row;
      const before = lineOf(oldLines, oldLine, oldMarks(replacements, oldLines.start(oldLine)));
      const after = lineOf(newLines, newLine, newMarks(replacements));
      if (row.kind === "changed") {
        return { class: row.class, old: before, new: after };
      }
      return row.kind === "moved-from"
        ? { class: row.class, old: before, other: newLine + 1 }
        : { class: row.class, new: after, other: oldLine + 1 };
    }
  }
}

function oldMarks(replacements: readonly Replacement[], lineStart: number): readonly number[] {
  return replacements.flatMap(({ span }) => [span.start - lineStart, span.end - lineStart]);
}

function newMarks(replacements: readonly Replacement[]): readonly number[] {
  return replacements.flatMap(({ newStart, newText }) => [newStart, newStart + newText.length]);
}

function lineOf(lines: Lines, line: number, marks: readonly number[] = []): PageLine {
  const whole = lines.at(line);
  const isFinished = whole.endsWith("\n");
  const text = isFinished ? whole.slice(0, whole.endsWith("\r\n") ? -2 : -1) : whole;
  return {
    line: line + 1,
    text,
    ...(!isFinished && { isUnfinished: true as const }),
    ...(marks.length > 0 && { marks }),
  };
}
