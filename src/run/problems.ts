// The kinds of problem that make a file `failed` and the exit status 2: the disk, a race, or a
// defect of this tool. `explain` prints them; a new one is one entry here.

import { LineIndex } from "../syntax/line-index.js";
import { FAILURE_POINTS, type ProofFailure } from "../verify/proof.js";
import type { Problem } from "./planned-file.js";

/** One kind of problem, as `explain CODE` shows it. */
export interface ProblemKind {
  readonly code: string;
  /** One line: what is the matter. */
  readonly summary: string;
  /** One line: the way out. */
  readonly hint: string;
  /** Paragraphs: why this is an error and what to do. */
  readonly explanation: string;
}

const OUR_DEFECT =
  "this is a defect of valk-codemod, not of the file: please report it with the file";

export const readFailed: ProblemKind = {
  code: "read-failed",
  summary: "a file or folder could not be read",
  hint: "make it readable, or leave it out with --exclude",
  explanation: `The operating system refused to read the file or folder; the message says why. What it holds is
unknown, so it counts as failed, and the framework module is chosen as if it held old tests.`,
};

export const changedSinceRead: ProblemKind = {
  code: "changed-since-read",
  summary: "the file changed while the migration ran",
  hint: "run the migration again: it starts from what the file holds now",
  explanation: `Between reading the file and writing it, somebody else wrote it. The migration was made for the
text that was read, so writing it would undo the other change. The file was left as it is.`,
};

export const writeFailed: ProblemKind = {
  code: "write-failed",
  summary: "the file could not be written",
  hint: "look at the message: permissions, a full disk or a read-only folder",
  explanation: `The new text is written to a temporary file beside the old one and then renamed into place, so a
failure at any step leaves the old file whole. The temporary file is removed again.`,
};

export const internalError: ProblemKind = {
  code: "internal-error",
  summary: "the transform stopped with an error of its own",
  hint: OUR_DEFECT,
  explanation: `Something in the tool itself threw an error on this file. The file was left as it is, and the
other files were handled as usual.`,
};

const PROOF_POINTS: Readonly<Record<number, string>> = {
  1: "the new text does not hold the same tests, suite, flags and runner",
  2: "the new text does not hold the same comments in the same places",
  3: "a form that is no part of the test API was changed, lost or reordered",
  4: "bytes outside the migrated forms were changed",
  5: "the new text does not read well, or a second migration would change it again",
};

/** The kind of a failure of the proof: what its point says, and that it is our defect. */
function proofKind(code: string, point: number): ProblemKind {
  return {
    code,
    summary: PROOF_POINTS[point] as string,
    hint: OUR_DEFECT,
    explanation: `Before anything is written, an independent reading compares the old and the new text of a file.
Here they differ in point ${point} of the five that MIGRATION.md lists. The new text was thrown away and the
file left as it is: nothing that fails its proof is ever written.`,
  };
}

const ownKinds = [changedSinceRead, internalError, readFailed, writeFailed];
const proofKinds = Object.entries(FAILURE_POINTS).map(([code, point]) => proofKind(code, point));

/** All kinds by code, in alphabetical order. */
export const problemKinds: ReadonlyMap<string, ProblemKind> = new Map(
  [...ownKinds, ...proofKinds]
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map((kind) => [kind.code, kind]),
);

/** A failure of the proof as a problem of the file with this source. */
export function problemOfProof(failure: ProofFailure, source: string): Problem {
  const { code, message, oldOffset } = failure;
  if (oldOffset === undefined) {
    return { code, message, hint: OUR_DEFECT };
  }
  const { line, column } = new LineIndex(source).position(oldOffset);
  return { code, message: `${message} (at ${line}:${column})`, hint: OUR_DEFECT };
}

/** A problem of this kind; `message` says what the summary cannot: the error at hand. */
export function problemOf(kind: ProblemKind, message: string): Problem {
  return { code: kind.code, message, hint: kind.hint };
}

/** What an unknown thrown value says of itself, on one line. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] as string;
}
