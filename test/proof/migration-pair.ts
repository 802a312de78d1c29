// A migration written by hand: an old text, the new text that it becomes, and the proof of the pair.
// The edits are derived from the two texts alone, so that no test needs the transform.

import type { ProofFailureCode, ProofInput, ProofResult } from "../../src/proof/prove.js";
import { proveMigration } from "../../src/proof/prove.js";

export interface MigrationPair {
  readonly name: string;
  readonly target: "builder" | "list";
  readonly old: string;
  readonly new: string;
}

/** One edit from the first to the last character that differs. */
export function editBetween(old: string, now: string): ProofInput["edits"] {
  let start = 0;
  while (start < Math.min(old.length, now.length) && old[start] === now[start]) start += 1;
  let end = 0;
  const room = Math.min(old.length, now.length) - start;
  while (end < room && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  return [{ span: { start, end: old.length - end }, newText: now.slice(start, now.length - end) }];
}

/** The input for a pair; `changes` replaces parts of it. */
export function inputFor(pair: MigrationPair, changes: Partial<ProofInput> = {}): ProofInput {
  return {
    path: "test/sample.valk",
    oldText: pair.old,
    newText: pair.new,
    target: pair.target,
    edits: editBetween(pair.old, pair.new),
    migrateAgain: () => ({ changed: false, findings: [] }),
    knownFindings: [],
    ...changes,
  };
}

export function provePair(pair: MigrationPair, changes: Partial<ProofInput> = {}): ProofResult {
  return proveMigration(inputFor(pair, changes));
}

/** The codes of all failures, each once, in order; none for a proven pair. */
export function codesOf(result: ProofResult): ProofFailureCode[] {
  return result.ok ? [] : [...new Set(result.failures.map(({ code }) => code))];
}

/** Proves that `now` is a migration of `old`, and says under which codes it is not. */
export function codesFor(
  old: string,
  now: string,
  target: MigrationPair["target"] = "builder",
): ProofFailureCode[] {
  return codesOf(provePair({ name: "", target, old, new: now }));
}
