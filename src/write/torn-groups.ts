// Groups of files that change together and that a killed run left half written: nothing runs them
// as they are. Invariant: only what the journal knows byte for byte is ever put back; a group in
// which anything else stands, or that a later run was about, is none of this file's business. A run
// reads such files as they were before, and puts them back before it writes.

import { RunError } from "../outcome/problems.js";
import type { FileSystem } from "../project/file-system.js";
import { groupBy } from "../text/group-by.js";
import type { FileChange } from "./apply.js";
import { hashOf, type TemporaryNames } from "./apply-write.js";
import type { JournalEntry } from "./journal-format.js";
import { listRunIds, type RecordedRun, readRun, readState } from "./journal-read.js";
import { temporaryNames } from "./journal-sweep.js";
import type { Staging } from "./staging.js";
import { planUndo } from "./undo.js";

export interface TornGroup {
  readonly runId: string;
  /** What each member held before the run, as a hash, by its path relative to the base. */
  readonly before: ReadonlyMap<string, string | null>;
  /** Puts back the members that were written; paths are relative to the base. */
  readonly changes: readonly FileChange[];
  /** The names that the killed run used for a member. */
  namesFor(path: string): TemporaryNames;
}

/**
 * The groups that killed runs tore, oldest run first; none where the journal cannot be read. With `staging` a
 * file and what is staged of it are a group, too.
 */
export function findTornGroups(
  base: string,
  fileSystem: FileSystem,
  staging?: Staging,
): readonly TornGroup[] {
  return orNone(() => {
    const ids = listRunIds(base, fileSystem);
    return ids.flatMap((id, index) =>
      orNone(() =>
        readState(base, id, fileSystem) === "unfinished"
          ? tornBy(readRun(base, id, fileSystem), ids.slice(index + 1), {
              base,
              fileSystem,
              staging,
            })
          : [],
      ),
    );
  });
}

interface Place {
  readonly base: string;
  readonly fileSystem: FileSystem;
  readonly staging: Staging | undefined;
}

function tornBy(
  run: RecordedRun,
  later: readonly string[],
  { base, fileSystem, staging }: Place,
): readonly TornGroup[] {
  const groups = groupsOf(run.manifest.files, staging !== undefined);
  if (groups.length === 0) {
    return [];
  }
  const manifest = { ...run.manifest, files: groups.flat() };
  const { changes, edited } = planUndo(base, { ...run, manifest }, false, fileSystem, staging);
  const written = new Map(changes.map((change) => [change.path, change]));
  const odd = new Set(edited.map(({ path }) => path));
  const indexes = new Map(run.manifest.files.map(({ path }, index) => [path, index]));
  const torn = groups.flatMap((members): TornGroup[] => {
    const back = members.flatMap(({ path }) => written.get(path) ?? []);
    const isTorn = isPartOf(back, members, staging !== undefined);
    return isTorn && !members.some(({ path }) => odd.has(path))
      ? [
          {
            runId: run.id,
            before: new Map(members.map(({ path, before }) => [path, before])),
            changes: back,
            namesFor: (path) => temporaryNames(run.id, indexes.get(path) as number),
          },
        ]
      : [];
  });
  return torn.length === 0 ? [] : untouchedBy(later, torn, base, fileSystem);
}

/** The groups without those that a later run was about: what they hold is its doing. */
function untouchedBy(
  later: readonly string[],
  torn: readonly TornGroup[],
  base: string,
  fileSystem: FileSystem,
): readonly TornGroup[] {
  const touched = new Set(
    later.flatMap((id) => readRun(base, id, fileSystem).manifest.files.map(({ path }) => path)),
  );
  return torn.filter(({ before }) => ![...before.keys()].some((path) => touched.has(path)));
}

function groupsOf(
  files: readonly JournalEntry[],
  withStaged: boolean,
): readonly (readonly JournalEntry[])[] {
  const together = files.filter(
    ({ group, staged }) => group !== undefined || (withStaged && staged !== undefined),
  );
  return [...groupBy(together, ({ group, path }) => group ?? path).values()];
}

/** Whether some, but not all of a group was written: its files, and what is staged of them. */
function isPartOf(
  back: readonly FileChange[],
  members: readonly JournalEntry[],
  withStaged: boolean,
): boolean {
  const files = back.filter(
    ({ oldHash, newBytes }) => oldHash !== (newBytes && hashOf(newBytes)),
  ).length;
  const staged = back.filter((change) => change.staged !== undefined).length;
  const parts = members.filter((member) => withStaged && member.staged !== undefined).length;
  return files + staged > 0 && files + staged < members.length + parts;
}

/** A journal that is damaged keeps nobody from working: undo says what is the matter with it. */
function orNone(find: () => readonly TornGroup[]): readonly TornGroup[] {
  try {
    return find();
  } catch (error) {
    if (error instanceof RunError) {
      return [];
    }
    throw error;
  }
}
