// Writes the journal of a run: the originals of every file that will be written and a manifest,
// on the disk before the first write; then a line for every step. Invariant: once `begin` has
// answered, undo can restore every file, wherever the run stops. Used by the guarded run.

import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import type { Problem } from "../outcome/planned-file.js";
import { journalFailed, messageOf, problemOf, RunError, writeFailed } from "../outcome/problems.js";
import type { FileSystem } from "../project/file-system.js";
import { blobIdOf } from "../project/git-history.js";
import { groupBy } from "../text/group-by.js";
import { type ApplyPlan, type FileChange, inspectFile } from "./apply.js";
import { hashOf, quietly, type TemporaryNames, writeFully, writeNewFile } from "./apply-write.js";
import { runFolder, runsFolder } from "./journal-folder.js";
import {
  isRunId,
  JOURNAL_VERSION,
  type JournalEntry,
  LOG,
  MANIFEST,
  MANIFEST_DRAFT,
  type Manifest,
  makeRunId,
  ORIGINALS,
  type RunState,
} from "./journal-format.js";
import { temporaryNames } from "./journal-sweep.js";

/** What the journal is told of a run. */
export interface JournalRequest {
  /** Absolute: the top of the repository, where the journal is. */
  readonly base: string;
  /** Its root lies at or below the base. */
  readonly plan: ApplyPlan;
  /** What stands before a path of the plan to make it relative to the base: "" or `folder/`. */
  readonly prefix: string;
  readonly command: Manifest["command"];
  readonly of?: string | undefined;
}

export interface Journal {
  readonly runId: string;
  /** Files that cannot be written, as is clear by now, by their path in the plan. */
  readonly refused: ReadonlyMap<string, Problem>;
  namesFor(change: FileChange): TemporaryNames;
  /** Notes a step. Answers a problem when that cannot be noted. */
  noteWritten(change: FileChange): Problem | undefined;
  /** Notes the end, after the folders of the written files are on the disk. Throws nothing. */
  end(state: RunState): void;
  /** Removes the run from the journal, where nothing was written after all. */
  discard(): void;
}

/** What came of the attempt: nothing to write after all, or told to stop, or a journal. */
export type Begun =
  | { readonly kind: "nothing"; readonly refused: ReadonlyMap<string, Problem> }
  | { readonly kind: "stopped" }
  | { readonly kind: "begun"; readonly journal: Journal };

/**
 * Reads every file of the plan once more and keeps it. The lock must be held. Throws RunError
 * when the journal cannot be written; then, as when there is nothing to write, it leaves no trace.
 */
export async function beginJournal(
  request: JournalRequest,
  fileSystem: FileSystem,
  shouldStop: () => Promise<boolean>,
): Promise<Begun> {
  const { base } = request;
  const newest = fileSystem.list(runsFolder(base)).filter(isRunId).sort().at(-1);
  const runId = makeRunId(new Date(), randomBytes(3).toString("hex"), newest);
  const folder = runFolder(base, runId);
  try {
    fileSystem.makeFolder(folder);
  } catch (error) {
    throw new RunError(journalFailed, messageOf(error));
  }
  let isKept = false;
  try {
    const kept = await keepOriginals(request, folder, fileSystem, shouldStop);
    if (kept === undefined) {
      return { kind: "stopped" };
    }
    const { entries, refused } = kept;
    if (entries.length === 0) {
      return { kind: "nothing", refused };
    }
    const log = fileSystem.create(join(folder, LOG));
    try {
      writeManifest(request, runId, entries, fileSystem);
    } catch (error) {
      quietly(() => fileSystem.close(log));
      throw error;
    }
    isKept = true;
    return { kind: "begun", journal: openJournal(request, { runId, log, ...kept }, fileSystem) };
  } catch (error) {
    throw error instanceof RunError ? error : new RunError(journalFailed, messageOf(error));
  } finally {
    if (!isKept) {
      removeTraces(folder, fileSystem);
    }
  }
}

interface Kept {
  readonly entries: readonly JournalEntry[];
  readonly refused: ReadonlyMap<string, Problem>;
}

/** Undefined when it was told to stop. */
async function keepOriginals(
  request: JournalRequest,
  folder: string,
  fileSystem: FileSystem,
  shouldStop: () => Promise<boolean>,
): Promise<Kept | undefined> {
  const entries: JournalEntry[] = [];
  const refused = new Map<string, Problem>();
  const originals = fileSystem.create(join(folder, ORIGINALS));
  const numberOf = numberGroups();
  let offset = 0;
  try {
    for (const [path, changes] of changesByPath(request.plan)) {
      if (await shouldStop()) {
        return undefined;
      }
      const [first] = changes as [FileChange];
      const found = look(request.plan.root, first, fileSystem);
      if (found.problem !== undefined) {
        refused.set(path, found.problem);
        continue;
      }
      const { status, bytes = new Uint8Array() } = found;
      writeFully(originals, bytes, fileSystem);
      const stagedBytes = first.staged?.oldBytes ?? new Uint8Array();
      writeFully(originals, stagedBytes, fileSystem);
      entries.push({
        path: request.prefix + path,
        before: first.oldHash ?? null,
        after: changes.map(({ newBytes }) => (newBytes === undefined ? null : hashOf(newBytes))),
        mode: status?.mode ?? 0,
        accessTime: status?.accessTime ?? 0,
        modifiedTime: status?.modifiedTime ?? 0,
        offset,
        length: bytes.length,
        ...numberOf(first),
        ...(first.staged && {
          staged: {
            before: first.staged.oldId,
            after: changes.flatMap(({ staged }) =>
              staged === undefined ? [] : [blobIdOf(staged.newBytes, staged.oldId)],
            ),
            hash: hashOf(stagedBytes),
            offset: offset + bytes.length,
            length: stagedBytes.length,
          },
        }),
      });
      offset += bytes.length + stagedBytes.length;
    }
    fileSystem.sync(originals);
  } finally {
    fileSystem.close(originals);
  }
  return { entries, refused };
}

/** Numbers groups as they come up. */
function numberGroups(): (change: FileChange) => Pick<JournalEntry, "group"> {
  const numbers = new Map<string, number>();
  return ({ group }) => {
    if (group === undefined) {
      return {};
    }
    const key = group.join("\0");
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return { group: number };
  };
}

function look(
  root: string,
  change: FileChange,
  fileSystem: FileSystem,
): ReturnType<typeof inspectFile> {
  try {
    return inspectFile(root, change, fileSystem);
  } catch (error) {
    return { problem: problemOf(writeFailed, messageOf(error)) };
  }
}

/** A file may be in several stages; what it holds before the first is its original. */
function changesByPath({ stages }: ApplyPlan): ReadonlyMap<string, readonly FileChange[]> {
  return groupBy(stages.flat(), ({ path }) => path);
}

function writeManifest(
  { base, command, of }: JournalRequest,
  id: string,
  files: readonly JournalEntry[],
  fileSystem: FileSystem,
): void {
  const folder = runFolder(base, id);
  const manifest: Manifest = {
    version: JOURNAL_VERSION,
    id,
    startedAt: new Date().toISOString(),
    command,
    ...(of !== undefined && { of }),
    files: [...files],
  };
  const draft = join(folder, MANIFEST_DRAFT);
  writeNewFile(draft, Buffer.from(`${JSON.stringify(manifest)}\n`), fileSystem);
  fileSystem.rename(draft, join(folder, MANIFEST));
  fileSystem.syncFolder(folder);
  fileSystem.syncFolder(runsFolder(base));
}

function openJournal(
  { base, plan, prefix }: JournalRequest,
  { runId, log, entries, refused }: Kept & { readonly runId: string; readonly log: number },
  fileSystem: FileSystem,
): Journal {
  const indexes = new Map(entries.map(({ path }, index) => [path, index]));
  const folders = new Set<string>();
  const indexOf = ({ path }: FileChange): number => indexes.get(prefix + path) as number;
  const append = (line: string): void => {
    writeFully(log, Buffer.from(`${line}\n`), fileSystem);
    fileSystem.sync(log);
  };
  return {
    runId,
    refused,
    namesFor: (change) => temporaryNames(runId, indexOf(change)),
    noteWritten(change) {
      try {
        folders.add(dirname(join(plan.root, change.path)));
        append(`written ${indexOf(change)}`);
        return undefined;
      } catch (error) {
        return problemOf(journalFailed, messageOf(error));
      }
    },
    end(state) {
      for (const folder of folders) {
        quietly(() => fileSystem.syncFolder(folder));
      }
      // A run without an end is taken for an unfinished one, which undo handles as well.
      quietly(() => append(`end ${state}`));
      quietly(() => fileSystem.close(log));
      quietly(() => fileSystem.syncFolder(base));
    },
    discard() {
      quietly(() => fileSystem.close(log));
      removeTraces(runFolder(base, runId), fileSystem);
    },
  };
}

/** A run without a manifest has written nothing. */
function removeTraces(folder: string, fileSystem: FileSystem): void {
  // The manifest first: without it, the rest is no run.
  for (const name of [MANIFEST, MANIFEST_DRAFT, LOG, ORIGINALS]) {
    quietly(() => fileSystem.remove(join(folder, name)));
  }
  quietly(() => fileSystem.removeFolder(folder));
}
