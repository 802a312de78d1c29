// One file through one transform and its proof. Nothing that fails its proof leaves here as
// a change. The runner, the jscodeshift adapter and standard input all go through this.

import type { Finding } from "../analysis/finding.js";
import type { Edit } from "../edit/edit.js";
import { editsOf, newTextOf, type Rewrite } from "../edit/rewrite.js";
import type { FileProof, ProofFailure } from "../verify/prove.js";
import type { TestCounts, Transform, TransformContext } from "./transform.js";

/** What became of one file. `source` is the text as read, line ends and all. */
export type FileResult = UnchangedFile | ChangedFile | BlockedFile | FailedFile;

interface ReadFile {
  readonly path: string;
  readonly source: string;
  readonly findings: readonly Finding[];
  readonly tests: TestCounts;
}

export interface UnchangedFile extends ReadFile {
  readonly status: "unchanged";
}

export interface ChangedFile extends ReadFile {
  readonly status: "changed";
  readonly newText: string;
  readonly rewrite: Rewrite;
  /** Sorted, valid, and what `rewrite` amounts to. */
  readonly edits: readonly Edit[];
  readonly proof: FileProof;
}

/** Left byte for byte as it is, for the refusing findings it carries. */
export interface BlockedFile extends ReadFile {
  readonly status: "blocked";
}

/** The change did not stand its proof: an error of this tool, never of the file. */
export interface FailedFile extends ReadFile {
  readonly status: "failed";
  readonly failures: readonly ProofFailure[];
}

/** Transforms one file and proves the change. Pure: reads only what `context.project` answers. */
export function migrateFile(
  transform: Transform,
  source: string,
  context: TransformContext,
): FileResult {
  const { path } = context;
  const outcome = transform.run(source, context);
  const { findings, tests } = outcome;
  const read = { path, source, findings, tests };
  if (outcome.status !== "changed") {
    return { ...read, status: outcome.status };
  }
  const { rewrite } = outcome;
  const newText = newTextOf(rewrite);
  const edits = editsOf(rewrite);
  const result = transform.prove({
    path,
    oldText: source,
    newText,
    target: context.options.target,
    edits,
    migrateAgain: (text) => {
      const again = transform.run(text, context);
      return {
        changed: again.status === "changed",
        findings: again.findings.map(({ code }) => code),
      };
    },
    knownFindings: findings.map(({ code }) => code),
  });
  return result.ok
    ? { ...read, status: "changed", newText, rewrite, edits, proof: result.proof }
    : { ...read, status: "failed", failures: result.failures };
}
