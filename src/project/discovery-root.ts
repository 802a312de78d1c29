// Where a run takes place: the repository around a path, and the folder in it that Valk's load
// paths are relative to. Used by the discovery only.

import { existsSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { USUAL_MODULE } from "../framework/framework-api.js";
import { readText } from "./discovery-ignore.js";

/** The folder at the top of a repository that keeps what undo needs; no run looks into it. */
export const JOURNAL_FOLDER = ".valk-codemod";

export interface Place {
  /** Absolute. What `load` paths and all reported paths are relative to; never left. */
  readonly root: string;
  /** Absolute: the top of the git repository around the root, or the root itself. */
  readonly top: string;
  /** Absolute: where git keeps its own files; undefined outside a repository. */
  readonly gitFolder: string | undefined;
}

/**
 * The place that belongs to these paths, which are absolute and without links. The root is the
 * top of the repository around the first path, unless a project with a framework module of its
 * own lies in between and holds all paths; outside a repository it is `fallback` if that holds
 * the first path, else `folder`, which is the first path or the folder that it lies in.
 */
export function findPlace(folder: string, paths: readonly string[], fallback: string): Place {
  const chain = ancestors(folder);
  const top = chain.find((candidate) => existsSync(join(candidate, ".git")));
  const project = chain.find(
    (candidate) =>
      (top === undefined || isInside(candidate, top)) &&
      existsSync(join(candidate, USUAL_MODULE)) &&
      paths.every((path) => isInside(path, candidate)),
  );
  const root = project ?? top ?? (isInside(folder, fallback) ? fallback : folder);
  return placeAt(root, top);
}

/** The place with this root, which is absolute and without links. */
export function placeOfRoot(root: string): Place {
  return placeAt(
    root,
    ancestors(root).find((candidate) => existsSync(join(candidate, ".git"))),
  );
}

function placeAt(root: string, top: string | undefined): Place {
  return { root, top: top ?? root, gitFolder: top === undefined ? undefined : gitFolderOf(top) };
}

/** Whether the path is the folder or lies below it; both absolute and without links. */
export function isInside(path: string, folder: string): boolean {
  const prefix = folder.endsWith(sep) ? folder : folder + sep;
  return path === folder || path.startsWith(prefix);
}

/** The path relative to the folder, with `/` between folders; "" for the folder itself. */
export function posixRelative(folder: string, path: string): string {
  const found = relative(folder, path);
  return sep === "/" ? found : found.split(sep).join("/");
}

/** What makes a path relative to the root one that is relative to the top: "" or `folder/`. */
export function rootInRepository({ root, top }: Pick<Place, "root" | "top">): string {
  const below = posixRelative(top, root);
  return below === "" ? "" : `${below}/`;
}

function ancestors(folder: string): string[] {
  const chain = [folder];
  for (let at = dirname(folder); at !== chain.at(-1); at = dirname(at)) {
    chain.push(at);
  }
  return chain;
}

/** In a linked worktree `.git` is a file that names the real folder, which names the common one. */
function gitFolderOf(top: string): string {
  const folder = ownGitFolderOf(top);
  return resolve(folder, readText(join(folder, "commondir"))?.trim() ?? ".");
}

/** Where git keeps what belongs to this working tree alone. */
export function ownGitFolderOf(top: string): string {
  const entry = join(top, ".git");
  if (statSync(entry).isDirectory()) {
    return entry;
  }
  return resolve(top, /^gitdir: (.*)$/m.exec(readText(entry) ?? "")?.[1] ?? ".git");
}

/** Whether the working tree at this top may lack tracked files; the top is that of a place. */
export function hasSparseCheckout({ top, gitFolder }: Place): boolean {
  return gitFolder !== undefined && existsSync(join(ownGitFolderOf(top), "info/sparse-checkout"));
}
