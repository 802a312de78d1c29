// The flags for branches in flight, `--since`, `--staged` and `--changed`: asks git what they stand
// for, and narrows what was discovered to it.

import { gitFailed, messageOf, RunError } from "../outcome/problems.js";
import { type ChangedSince, selectChanged, type WorkingTree } from "../project/changed-files.js";
import type { Discovery } from "../project/discovery.js";
import { createByteReader } from "../project/discovery-files.js";
import type { Place } from "../project/discovery-root.js";
import type { GitHistory } from "../project/git-history.js";
import { createGit, type Git } from "../write/guard-git.js";
import type { FolderDiscovery } from "./discover-files.js";
import { openCommit, openGit, UNSHALLOW } from "./git-request.js";
import type { Io } from "./io.js";
import type { MigrateValues } from "./migrate-options.js";
import { asStaged, type StagedDiscovery, type StagedOptions } from "./staged-files.js";
import { UsageError } from "./usage-error.js";

/** Which changes a run is about. */
export type ChangeRequest =
  | { readonly kind: "since"; readonly ref: string }
  | { readonly kind: "staged" }
  | { readonly kind: "changed" };

/** The request, if there is one. Throws UsageError where there are several. */
export function readChangeRequest({
  since,
  staged,
  changed,
}: Pick<MigrateValues, ChangeRequest["kind"]>): ChangeRequest | undefined {
  const requests: readonly ChangeRequest[] = [
    ...(since === undefined ? [] : [{ kind: "since", ref: since } as const]),
    ...(staged ? [{ kind: "staged" } as const] : []),
    ...(changed ? [{ kind: "changed" } as const] : []),
  ];
  if (requests.length > 1) {
    const flags = requests.map(({ kind }) => `--${kind}`).join(" and ");
    throw new UsageError(`${flags} exclude each other`, "choose one of them");
  }
  return requests[0];
}

/** The discovery with only changed files selected; all of it where nothing was asked. */
export function narrowToChanges(
  discovery: FolderDiscovery,
  request: ChangeRequest | undefined,
  options: StagedOptions,
  io: Io,
): StagedDiscovery {
  if (request === undefined) {
    return discovery;
  }
  if (request.kind === "staged") {
    return asStaged(discovery, options, io);
  }
  const isAllListed = options.wholeRoot === true;
  const git = openGitFor(discovery, request, io);
  const since = ask(() => readChanges(discovery, request, git, io));
  const tree = workingTree(discovery, git);
  const files = ask(() => selectChanged(discovery.files, since, tree));
  const pages = ask(() => selectChanged(discovery.documents, since, tree));
  return {
    ...discovery,
    files: files.filter(({ selected }) => selected || isAllListed),
    documents: pages.filter(({ selected }) => selected),
  };
}

/** Throws UsageError outside a repository. */
function openGitFor(discovery: Discovery, { kind }: NarrowRequest, io: Io): Git {
  openGit(discovery, `--${kind}`, io);
  return createGit(discovery.root, io.env);
}

/** What git complains of becomes an error with a way out. */
function ask<T>(question: () => T): T {
  try {
    return question();
  } catch (error) {
    if (error instanceof Error && "hint" in error) {
      throw error;
    }
    throw new RunError(gitFailed, messageOf(error), "look at the message, or name files instead");
  }
}

/** A request about files as they stand in the working tree. */
type NarrowRequest = Exclude<ChangeRequest, { readonly kind: "staged" }>;

function readChanges(discovery: Discovery, request: NarrowRequest, git: Git, io: Io): ChangedSince {
  return request.kind === "since"
    ? { kind: "commit", ids: idsAtMergeBase(discovery, request.ref, io) }
    : { kind: "uncommitted", head: git.committed(), index: git.staged() };
}

function idsAtMergeBase(discovery: Discovery, ref: string, io: Io): ReadonlyMap<string, string> {
  const { history, base } = openBase(discovery, "--since", ref, io);
  return history.filesAt(base);
}

/** The commit at which the present branch left the other one. Throws UsageError where there is none. */
export function openBase(
  place: Place,
  flag: string,
  ref: string,
  io: Io,
): { readonly history: GitHistory; readonly base: string } {
  const { history, commit } = openCommit(place, flag, ref, io);
  const base = history.mergeBase(commit, "HEAD");
  if (base === undefined) {
    throw new UsageError(
      `${flag} ${ref}: it has no commit in common with the present branch`,
      history.isShallow() ? UNSHALLOW : "name the branch that this one was made from",
    );
  }
  return { history, base };
}

/** What the working tree has of a discovery, as git would store it. */
function workingTree({ root }: Discovery, { idOf, convertedLineEnds }: Git): WorkingTree {
  const read = createByteReader(root);
  let converted: ReadonlySet<string> | undefined;
  return {
    holds(path, id) {
      const bytes = readIfPossible(path, read);
      if (bytes === undefined || idOf(bytes, id) === id) {
        return bytes !== undefined;
      }
      if (idOf(withLineFeeds(bytes), id) !== id) {
        return false;
      }
      converted ??= convertedLineEnds();
      return converted.has(path);
    },
  };
}

function readIfPossible(path: string, read: (path: string) => Uint8Array): Uint8Array | undefined {
  try {
    return read(path);
  } catch {
    return undefined;
  }
}

/** As git stores a file whose line ends it converts. */
function withLineFeeds(bytes: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}
