// Narrows a run to files that changed: on a branch, or since the last commit. Pure but for the bytes that it
// asks for.

/** A file as discovery lists it. */
interface ListedFile {
  readonly path: string;
  readonly selected: boolean;
}

/** Object ids by path. */
type Ids = ReadonlyMap<string, string>;

/** What counts as changed. */
export type ChangedSince =
  /** Whatever is not as in that commit. */
  | { readonly kind: "commit"; readonly ids: Ids }
  /** Whatever is not as in the last commit, in the working tree or in the index. */
  | { readonly kind: "uncommitted"; readonly head: Ids; readonly index: Ids };

export interface WorkingTree {
  /** Whether the file holds the object; false where it cannot be read. */
  readonly holds: (path: string, id: string) => boolean;
}

/** The files with only changed ones selected. */
export function selectChanged<F extends ListedFile>(
  files: readonly F[],
  since: ChangedSince,
  tree: WorkingTree,
): readonly F[] {
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
