// The figures of a run for `--stats`: changes by class, findings by code, time by phase. Collected
// file by file, so that no text is kept. Files that are replaced as a whole are counted apart: line
// by line they would drown the rest.

import type { PlannedFile } from "../outcome/planned-file.js";
import { addCounts, type ChangeCounts, NO_CHANGES } from "../review/change-class.js";
import { countLines } from "../review/count-lines.js";
import { type FileReview, reviewFile } from "../review/file-review.js";
import { compareStrings } from "../text/compare.js";
import { countOf } from "../text/wording.js";
import { facts, group, type TextOptions, writeText } from "./document-text.js";
import { formatCounts } from "./views/marks.js";

/** A part of a run and the milliseconds that it took. */
export interface Phase {
  readonly name: string;
  readonly milliseconds: number;
}

export interface Statistics {
  readonly changes: ChangeCounts;
  /** Lines of all diffs, removed and added. */
  readonly diffLines: number;
  /** Those of them that are left where `reindented` and `renamed` are hidden. */
  readonly linesToRead: number;
  readonly replacedFiles: number;
  /** How often each code was found. */
  readonly findings: ReadonlyMap<string, number>;
}

export const NO_STATISTICS: Statistics = {
  changes: NO_CHANGES,
  diffLines: 0,
  linesToRead: 0,
  replacedFiles: 0,
  findings: new Map(),
};

/** The statistics with one more file. */
export function addFile(before: Statistics, file: PlannedFile): Statistics {
  const findings = new Map(before.findings);
  for (const { code } of file.findings) {
    findings.set(code, (findings.get(code) ?? 0) + 1);
  }
  if (file.status !== "changed") {
    return { ...before, findings };
  }
  const review = reviewFile(file);
  if (review.isReplaced) {
    return { ...before, findings, replacedFiles: before.replacedFiles + 1 };
  }
  const { removed, added } = countLines(review);
  return {
    ...before,
    findings,
    changes: addCounts(before.changes, review.counts),
    diffLines: before.diffLines + removed + added,
    linesToRead: before.linesToRead + linesToRead(review),
  };
}

function linesToRead({ rows }: FileReview): number {
  return rows.reduce((sum, row) => {
    const isMechanical =
      row.kind === "same" || row.class === "reindented" || row.class === "renamed";
    const lines = row.kind === "changed" ? 2 : 1;
    return sum + (isMechanical ? 0 : lines);
  }, 0);
}

/** The table, each line with a line feed behind it. */
export function formatStatistics(
  { changes, diffLines, linesToRead, replacedFiles, findings }: Statistics,
  phases: readonly Phase[],
  options: TextOptions,
): string {
  const { style } = options;
  const byCode = [...findings].toSorted(([a], [b]) => compareStrings(a, b));
  const rows = [
    { label: "changes", text: formatCounts(changes, new Set(), style) || "none" },
    {
      label: "lines",
      text: `${diffLines} in the diff, ${linesToRead} without re-indented and renamed ones`,
    },
    { label: "replaced", text: `${countOf(replacedFiles, "file")} as a whole, not counted above` },
    {
      label: "findings",
      text: byCode.map(([code, count]) => `${count} ${code}`).join(", ") || "none",
    },
    { label: "time", text: phases.map(formatPhase).join(", ") },
  ];
  return writeText([[group(style.bold("Statistics"), [facts(rows)])]], options);
}

function formatPhase({ name, milliseconds }: Phase): string {
  return `${name} ${(milliseconds / 1000).toFixed(2)} s`;
}
