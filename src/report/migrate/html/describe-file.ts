// Turns a planned file into the data of the review page. Pure; called once a file by `html.ts`.
// Invariant: every finding and problem is told, and every file has a key of its own.

import { createHash } from "node:crypto";
import { describeGroup, type PlannedFile } from "../../../outcome/planned-file.js";
import { NO_CHANGES } from "../../../review/change-class.js";
import { type FileReview, reviewFile } from "../../../review/file-review.js";
import { formatExcerpt } from "../../excerpt-text.js";
import { describeReplacement } from "../../replaced-module.js";
import { describeHunks } from "./describe-hunks.js";
import type { PageFile, StoredHunks } from "./page-data.js";

const EXCERPT_WIDTH = 100;

/** The two data blocks of a file; `hunks` is missing where nothing changes. */
export interface DescribedFile {
  readonly file: PageFile;
  readonly hunks?: StoredHunks;
}

/** The file with this many lines around each change. */
export function describeFile(file: PlannedFile, context: number): DescribedFile {
  if (file.status !== "changed") {
    return { file: describe(file, undefined) };
  }
  const review = reviewFile(file);
  return { file: describe(file, review), hunks: describeHunks(file, review, context) };
}

function describe(file: PlannedFile, review: FileReview | undefined): PageFile {
  const { path, status, tests } = file;
  const findings = file.findings.map(
    ({ code, severity, message, hint, line, column, excerpt }) => ({
      ...{ code, severity, message, hint, line, column },
      ...(excerpt && { excerpt: formatExcerpt(excerpt, EXCERPT_WIDTH) }),
    }),
  );
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
    ...replacementOf(file, review),
    ...groupOf(file),
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

function groupOf(file: PlannedFile): Pick<PageFile, "group"> {
  const group = file.status === "changed" ? describeGroup(file) : undefined;
  return group === undefined ? {} : { group };
}

function replacementOf(
  file: PlannedFile,
  review: FileReview | undefined,
): Pick<PageFile, "replacement"> {
  return file.status === "changed" && review?.isReplaced
    ? { replacement: describeReplacement(file) }
    : {};
}

function proofOf(file: PlannedFile): Pick<PageFile, "proof"> {
  if (file.status !== "changed" || file.proof === undefined) {
    return {};
  }
  const { comments, forms } = file.proof;
  const { tests, registeringForms } =
    "suite" in file.proof ? file.proof : { tests: [], registeringForms: 0 };
  return { proof: { tests: tests.length, registeringForms, comments: comments.old, forms } };
}
