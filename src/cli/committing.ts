// The part of a writing run that has to do with commits: which pieces there are, what each says, what must
// be committed before any of them is written, and what of the user's own is in none of them. Made only where
// commits were asked for.

import { join } from "node:path";
import type { PlannedChange } from "../outcome/planned-file.js";
import { commitFailed, messageOf, RunError } from "../outcome/problems.js";
import type { FrameworkDecision } from "../plan/framework.js";
import { gatherPieces, isIndivisible, type Unit } from "../plan/pieces.js";
import { readSuiteFacts } from "../program/suite-facts.js";
import type { Discovery } from "../project/discovery.js";
import type { FileSystem } from "../project/file-system.js";
import { escapeControls } from "../text/escape.js";
import { countOf, someOf } from "../text/wording.js";
import type { ApplyResult, FileChange } from "../write/apply.js";
import { applyRun } from "../write/apply-run.js";
import { type Committer, createCommitter } from "../write/commit.js";
import { namedRun, planUndo } from "../write/undo.js";
import { commitMessage, type PieceFacts, type PieceKind } from "./commit-message.js";
import { type CommitPiece, commitPieces } from "./commit-pieces.js";
import type { Io } from "./io.js";
import { createPacer } from "./pacer.js";
import type { Progress } from "./progress.js";
import { namerOf } from "./unit-option.js";
import { readVersion } from "./version.js";

export interface CommittingRequest {
  readonly unit: Unit;
  readonly transform: string;
  /** Whether tests are what the messages count. */
  readonly isAboutTests: boolean;
}

/** The stages of a run, as its writer has them, and how it writes some of them. */
export interface CommittingStages {
  readonly before: readonly FileChange[];
  readonly files: readonly FileChange[];
  readonly after: readonly FileChange[];
  readonly apply: (stages: CommitPiece["stages"]) => Promise<ApplyResult>;
}

export interface Committing {
  /** Keeps what the message says of a change. */
  note(file: PlannedChange): void;
  /** Why no commit can be made now. */
  obstacle(): RunError | undefined;
  write(
    stages: CommittingStages,
    frameworks: readonly FrameworkDecision[],
    progress: Progress | undefined,
  ): Promise<ApplyResult>;
}

/** Throws UsageError where owners are asked for and cannot be read. */
export function createCommitting(
  { unit, transform, isAboutTests }: CommittingRequest,
  discovery: Discovery,
  prefix: string,
  fileSystem: FileSystem,
  io: Io,
): Committing {
  const { top } = discovery;
  const nameOf = namerOf(unit, "--commit-per", discovery);
  const facts = new Map<string, string>();
  let committer: Committer | undefined;
  const open = (): Committer => {
    committer ??= createCommitter(top, io.env);
    return committer;
  };

  const messageFor = (kind: PieceKind, name: string, changes: readonly FileChange[]): string => {
    const paths = [...new Set(changes.map(({ path }) => path))];
    const described: PieceFacts["files"] = new Map(
      paths.map((path) => [prefix + path, facts.get(path) ?? MODULE_FACT]),
    );
    return commitMessage({ kind, name, files: described, transform, toolVersion: readVersion() });
  };
  const piecesOf = (
    { before, files, after }: CommittingStages,
    frameworks: readonly FrameworkDecision[],
  ): readonly CommitPiece[] => {
    if (isIndivisible(frameworks)) {
      const all = [...before, ...files, ...after];
      const message = messageFor("files", "and the test framework", all);
      return [{ stages: [before, files, after], message }];
    }
    const modulePiece = (kind: PieceKind, changes: readonly FileChange[]): CommitPiece[] =>
      changes.length === 0
        ? []
        : [
            {
              stages: [changes],
              message: messageFor(kind, countOf(changes.length, "framework module"), changes),
            },
          ];
    return [
      ...modulePiece(files.length > 0 ? "module-before" : "module", before),
      ...gatherPieces(files, nameOf).map(({ name, changes }) => ({
        stages: [changes],
        message: messageFor("files", unit === "file" ? TOGETHER : `of ${name}`, changes),
      })),
      ...modulePiece("module-after", after),
    ];
  };

  return {
    note(file) {
      facts.set(file.path, describeChange(file, isAboutTests));
    },
    obstacle() {
      try {
        const underWay = open().underWay();
        return underWay === undefined
          ? undefined
          : new RunError(commitFailed, `${underWay} is under way`, "end it first, then run this");
      } catch (error) {
        return new RunError(commitFailed, messageOf(error));
      }
    },
    async write(stages, frameworks, progress) {
      const applied = await commitPieces({
        pieces: piecesOf(stages, frameworks),
        committer: open(),
        prefix,
        apply: stages.apply,
        takeBack: (runId) => takeBackPiece(top, runId, fileSystem),
        read: (path) => fileSystem.readFile(join(top, path)),
        shouldStop: createPacer(io, 0),
        onCommit: async (done, all) => progress?.update(`Committed ${done} of ${all}`),
      });
      progress?.stop();
      sayLeftAlone(open(), io);
      return applied;
    },
  };
}

const TOGETHER = "that load each other";
const MODULE_FACT = "the test framework";

/** `12 tests before, 12 after; 3 comments kept`, or what else was counted. */
function describeChange(file: PlannedChange, isAboutTests: boolean): string {
  if (file.blocks !== undefined) {
    return `${countOf(file.blocks.migrated, "code block")} migrated`;
  }
  if (!isAboutTests || file.rewrite === undefined) {
    return isAboutTests ? MODULE_FACT : countOf(file.edits.length, "edit");
  }
  const after = readSuiteFacts(file.newText).tests;
  const { old, new: already } = file.tests;
  const comments = file.proof?.comments.new ?? 0;
  return `${countOf(old + already, "test")} before, ${after.old + after.new} after; ${countOf(comments, "comment")} kept`;
}

/** Restores what still holds what the run wrote, as a run of its own; a file that a hook changed stays. */
async function takeBackPiece(
  base: string,
  runId: string,
  fileSystem: FileSystem,
): Promise<readonly string[]> {
  const { changes } = planUndo(base, namedRun(base, runId, fileSystem), false, fileSystem);
  const { written } = await applyRun(
    { base, plan: { root: base, stages: [changes] }, prefix: "", command: "undo", of: runId },
    fileSystem,
    { shouldStop: async () => false },
  );
  return written;
}

function sayLeftAlone(committer: Committer, io: Io): void {
  const own = committer.changed();
  if (own.length > 0) {
    io.stderr.write(
      `note: ${countOf(own.length, "file")} with changes of your own ${own.length === 1 ? "is" : "are"} in none of the commits: ${someOf(own.map(escapeControls))}\n`,
    );
  }
}
