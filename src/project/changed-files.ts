// Narrows a run to the files of a branch or of the next commit. Pure but for the bytes that it asks
// for. Invariant: a file of which the staged state was asked for, and whose working text is another,
// is refused, never passed over.

import { finding } from "../finding/finding.js";
import { NO_TESTS, type PlannedFile, wholeFileFinding } from "../outcome/planned-file.js";
import { stagedDiffers } from "../outcome/run-findings.js";

/** A file as discovery lists it. */
interface ListedFile {
  readonly path: string;
  readonly selected: boolean;
  readonly outcome?: PlannedFile;
}

/** Object ids by path. */
type Ids = ReadonlyMap<string, string>;

/** What counts as changed. */
export type ChangedSince =
  /** Whatever is not as in that commit. */
  | { readonly kind: "commit"; readonly ids: Ids }
  /** Whatever is not as in the last commit, in the working tree or in the index. */
  | { readonly kind: "uncommitted"; readonly head: Ids; readonly index: Ids }
  /** What the next commit changes. */
  | {
      readonly kind: "staged";
      readonly head: Ids;
      readonly index: Ids;
      /** Files with unresolved conflicts. */
      readonly conflicted: ReadonlySet<string>;
    };

export interface WorkingTree {
  /** Whether the file holds the object; false where it cannot be read. */
  readonly holds: (path: string, id: string) => boolean;
  /** Whether there is anything at the path. */
  readonly exists: (path: string) => boolean;
  /** Whether the run would be about the file if it were there. */
  readonly isInScope: (path: string) => boolean;
}

/**
 * The files with only changed ones selected. Files that are staged and gone from the working tree
 * are added, refused.
 */
export function selectChanged<F extends ListedFile>(
  files: readonly F[],
  since: ChangedSince,
  tree: WorkingTree,
): readonly (F | ListedFile)[] {
  if (since.kind === "staged") {
    return selectStaged(files, since, tree);
  }
  const isSame =
    since.kind === "commit"
      ? (path: string) => holdsIdOf(path, since.ids, tree)
      : (path: string) =>
          since.index.get(path) === since.head.get(path) && holdsIdOf(path, since.head, tree);
  return files.map((file) => ({ ...file, selected: file.selected && !isSame(file.path) }));
}

function holdsIdOf(path: string, ids: Ids, { holds }: WorkingTree): boolean {
  const id = ids.get(path);
  return id !== undefined && holds(path, id);
}

function selectStaged<F extends ListedFile>(
  files: readonly F[],
  { head, index, conflicted }: Extract<ChangedSince, { kind: "staged" }>,
  tree: WorkingTree,
): readonly (F | ListedFile)[] {
  const isStaged = (path: string): boolean =>
    conflicted.has(path) || (index.has(path) && index.get(path) !== head.get(path));
  const obstacleOf = (path: string): string | undefined => {
    if (conflicted.has(path)) {
      return "it has conflicts that are not resolved";
    }
    return holdsIdOf(path, index, tree) ? undefined : stagedDiffers.summary;
  };
  const listed = files.map((file) => {
    const { path, outcome } = file;
    const selected = file.selected && isStaged(path);
    const obstacle = selected && outcome === undefined ? obstacleOf(path) : undefined;
    return obstacle === undefined ? { ...file, selected } : refused(path, obstacle);
  });
  const known = new Set(files.map(({ path }) => path));
  const gone = [...index.keys(), ...conflicted]
    .filter((path) => !known.has(path) && isStaged(path))
    .filter((path) => tree.isInScope(path) && !tree.exists(path))
    .map((path) => refused(path, "it is staged, and gone from the working tree"));
  return [...listed, ...gone].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function refused(path: string, message: string): ListedFile {
  const findings = [wholeFileFinding(finding(stagedDiffers, { start: 0, end: 0 }, message))];
  return { path, selected: true, outcome: { status: "blocked", path, findings, tests: NO_TESTS } };
}
