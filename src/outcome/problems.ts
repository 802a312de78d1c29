// The kinds of problem that make a file `failed` and the exit status 2: the disk, a race, or a
// defect of this tool. `explain` prints them; a new one is one entry here.

import { fileURLToPath } from "node:url";
import { byCode, type FindingKind } from "../finding/finding.js";
import type { Origin } from "../kit/transform.js";
import { FAILURE_POINTS, type ProofFailure } from "../proof/proof.js";
import { LineIndex } from "../syntax/line-index.js";
import type { Problem } from "./planned-file.js";

/** One kind of problem, as `explain CODE` shows it. */
export type ProblemKind = Omit<FindingKind, "severity">;

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

export const transformError: ProblemKind = {
  code: "transform-error",
  summary: "a transform of your own stopped with an error",
  hint: "mend the transform: valk-codemod try runs it on its example and on fixtures",
  explanation: `A module that --transform names threw an error on this file, answered what is no list of edits, or
reported a finding of no kind that it declares. The message names the place in the module where there is one. The
file was left as it is, and the other files were handled as usual.`,
};

export const hardLinked: ProblemKind = {
  code: "hard-linked",
  summary: "the file has several names (hard links), of which only one would change",
  hint: "make it a file of its own: cp -p FILE FILE.own && mv FILE.own FILE",
  explanation: `A file is replaced as a whole, which would part it from its other names without a word, and
those may lie anywhere, also outside the repository. The file was left as it is.`,
};

export const writeProtected: ProblemKind = {
  code: "write-protected",
  summary: "the file is read-only",
  hint: "make it writable with chmod u+w, or leave it out with --exclude",
  explanation: `Nobody may write the file. Replacing it would be possible all the same, but the protection is
there for a reason that only a person knows. The file was left as it is.`,
};

export const uncommittedChanges: ProblemKind = {
  code: "uncommitted-changes",
  summary: "a file that would be written holds changes that are not committed",
  hint: "commit or stash them first; --allow-dirty writes all the same",
  explanation: `With everything committed, git shows what the migration changed and nothing else, and takes it
back without any journal. Only files that the run would write count. A file that git does not know counts as
changed. What git compares is the bytes, except that line ends may differ where git is told to convert them;
files behind other filters of git, such as large file storage, need --allow-dirty.`,
};

export const noRepository: ProblemKind = {
  code: "no-repository",
  summary: "the files lie in no git repository",
  hint: "run git init and commit first; --allow-no-vcs writes all the same",
  explanation: `Without version control the journal in .valk-codemod is the only way back. That is enough for
undo, but it must be a decision.`,
};

export const commitFailed: ProblemKind = {
  code: "commit-failed",
  summary: "a piece of the change could not be committed, or not as it was proven",
  hint: "mend what the message names; the same command goes on from there",
  explanation: `With --commit-per each piece is written, then committed by git with the repository's hooks. Where a hook
or git itself refuses, the files of the piece get their old texts back, unless the hook changed them, and nothing
after it is written. A commit stands whose files a hook has rewritten, but the run ends there: what is in it was not proven.`,
};

export const gitFailed: ProblemKind = {
  code: "git-failed",
  summary: "git could not say whether there are uncommitted changes",
  hint: "look at the message; --allow-dirty writes without asking git",
  explanation: `Git is asked only what is committed. It is taken from the folders of the system, never from the
project, and is not allowed to run hooks, filters, pagers or anything else that the repository names.`,
};

export const indexLocked: ProblemKind = {
  code: "index-locked",
  summary: "another git process is about to change what is staged",
  hint: "wait until it is over, or delete the lock that the message names if no git runs; then run the command again",
  explanation: `With --staged --write what is staged is changed under git's own lock, the file index.lock beside its
index. Somebody else held it for more than two seconds, such as a git commit that waits for its message, or a
git that was killed left it behind. The working tree is as it was.`,
};

export const indexChanged: ProblemKind = {
  code: "index-changed",
  summary: "something else was staged while the run was writing",
  hint: "run the command again: it starts from what is staged now",
  explanation: `Between reading what is staged and writing it, somebody staged one of the files anew, or git was
at its index all the time. The change was made for the text that was read. The index is as others left it, and
the working tree has got its old texts back.`,
};

export const indexFailed: ProblemKind = {
  code: "index-failed",
  summary: "what is staged could not be changed",
  hint: "look at the message: permissions, a full disk, or an index that git cannot read",
  explanation: `The new texts go into git's store of objects, and then into a copy of its index that takes the
place of the old one as a whole. One of these steps failed. The index is as it was, and the working tree has got
its old texts back.`,
};

export const temporaryIndex: ProblemKind = {
  code: "temporary-index",
  summary: "the commit that is being made has an index of its own, which is thrown away afterwards",
  hint: "stage the files with git add, and commit without naming them",
  explanation: `In a hook of git commit FILE what is staged is an index for this one commit. What is written there
goes into the commit, but the usual index, which git holds locked, keeps the old text: the next commit would
take the change back. So nothing was written. Looking at what is staged works there as anywhere.`,
};

export const oldApiInUse: ProblemKind = {
  code: "old-api-in-use",
  summary: "the final framework module cannot be installed while files use the old API",
  hint: "migrate what is listed (valk-codemod status says what comes next), or install with --compat",
  explanation: `The final module does not define test/define and its companions. A file that still calls them
would stop there, with exit status 0, as scripts do, and its tests would be missed by nobody. A file that
could not be read counts as one that may use the old API. Nothing was written.`,
};

export const layerInUse: ProblemKind = {
  code: "layer-in-use",
  summary: "the layers cannot be taken out while files use what they answer",
  hint: "make lists of them: valk-codemod migrate --to list --write takes the layers out, too",
  explanation: `A pipeline calls what only the builder layer defines, such as ->, and an old file what only the
registry layer does. Without it the file would stop there, with exit status 0, as scripts do, and its
tests would be missed by nobody. Nothing was written.`,
};

export const moduleKept: ProblemKind = {
  code: "module-kept",
  summary: "the framework module cannot be replaced",
  hint: "mend what the message names; valk-codemod framework status says who uses what",
  explanation: `A module is replaced only by one that answers whatever the files that load it call: a module for
inline lists by none that this tool ships, and one that defines more than the test framework not
while files use that. Nor is a module replaced that git ignores, or that lies in another repository, a
submodule, outside of the root or of a sparse checkout. Otherwise those files would stop at their
first test, with exit status 0. Nothing was written.`,
};

export const callsUnanswered: ProblemKind = {
  code: "calls-unanswered",
  summary: "after the run a file would call what the module that it loads does not define",
  hint: "this is a defect of valk-codemod, not of the files: please report it",
  explanation: `When all files and modules of a run are decided, an independent reading follows the loads of each
file once more, in its new text and on the modules that the run leaves: every call of the test API has
to be defined there, name and number of arguments, as far as it was before. Here one is not, although
the plan took it to be. Its tests would be lost with exit status 0, so that nothing was written.`,
};

export const runInProgress: ProblemKind = {
  code: "run-in-progress",
  summary: "another run is writing to the same repository",
  hint: "wait until it is over, then run the command again",
  explanation: `Only one run may write at a time. The lock is .valk-codemod/lock; it names the process that
holds it. A lock whose process is gone is taken over without a question. One that was made on another computer
cannot be checked: when nothing runs there any more, delete the file.`,
};

export const lockLost: ProblemKind = {
  code: "lock-lost",
  summary: "the lock of this run was removed while it was writing",
  hint: "see what else writes to this repository, then run the command again",
  explanation: `Somebody deleted .valk-codemod/lock or took it over, so another run may be writing. Everything
that was not written yet was left as it is.`,
};

export const journalFailed: ProblemKind = {
  code: "journal-failed",
  summary: "the journal, which undo needs, could not be written",
  hint: "look at the message: permissions, a full disk, or a link in place of .valk-codemod",
  explanation: `Before the first file is written, the originals of all files are put into .valk-codemod/runs and
synced to the disk. Where that fails, nothing is written; where the journal fails later, nothing more is.`,
};

export const newerJournal: ProblemKind = {
  code: "newer-journal",
  summary: "the journal of a run was written by a newer valk-codemod",
  hint: "take the run back with the valk-codemod that wrote it, or a newer one",
  explanation: `The journal of a run names the version of its format. Of a newer one nobody can tell here what it
means, so that nothing of it is used and nothing was changed. Older ones are read as before.`,
};

export const damagedJournal: ProblemKind = {
  code: "damaged-journal",
  summary: "the journal of a run cannot be read, or is not as it was written",
  hint: "restore the files from version control",
  explanation: `The journal says which file held what. It is checked before it is used: paths that leave the
repository or lead into git's own folder, originals whose hash differs and anything else out of place make it
useless. Nothing was changed.`,
};

export const noSuchRun: ProblemKind = {
  code: "no-such-run",
  summary: "there is no run to take back",
  hint: "valk-codemod runs lists all runs; --root names the folder that they were in",
  explanation: `Runs are kept in .valk-codemod/runs at the top of the repository until undo --prune removes
them. A run that stopped before it wrote its journal changed nothing and is not listed.`,
};

export const wroteNothing: ProblemKind = {
  code: "wrote-nothing",
  summary: "the last command wrote nothing that could be taken back",
  hint: "name the run that is meant: valk-codemod runs lists all",
  explanation: `Without the name of a run, undo takes back what was done last. A command that was to write and
found nothing to change, or was interrupted before it wrote, is no run, and the one before it may be
long ago: that one is taken back where it is named.`,
};

export const editedSince: ProblemKind = {
  code: "edited-since",
  summary: "a file was edited after the run that is to be taken back",
  hint: "take the run back by hand, or use --force: what the file holds now is kept for another undo",
  explanation: `Undo restores files that hold exactly what the run has written. Where a file holds something
else, or is gone, that would be lost from sight, so nothing is restored at all unless --force is given.`,
};

const PROOF_POINTS: Readonly<Record<number, string>> = {
  1: "the new text does not hold the same tests, suite, flags and runner",
  2: "the new text does not hold the same comments in the same places",
  3: "a form that is no part of the test API was changed, lost or reordered",
  4: "bytes outside the migrated forms were changed",
  5: "the new text does not read well, or a second migration would change it again",
};

/** What only files that load each other's tests can fail in. */
const GRAPH_SUMMARIES: Readonly<Record<string, string>> = {
  "proof-graph-load": "a file loads others in a way that cannot be followed for certain",
  "proof-graph-names": "a name does not mean one thing in all files that load each other",
  "proof-graph-part": "a file that others load does not become one function that they run",
};

const GRAPH_EXPLANATION = `Before anything is written, an independent reading follows the loads of each file, in its old and in its
new text: which files register, which one runs them, what each name stands for. What it cannot tell for
certain, the tests of point 1 of the five that MIGRATION.md lists included, proves nothing. The new texts were
thrown away and all files of the group left as they are.`;

/** The kind of a failure of the proof: what its point says, and that it is our defect. */
function proofKind(code: string, point: number): ProblemKind {
  return {
    code,
    summary: GRAPH_SUMMARIES[code] ?? (PROOF_POINTS[point] as string),
    hint: OUR_DEFECT,
    explanation:
      code in GRAPH_SUMMARIES
        ? GRAPH_EXPLANATION
        : `Before anything is written, an independent reading compares the old and the new text of a file.
Here they differ in point ${point} of the five that MIGRATION.md lists. The new text was thrown away and the
file left as it is: nothing that fails its proof is ever written.`,
  };
}

const ownKinds = [
  callsUnanswered,
  changedSinceRead,
  commitFailed,
  damagedJournal,
  editedSince,
  gitFailed,
  hardLinked,
  indexChanged,
  indexFailed,
  indexLocked,
  internalError,
  journalFailed,
  lockLost,
  moduleKept,
  newerJournal,
  noRepository,
  noSuchRun,
  layerInUse,
  oldApiInUse,
  readFailed,
  runInProgress,
  temporaryIndex,
  transformError,
  uncommittedChanges,
  writeFailed,
  writeProtected,
  wroteNothing,
];
const proofKinds = Object.entries(FAILURE_POINTS).map(([code, point]) => proofKind(code, point));

/** All kinds by code, in alphabetical order; `explain` prints them. */
export const problemKinds: ReadonlyMap<string, FindingKind> = byCode(
  ...[...ownKinds, ...proofKinds].map(
    (kind): FindingKind => ({
      ...kind,
      severity: "refuse",
      settable: [],
      unacceptable: "it is an error of a run, not of a place in a file",
    }),
  ),
);

const AUTHORS_CHANGE =
  "the transform makes what its proof does not let pass: mend it, or widen its mayChange (docs/authoring.md)";

/** A failure of the proof as a problem of the file with this source, which a transform of this origin has. */
export function problemOfProof(failure: ProofFailure, source: string, origin?: Origin): Problem {
  const { code, message, oldOffset } = failure;
  const hint = origin === undefined ? OUR_DEFECT : AUTHORS_CHANGE;
  if (oldOffset === undefined) {
    return { code, message, hint };
  }
  const { line, column } = new LineIndex(source).position(oldOffset);
  return { code, message: `${message} (at ${line}:${column})`, hint };
}

/** What a transform threw at a file as a problem of the file: of the tool, or of the module's author. */
export function problemOfThrown(error: unknown, origin: Origin | undefined): Problem {
  return origin === undefined
    ? problemOf(internalError, messageOf(error))
    : problemOf(transformError, messageInModule(error, origin));
}

/** The same, with the innermost place in the module where the stack has one. */
export function messageInModule(error: unknown, { shown, url }: Origin): string {
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  // The same file is an address to Node's loader and a path to others.
  const [place] = [url, fileURLToPath(url)].flatMap((file) => {
    const [, after] = stack.split(`${file}:`, 2);
    return after?.match(/^\d+(?::\d+)?/) ?? [];
  });
  return place === undefined ? messageOf(error) : `${messageOf(error)} (at ${shown}:${place})`;
}

/** A problem of this kind; `message` says what the summary cannot: the error at hand. */
export function problemOf(kind: ProblemKind, message: string): Problem {
  return { code: kind.code, message, hint: kind.hint };
}

/** A problem of the whole run: printed as an error with its code and the way out. */
export class RunError extends Error {
  override readonly name = "RunError";
  readonly hint: string;

  /** `details` are lines of a list that belongs below the message. */
  constructor(
    readonly kind: ProblemKind,
    message: string,
    hint?: string,
    readonly details: readonly string[] = [],
  ) {
    super(`${kind.code}: ${message}`);
    this.hint = hint ?? kind.hint;
  }
}

/** What an unknown thrown value says of itself, on one line. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0] as string;
}

/** The same without the call and the path that Node adds, for those who have named the path. */
export function reasonOf(error: unknown): string {
  return messageOf(error).replace(/, [a-z]+(?: '.*)?$/, "");
}
