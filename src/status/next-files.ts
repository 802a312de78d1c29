// Which files are worth doing next: those that are the least work for whoever reviews the change.
// Files that change together are proposed together.

import type { JudgedChange } from "../outcome/planned-file.js";
import { compareStrings } from "../text/compare.js";

/** What can be migrated in one run: a file, or files that change only together. */
export interface NextFiles {
  /** At least one; all of a group, also those that the status is not about. */
  readonly paths: readonly string[];
  /** This and what follows: of the files that the status is about. */
  readonly tests: number;
  readonly lines: number;
  /** Findings that ask for a look. */
  readonly reviews: number;
}

/** How many are proposed. */
const PROPOSED = 5;

/** What a planned change is to its reviewer. */
export function nextFilesOf({
  path,
  group = [path],
  tests,
  findings,
  source,
}: JudgedChange): NextFiles {
  const reviews = findings.filter(({ severity }) => severity === "review").length;
  return { paths: group, tests: tests.old, lines: countLines(source), reviews };
}

function countLines(text: string): number {
  let lines = text === "" || text.endsWith("\n") ? 0 : 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    lines++;
  }
  return lines;
}

/** The easiest first: without review findings, with few tests, with few lines. */
export function chooseNext(candidates: readonly NextFiles[]): readonly NextFiles[] {
  return joinGroups(candidates)
    .sort(
      (a, b) =>
        a.reviews - b.reviews ||
        a.tests - b.tests ||
        a.lines - b.lines ||
        compareStrings(a.paths.join(), b.paths.join()),
    )
    .slice(0, PROPOSED);
}

function joinGroups(candidates: readonly NextFiles[]): NextFiles[] {
  const joined = new Map<string, NextFiles>();
  for (const one of candidates) {
    const key = one.paths.join("\0");
    const { tests, lines, reviews } = joined.get(key) ?? { tests: 0, lines: 0, reviews: 0 };
    joined.set(key, {
      paths: one.paths,
      tests: tests + one.tests,
      lines: lines + one.lines,
      reviews: reviews + one.reviews,
    });
  }
  return [...joined.values()];
}
