// What the reports for people are made of, as data. A family of reports builds it from what it knows
// and says nothing of any format; of each format there is one writer (`document-text.ts`,
// `document-markdown.ts`, `github.ts`, `sarif.ts`). What somebody else chose (paths, messages, hints)
// is written as it is here; the writers make it safe.

import type { FileFinding } from "../finding/finding.js";
import type { PlannedFile, Problem } from "../outcome/planned-file.js";
import type { ChangeCounts } from "../review/change-class.js";

/** One thing to say about a place: a finding, a problem, an entry of a baseline that is gone. */
export interface Remark extends Omit<FileFinding, "span" | "line" | "column" | "hint"> {
  /** 1-based; missing for what is about the whole file. */
  readonly line?: number;
  /** 1-based, in UTF-16 units. */
  readonly column?: number;
  readonly hint?: string;
  /** What text calls it in place of its severity; where it is empty, the code stands for that. */
  readonly word?: string;
}

/** A file with what has to be said about it, without its texts. */
export interface RemarkedFile {
  readonly path: string;
  readonly status: PlannedFile["status"];
  readonly remarks: readonly Remark[];
}

/** One row of totals; its text is safe to print, and may be coloured. */
export interface Fact {
  readonly label: string;
  /** Whether it stands for something that should not be. */
  readonly isBad?: boolean;
  /** Missing where there is nothing to count. */
  readonly count?: number;
  readonly text: string;
}

/** Whether the file stays as it is, though there is something to do in it. */
export function isStuck({ status }: Pick<RemarkedFile, "status">): boolean {
  return status === "blocked" || status === "failed";
}

/** Whether somebody has to look at a change: what the transform could not settle, or a finding says so. */
export function needsEyes({ remarks }: RemarkedFile, { review }: ChangeCounts): boolean {
  return review > 0 || remarks.some(({ severity }) => severity === "review");
}

/** The remark, without a way out that is among those that were said; a new one becomes one of them. */
export function withNewHint({ hint, ...remark }: Remark, said: Set<string>): Remark {
  const isNew = hint !== undefined && !said.has(hint);
  said.add(hint ?? "");
  return isNew ? { ...remark, hint } : remark;
}

/**
 * What is said of a file that nothing else is said of, but for its place: the same for all files that are left for
 * one reason. Undefined where there is more to say.
 */
export function onlyReason({ status, remarks: [only, ...more] }: RemarkedFile): string | undefined {
  if (only === undefined || more.length > 0 || only.related !== undefined) {
    return undefined;
  }
  const { code, message, hint, accepted } = only;
  return JSON.stringify([status, code, message, hint, accepted]);
}

/** The problem of a file as a remark about all of it. */
export function problemRemark(path: string, { code, message, hint }: Problem): Remark {
  return { path, severity: "refuse", word: "error", code, message, hint };
}

/** The file's problems, then its findings, in their order; `prefix` goes before the path. */
export function remarksOn(file: PlannedFile, prefix = ""): RemarkedFile {
  const path = prefix + file.path;
  const problems = file.status === "failed" ? file.problems : [];
  return {
    path,
    status: file.status,
    remarks: [
      ...problems.map((problem) => problemRemark(path, problem)),
      ...file.findings.map((found) => ({ ...found, path })),
    ],
  };
}
