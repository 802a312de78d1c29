// What one file's way through a transform and its proof comes to. Made in `migrate-file.ts` and
// `migrate-group.ts`, read by the runner, the jscodeshift adapter and standard input.

import type { Edit } from "../edit/edit.js";
import type { Rewrite } from "../edit/rewrite.js";
import type { Finding } from "../finding/finding.js";
import type { FileProof, ProofFailure } from "../proof/proof.js";

/** What became of one file. `source` is the text as read, line ends and all. */
export type FileResult = UnchangedFile | ChangedFile | BlockedFile | FailedFile;

/** The verdict on one file, without its change. */
export type JudgedFile = UnchangedFile | BlockedFile | ChangingFile;

/** What is said of every file that could be read. */
interface ReadFile {
  readonly path: string;
  readonly source: string;
  readonly findings: readonly Finding[];
}

/** A file that needs no change. */
export interface UnchangedFile extends ReadFile {
  readonly status: "unchanged";
}

/** A file that is judged to change. */
export interface ChangingFile extends ReadFile {
  readonly status: "changed";
  /** The paths of all files that change together with this one, itself included. */
  readonly group?: readonly string[];
}

/** A file with its change laid out and proven. */
export interface ChangedFile extends ChangingFile {
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
