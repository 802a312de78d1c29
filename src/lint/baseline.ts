// Baselines: findings that are known and put up with, so that only new ones fail. A finding is
// known again by its file, code and name, and by how many of those the file has: lines may move.

import type { LintFinding } from "./lint-finding.js";

/** Plain data, as it is kept in a file. */
export interface Baseline {
  readonly version: 1;
  /** How many findings of a kind a file may have, by `path code name`. */
  readonly known: Readonly<Record<string, number>>;
}

/** The baseline that puts up with exactly these findings; keys in alphabetical order. */
export function makeBaseline(findings: readonly LintFinding[]): Baseline {
  const counts = new Map<string, number>();
  for (const key of findings.map(keyOf).sort()) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return { version: 1, known: Object.fromEntries(counts) };
}

/** The findings that the baseline does not know, in order. */
export function newFindings(
  findings: readonly LintFinding[],
  { known }: Baseline,
): readonly LintFinding[] {
  const left = new Map(Object.entries(known));
  return findings.filter((finding) => {
    const key = keyOf(finding);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

function keyOf({ path, code, name }: LintFinding): string {
  return `${path} ${code} ${name}`;
}

/** Reads a baseline as it is kept in a file; undefined for text that is none. */
export function readBaseline(text: string): Baseline | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isBaseline(data) ? data : undefined;
}

function isBaseline(data: unknown): data is Baseline {
  if (typeof data !== "object" || data === null || !("version" in data) || !("known" in data)) {
    return false;
  }
  const { version, known } = data;
  return (
    version === 1 &&
    typeof known === "object" &&
    known !== null &&
    Object.values(known).every((count) => typeof count === "number")
  );
}
