// The vocabulary of the proof: what goes in, what comes out, and every code under which it may fail.

/** What a transform claims to have made of a file. All offsets are UTF-16 offsets. */
export interface ChangeClaim {
  /** The file's path, only for the report. */
  readonly path: string;
  readonly oldText: string;
  readonly newText: string;
  /** What the transform claims to have done: sorted, non-overlapping edits on `oldText`. */
  readonly edits: readonly ClaimedEdit[];
  /** Migrates `newText` again. Injected, so that this layer does not import the transform. */
  readonly migrateAgain: (text: string) => SecondMigration;
  /** The code of every finding reported for the old text, repeated as often as reported. */
  readonly knownFindings: readonly string[];
  /** What stands in symbols of the repository's dialect; the oldest dialect's where it is missing. */
  readonly symbolCharacters?: string;
  /** Whether somebody laid the new text out by hand: blank lines and indentation are theirs then. */
  readonly hasFreeLayout?: boolean;
  /** Given exactly for members of a group of files that load each other's tests. */
  readonly graph?: ProofGraph;
}

/** What the proof of a migrated suite is given. */
export interface ProofInput extends ChangeClaim {
  /** The API that registrations became. */
  readonly target: "builder" | "list";
  /** Whether async tests had to become such as answer a handle, since their runner awaits one. */
  readonly answersHandles?: boolean;
}

/** The files around a member of a group: one and the same for all members, that each file be read once. */
export interface ProofGraph {
  /**
   * The old and the new text of the file at a path: relative to the root, as a `(load "…")` names it,
   * with `.` and `..` resolved. A file that does not change has one text twice; undefined means that
   * there is no such file. `path` of the proof's input is of the same kind. Always answers the same.
   */
  readonly read: (path: string) => GraphTexts | undefined;
}

/** A file that another loads, before and after. */
export interface GraphTexts {
  readonly oldText: string;
  readonly newText: string;
}

/** An edit of the old text, as the change claims it: offsets in UTF-16 units. */
export interface ClaimedEdit {
  readonly span: { readonly start: number; readonly end: number };
  readonly newText: string;
}

/** What migrating the new text once more came to. */
export interface SecondMigration {
  readonly changed: boolean;
  /** The code of every finding. */
  readonly findings: readonly string[];
}

/** The proof of a change, or all that speaks against it. */
export type ProofResult =
  | { readonly ok: true; readonly proof: FileProof }
  | { readonly ok: false; readonly failures: readonly ProofFailure[] };

/** The stable codes, each with the point of the proof that it breaks. */
export const FAILURE_POINTS = {
  "proof-old-not-understood": 1,
  "proof-new-not-understood": 1,
  "proof-tests-differ": 1,
  "proof-test-name": 1,
  "proof-test-mode": 1,
  "proof-test-body": 1,
  "proof-order": 1,
  "proof-evaluated-later": 1,
  "proof-error-lost": 1,
  "proof-suite": 1,
  "proof-flags": 1,
  "proof-runner": 1,
  "proof-graph-load": 1,
  "proof-graph-part": 1,
  "proof-graph-names": 1,
  "proof-comment-lost": 2,
  "proof-comment-added": 2,
  "proof-comment-moved": 2,
  "proof-form-lost": 3,
  "proof-form-added": 3,
  "proof-form-changed": 3,
  "proof-form-order": 3,
  "proof-form-position": 3,
  "proof-bytes-outside-edits": 4,
  "proof-edits-invalid": 4,
  "proof-string-altered": 4,
  "proof-line-ends": 4,
  "proof-file-end": 4,
  "proof-layout": 4,
  "proof-markdown-blocks": 4,
  "proof-read-error": 5,
  "proof-new-finding": 5,
  "proof-not-idempotent": 5,
} as const;

export type ProofFailureCode = keyof typeof FAILURE_POINTS;

/** One reason why a migration is not proven. */
export interface ProofFailure {
  readonly code: ProofFailureCode;
  /** The point of the proof, as the migration's rules number them. */
  readonly point: 1 | 2 | 3 | 4 | 5;
  readonly message: string;
  readonly oldOffset?: number;
  readonly newOffset?: number;
}

/** What is proven of every file. Hashes and texts are made of both texts when they are asked for. */
export interface PlainProof {
  readonly path: string;
  /** SHA-256 in hexadecimal of the text's UTF-8 bytes. */
  readonly oldHash: string;
  readonly newHash: string;
  /** How many edits are all that changed. */
  readonly edits: number;
  readonly comments: { readonly old: number; readonly new: number };
  /** Top-level forms that are not calls of the framework. */
  readonly forms: number;
}

/** What is proven of a file of tests. */
export interface SuiteProof extends PlainProof {
  /** Source text of the name's expression; the default as a string literal where none was given. */
  readonly suite: string;
  readonly runner: {
    readonly name: "test/run" | "test/run-async";
    readonly argument: string | null;
  };
  readonly flags: readonly { readonly name: string; readonly argument: string }[];
  readonly tests: readonly ProvenTest[];
  /** Helpers' calls, conditions and loops that register further tests when they run. */
  readonly registeringForms: number;
  /** What the file is in its group; only for members of one. */
  readonly graph?: GraphProof;
}

/** What a proven file holds: of one that is not about tests, nothing of suites. */
export type FileProof = PlainProof | SuiteProof;

/** What the file is in its group; undefined for one that changes alone, or is not about tests. */
export function graphOf(proof: FileProof | undefined): GraphProof | undefined {
  return proof !== undefined && "graph" in proof ? proof.graph : undefined;
}

/**
 * A runner runs its tests and those of its parts; a part is a function of the suite, `name`; a helper
 * module only defines functions that register. Where nothing runs, `suite` and `runner` say nothing.
 */
export interface GraphProof {
  readonly role: GraphRole;
  readonly name?: string;
  /** The parts that the file itself loads, in order, as often as it does. */
  readonly parts: readonly GraphPart[];
}

/** What a file of a load graph became: it runs the suite, it is a part of it, or it only helps. */
export type GraphRole = "runner" | "part" | "helper";

/** A file that became a function from suite to suite. */
export interface GraphPart {
  /** The part's function. */
  readonly name: string;
  readonly path: string;
}

/** A test of the new text, as the proof read it. */
interface ProvenTest {
  /** Source text of the name's expression. */
  readonly name: string;
  readonly mode: "sync" | "async";
  /** SHA-256 in hexadecimal over the body's tokens without comments, joined by NUL. */
  readonly bodyHash: string;
}

/** Builds a failure; the code decides the point. */
export function proofFailure(
  code: ProofFailureCode,
  message: string,
  offsets: { readonly oldOffset?: number; readonly newOffset?: number } = {},
): ProofFailure {
  return { code, point: FAILURE_POINTS[code], message, ...offsets };
}
