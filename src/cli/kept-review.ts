// Answers of a review that was left before its end: kept beside the journal, and offered to the next
// review of the same changes. An answer counts only for the very texts that it was given for, and stays
// until a review is about its file.

import { join } from "node:path";
import * as v from "valibot";
import type { PlannedChange } from "../outcome/planned-file.js";
import { JOURNAL_FOLDER } from "../project/discovery-root.js";
import type { FileSystem } from "../project/file-system.js";
import { reviewFile } from "../review/file-review.js";
import type { FileAnswers, Session, Step } from "../review/session.js";
import { isChange, splitSteps } from "../review/steps.js";
import { hashOf, quietly, writeNewFile } from "../write/apply-write.js";
import { exists, hasJournalFolder, makeJournalFolder } from "../write/journal-folder.js";

const kept = v.object({
  version: v.literal(2),
  files: v.array(
    v.object({
      path: v.string(),
      /** Of the old text and the proposed one. */
      source: v.string(),
      proposed: v.string(),
      decision: v.picklist(["open", "accepted", "skipped"]),
      /** Which of the changes that the file was first shown as were split, and what came of it. */
      splits: v.array(v.number()),
      steps: v.string(),
      /** Which of them were accepted; none where the file is decided as a whole. */
      accepted: v.array(v.number()),
    }),
  ),
});

type Kept = v.InferOutput<typeof kept>["files"][number];

type Earlier = Pick<FileAnswers, "decision" | "steps" | "splits" | "accepted">;

type EarlierAnswers = ReadonlyMap<string, Earlier>;

/** What a review is about, by path. */
type Changes = ReadonlyMap<string, PlannedChange>;

/** Where answers are kept; `base` is the top of the repository. */
export interface KeptReview {
  /** What was answered about these changes as they are now, by path; empty where nothing is kept. */
  read(session: Session, changes: Changes): EarlierAnswers;
  /** Keeps what is answered, of so many files; edited texts are not kept, and their files count as open. */
  keep(session: Session, changes: Changes): number;
  /** Forgets the answers about these changes. */
  forget(changes: Changes): void;
}

/** The answers kept in a repository. Damaged ones are none. */
export function openKeptReview(base: string, fileSystem: FileSystem): KeptReview {
  const path = join(base, JOURNAL_FOLDER, "review.json");
  /** Keeps answers in place of all that there are about these changes. */
  const replace = (answered: readonly Kept[], changes: Changes): void => {
    const others = readKept(base, path, fileSystem).filter((file) => !changes.has(file.path));
    const files = [...others, ...answered];
    quietly(() => fileSystem.remove(path));
    if (files.length > 0) {
      makeJournalFolder(base, fileSystem);
      const text = `${JSON.stringify({ version: 2, files })}\n`;
      writeNewFile(path, Buffer.from(text), fileSystem);
    }
  };
  return {
    read({ files }, changes) {
      const earlier = new Map(readKept(base, path, fileSystem).map((file) => [file.path, file]));
      return new Map(
        files.flatMap(({ path, steps }) => {
          const file = earlier.get(path);
          const change = changes.get(path);
          const answers = file && change && takeOver(file, change, steps);
          return answers ? [[path, answers] as const] : [];
        }),
      );
    },
    keep({ files }, changes) {
      const answered = files.flatMap((file): readonly Kept[] => {
        const change = changes.get(file.path);
        const isOpen = file.decision === "open" && file.accepted.size === 0;
        return change === undefined || isOpen || file.edited !== undefined
          ? []
          : [keptOf(file, change)];
      });
      replace(answered, changes);
      return answered.length;
    },
    forget: (changes) => replace([], changes),
  };
}

/** The answers for a file that is shown as `steps` now; undefined where they were for another text. */
function takeOver(file: Kept, change: PlannedChange, steps: readonly Step[]): Earlier | undefined {
  const { source, newText, findings } = change;
  if (file.source !== hashOf(source) || file.proposed !== hashOf(newText)) {
    return undefined;
  }
  const { decision, splits } = file;
  const pieces =
    splits.length === 0 ? steps : splitSteps(reviewFile(change), steps, splits, findings);
  if (hashOfSteps(pieces) === file.steps) {
    return { decision, steps: pieces, splits, accepted: new Set(file.accepted) };
  }
  // Shown in other pieces, say with other lines around them: what holds for the whole file still does.
  return decision === "open" ? undefined : { decision, steps, splits: [], accepted: new Set() };
}

function keptOf(
  { path, decision, steps, splits, accepted }: FileAnswers,
  change: PlannedChange,
): Kept {
  return {
    path,
    source: hashOf(change.source),
    proposed: hashOf(change.newText),
    decision,
    splits: [...splits],
    steps: hashOfSteps(steps),
    accepted: decision === "open" ? [...accepted] : [],
  };
}

/** The same for the same changes in the same pieces, whatever lines are shown around them. */
function hashOfSteps(steps: readonly Step[]): string {
  return hashOf(JSON.stringify(steps.map(({ hunk }) => hunk.rows.filter(isChange))));
}

function readKept(base: string, path: string, fileSystem: FileSystem): readonly Kept[] {
  try {
    if (!hasJournalFolder(base, fileSystem) || !exists(path, fileSystem)) {
      return [];
    }
    const text = Buffer.from(fileSystem.readFile(path)).toString("utf8");
    return v.parse(kept, JSON.parse(text)).files;
  } catch {
    return [];
  }
}
