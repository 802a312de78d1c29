// The repository as the next commit will have it, for every command with `--staged`. Every file holds what the
// index holds, whatever the working tree does; what git does not know is not there. Invariant: what is staged
// in parts is judged by the part that is staged.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { gitFailed, messageOf, RunError } from "../outcome/problems.js";
import type { BesideText } from "../plan/plan-input.js";
import { type DiscoveryOptions, isMarkdownPath } from "../project/discovery.js";
import { createByteReader } from "../project/discovery-files.js";
import { createScope } from "../project/discovery-scope.js";
import { identityOf, type KeptByFile } from "../project/file-identity.js";
import { blobIdOf, readBlobs } from "../project/git-history.js";
import type { RunGit } from "../project/git-run.js";
import { type OutsideFiles, withContents } from "../project/outside-files.js";
import { isValkPath } from "../project/valk-path.js";
import { byPath } from "../text/compare.js";
import { createGit } from "../write/guard-git.js";
import { readEntries, type StagedEntry } from "../write/staging.js";
import type { FolderDiscovery } from "./discover-files.js";
import { openGit } from "./git-request.js";
import type { Io } from "./io.js";
import { openKeptByFile } from "./kept-by-file.js";

/** A discovery, and which paths of a baseline are no longer there. */
export interface StagedDiscovery extends FolderDiscovery {
  /** Missing where the working tree says. */
  readonly isGone?: (path: string) => boolean;
  /** Missing where the run is not about what is staged. */
  readonly staged?: StagedView;
}

/** What is staged, and how the working tree differs from it; paths are relative to the root. */
export interface StagedView {
  /** The regular files of the index, conflicts aside. */
  readonly entries: ReadonlyMap<string, StagedEntry>;
  /** Files with unresolved conflicts. */
  readonly conflicted: ReadonlySet<string>;
  /** Files whose bytes in the working tree are not the ones that are staged. */
  readonly differing: ReadonlyMap<string, Differing>;
  /** Valk files of the working tree that are not as they are staged, those among them that git does not know. */
  beside(): readonly BesideText[];
  /** Files that a walk has found, as the index has them: without what git does not know, with what is gone. */
  known(paths: readonly string[]): readonly string[];
}

/** Both texts of a file; undefined what cannot be read. */
interface Differing {
  readonly working: Uint8Array | undefined;
  readonly staged: Uint8Array | undefined;
}

/** Whether a path of a baseline is no longer there: what nobody could look at is not taken for gone. */
export function goneFrom({ root, unseen, isGone }: StagedDiscovery): (path: string) => boolean {
  return (
    isGone ??
    ((path) => !existsSync(join(root, path)) && !unseen.outside.has(path) && !unseen.isUnknown)
  );
}

export interface StagedOptions extends DiscoveryOptions {
  /** Whether nothing is written or put on record, so that what is kept of files counts. */
  readonly onlyLooks?: boolean;
}

/** Selects what is staged. Throws UsageError outside a repository, RunError where git complains. */
export function asStaged(
  discovery: FolderDiscovery,
  options: StagedOptions,
  io: Io,
): StagedDiscovery {
  const run = openGit(discovery, "--staged", io);
  try {
    const git = createGit(discovery.root, io.env);
    const index = readEntries(run);
    const untracked = new Set(run("ls-files", "-o", "--exclude-standard", "-z").split("\0"));
    const head = git.committed();
    const isStaged = (path: string): boolean => head.get(path) !== index.get(path)?.id;
    const entries = new Map(
      [...index].filter(([path, { mode }]) => isListed(path) && !isLink(mode)),
    );
    const ids = options.onlyLooks
      ? openKeptByFile<string>("blobs", [discovery.root], io)
      : undefined;
    const differing = findDiffering(discovery.root, entries, run, ids);
    ids?.save();
    const contents = new Map(
      [...differing].flatMap(([path, { staged }]) =>
        staged === undefined ? [] : [[path, staged] as const],
      ),
    );
    const hidden = new Set([...untracked, ...differing.keys()]);
    const isInScope = createScope(options, discovery);
    const listed = new Map(discovery.files.map((file) => [file.path, file]));
    const files = [...entries.keys()].flatMap((path) => {
      const file = listed.get(path);
      if (file !== undefined) {
        return [{ ...file, selected: file.selected && isStaged(path) }];
      }
      return contents.has(path) && isInScope(path) ? [{ path, selected: isStaged(path) }] : [];
    });
    const gone = [...differing.keys()].filter((path) => !existsSync(join(discovery.root, path)));
    const { unseen, documents } = discovery;
    return {
      ...discovery,
      files: files.filter(({ selected }) => selected || options.wholeRoot === true).sort(byPath),
      documents: documents.filter(({ path }) => entries.has(path) && isStaged(path)),
      unseen: { ...unseen, outside: withContents(without(unseen.outside, hidden), contents) },
      isGone: (path) => !index.has(path),
      staged: {
        entries,
        conflicted: git.conflicted(),
        differing,
        beside: () => readBeside(discovery, untracked, differing),
        known: (found) => [
          ...new Set([...found.filter((path) => !untracked.has(path)), ...gone.filter(isValkPath)]),
        ],
      },
    };
  } catch (error) {
    throw new RunError(gitFailed, messageOf(error), "look at the message, or leave out --staged");
  }
}

/** Those that are not UTF-8 are read as far as they can be. */
function readBeside(
  { root, files }: FolderDiscovery,
  untracked: ReadonlySet<string>,
  differing: StagedView["differing"],
): readonly BesideText[] {
  const read = createByteReader(root);
  const unknown = files
    .filter(({ path }) => untracked.has(path))
    .map(({ path }) => ({ path, bytes: readIfPossible(path, read) }));
  const edited = [...differing].map(([path, { working }]) => ({ path, bytes: working }));
  return [...unknown, ...edited].flatMap(({ path, bytes }) =>
    isValkPath(path) && bytes !== undefined ? [{ path, text: Buffer.from(bytes).toString() }] : [],
  );
}

/** Whether a run may be about the file: others are not read. */
function isListed(path: string): boolean {
  return isValkPath(path) || isMarkdownPath(path);
}

/** Whether the object is a path, or a commit of a submodule, and no text. */
function isLink(mode: string): boolean {
  return !mode.startsWith("100");
}

function findDiffering(
  root: string,
  entries: ReadonlyMap<string, StagedEntry>,
  run: RunGit,
  ids: KeptByFile<string> | undefined,
): ReadonlyMap<string, Differing> {
  const read = createByteReader(root);
  const found = [...entries].flatMap(([path, { id }]) => {
    const identity = ids && identityOf(join(root, path));
    if (identity !== undefined && ids?.get(path, identity) === id) {
      return [];
    }
    const working = readIfPossible(path, read);
    const own = working && blobIdOf(working, id);
    if (identity !== undefined && own !== undefined) {
      ids?.set(path, identity, own);
    }
    return own === id ? [] : [{ path, id, working }];
  });
  const texts = readBlobs(
    run,
    found.map(({ id }) => id),
  );
  return new Map(
    found.map(({ path, working }, at) => [path, { working, staged: texts[at] }] as const),
  );
}

function readIfPossible(path: string, read: (path: string) => Uint8Array): Uint8Array | undefined {
  try {
    return read(path);
  } catch {
    return undefined;
  }
}

/** The same, but that these files are not there, whether they are or not. */
function without(outside: OutsideFiles, hidden: ReadonlySet<string>): OutsideFiles {
  return {
    ...outside,
    has: (path) => hidden.has(path) || outside.has(path),
    read(path) {
      if (hidden.has(path)) {
        throw new Error("git has no text of it that is staged");
      }
      return outside.read(path);
    },
  };
}
