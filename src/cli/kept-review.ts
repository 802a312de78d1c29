// Answers of a review that was left before its end: kept beside the journal, and offered to the next
// review of the same changes. An answer counts only for the very texts that it was given for.

import { join } from "node:path";
import * as v from "valibot";
import type { PlannedChange } from "../outcome/planned-file.js";
import { JOURNAL_FOLDER } from "../project/discovery-root.js";
import type { FileSystem } from "../project/file-system.js";
import type { FileAnswers, Session } from "../review/session.js";
import { hashOf, quietly, writeNewFile } from "../write/apply-write.js";
import { exists, hasJournalFolder, makeJournalFolder } from "../write/journal-folder.js";

const kept = v.object({
  version: v.literal(1),
  files: v.array(
    v.object({
      path: v.string(),
      /** Of the old text and the proposed one. */
      source: v.string(),
      proposed: v.string(),
      decision: v.picklist(["open", "accepted", "skipped"]),
      /** How many changes the file was shown as, and which of them were accepted. */
      steps: v.number(),
      accepted: v.array(v.number()),
    }),
  ),
});

type Kept = v.InferOutput<typeof kept>["files"][number];

type EarlierAnswers = ReadonlyMap<string, Pick<FileAnswers, "decision" | "accepted">>;

/** Where answers are kept; `base` is the top of the repository. */
export interface KeptReview {
  /** What was answered about these changes as they are now, by path; empty where nothing is kept. */
  read(session: Session, changes: ReadonlyMap<string, PlannedChange>): EarlierAnswers;
  /** Keeps what is answered, of so many files; edited texts are not kept, and their files count as open. */
  keep(session: Session, changes: ReadonlyMap<string, PlannedChange>): number;
  forget(): void;
}

/** The answers kept in a repository. Damaged ones are none. */
export function openKeptReview(base: string, fileSystem: FileSystem): KeptReview {
  const path = join(base, JOURNAL_FOLDER, "review.json");
  const forget = (): void => quietly(() => fileSystem.remove(path));
  return {
    read({ files }, changes) {
      const earlier = new Map(readKept(base, path, fileSystem).map((file) => [file.path, file]));
      return new Map(
        files.flatMap(({ path, steps }) => {
          const file = earlier.get(path);
          const change = changes.get(path);
          const holds =
            file !== undefined &&
            change !== undefined &&
            file.steps === steps.length &&
            file.source === hashOf(change.source) &&
            file.proposed === hashOf(change.newText);
          return holds
            ? [[path, { decision: file.decision, accepted: new Set(file.accepted) }] as const]
            : [];
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
      forget();
      if (answered.length > 0) {
        makeJournalFolder(base, fileSystem);
        const text = `${JSON.stringify({ version: 1, files: answered })}\n`;
        writeNewFile(path, Buffer.from(text), fileSystem);
      }
      return answered.length;
    },
    forget,
  };
}

function keptOf({ path, decision, steps, accepted }: FileAnswers, change: PlannedChange): Kept {
  return {
    path,
    source: hashOf(change.source),
    proposed: hashOf(change.newText),
    decision,
    steps: steps.length,
    accepted: decision === "open" ? [...accepted] : [],
  };
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
