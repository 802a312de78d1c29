// What git's index holds that the working tree does not: submodules, and tracked files that a sparse
// checkout leaves out. Invariant: git is run at most once, and only when somebody asks. Used by the
// discovery, and by the question how a run can reach a path.

import { existsSync } from "node:fs";
import type { Place } from "./discovery-root.js";
import { identityOf, type KeptByFileStore } from "./file-identity.js";
import { createGitRunner, indexPath, type RunGit } from "./git-run.js";

export interface IndexEntries {
  /** Paths of submodules, relative to the root. */
  readonly submodules: ReadonlySet<string>;
  /** Object ids of files that a sparse checkout leaves out, by path relative to the root. */
  readonly outside: ReadonlyMap<string, string>;
}

/** Asks once and remembers the answer; undefined where git cannot answer. */
export type AskIndex = () => IndexEntries | undefined;

const NOTHING: IndexEntries = { submodules: new Set(), outside: new Map() };

/** What an index holds, as plain data. */
export interface KeptIndex {
  readonly submodules: readonly string[];
  readonly outside: readonly (readonly [path: string, id: string])[];
}

/** What git is run with, and what it said in earlier runs. */
export interface IndexSource {
  /** The environment, of which git is handed only what it needs; without it git is not asked. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Opens what is kept of the index of a root, if anything is. */
  readonly openIndex?: ((root: string) => KeptByFileStore<KeptIndex> | undefined) | undefined;
}

/** The index of the repository around the root; it is empty outside a repository. */
export function createIndexReader(place: Place, { env, openIndex }: IndexSource): AskIndex {
  if (env === undefined) {
    return () => NOTHING;
  }
  let answer: { readonly entries: IndexEntries | undefined } | undefined;
  return () => {
    const index = indexPath(place, env);
    // What depends on the answer depends on this file, which is looked at here for whoever wants to know.
    const hasIndex = index !== undefined && existsSync(index);
    answer ??= {
      entries: hasIndex
        ? readKept(index, openIndex?.(place.root), () => readIfPossible(place.root, env))
        : NOTHING,
    };
    return answer.entries;
  };
}

/** Takes what is kept of an index that is as it was, and else reads it and keeps that. */
function readKept(
  index: string,
  store: KeptByFileStore<KeptIndex> | undefined,
  read: () => IndexEntries | undefined,
): IndexEntries | undefined {
  const identity = store && identityOf(index);
  if (store === undefined || identity === undefined) {
    return read();
  }
  const kept = store.get(index, identity);
  if (kept !== undefined) {
    return { submodules: new Set(kept.submodules), outside: new Map(kept.outside) };
  }
  const entries = read();
  if (entries !== undefined) {
    store.set(index, identity, {
      submodules: [...entries.submodules],
      outside: [...entries.outside],
    });
    store.save();
  }
  return entries;
}

function readIfPossible(
  root: string,
  env: Readonly<Record<string, string | undefined>>,
): IndexEntries | undefined {
  try {
    return readIndex(createGitRunner(root, env));
  } catch {
    // Without a git, or where the index needs objects that a partial clone lacks.
    return undefined;
  }
}

/** A record of `ls-files -t -s` is `tag mode id stage<TAB>path`; the tag S means: left out. */
function readIndex(run: RunGit): IndexEntries {
  const submodules = new Set<string>();
  const outside = new Map<string, string>();
  for (const record of run("ls-files", "-t", "-s", "-z").split("\0")) {
    const isSubmodule = record.startsWith(SUBMODULE_MODE, 2);
    // Most records are neither, and an index can be long.
    if (isSubmodule || record.startsWith("S ")) {
      const [head = "", path = ""] = splitAtTab(record);
      if (isSubmodule) {
        submodules.add(path);
      } else {
        outside.set(path, head.split(" ")[2] as string);
      }
    }
  }
  return { submodules, outside };
}

const SUBMODULE_MODE = "160000 ";

function splitAtTab(record: string): readonly string[] {
  const at = record.indexOf("\t");
  return [record.slice(0, at), record.slice(at + 1)];
}
