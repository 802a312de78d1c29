// Which files are worth doing next: those that are the least work for whoever reviews the change.

import type { PlannedChange } from "../planned-file.js";

/** A file that can be migrated now. */
export interface NextFile {
  readonly path: string;
  readonly tests: number;
  readonly lines: number;
  /** Findings that ask for a look. */
  readonly reviews: number;
}

/** How many are proposed. */
const PROPOSED = 5;

/** What a planned change is to its reviewer. */
export function nextFileOf({ path, tests, findings, source }: PlannedChange): NextFile {
  const reviews = findings.filter(({ severity }) => severity === "review").length;
  return { path, tests: tests.old, lines: countLines(source), reviews };
}

function countLines(text: string): number {
  let lines = text === "" || text.endsWith("\n") ? 0 : 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    lines++;
  }
  return lines;
}

/** The easiest first: without review findings, with few tests, with few lines. */
export function chooseNext(candidates: readonly NextFile[]): readonly NextFile[] {
  return candidates
    .toSorted(
      (a, b) =>
        a.reviews - b.reviews ||
        a.tests - b.tests ||
        a.lines - b.lines ||
        (a.path < b.path ? -1 : 1),
    )
    .slice(0, PROPOSED);
}
