// A large change in pieces, each of which leaves a repository that works: files that change only
// together stay together, and what stands in the framework module's place before and after them is a
// piece of its own. Pure; used for commits and for patches.

import { groupBy } from "../text/group-by.js";
import type { FrameworkDecision, InstalledModule } from "./framework.js";

/** What a piece is about: a file, a folder, or the owners of the code. */
export const UNITS = ["file", "folder", "owner"] as const;

export type Unit = (typeof UNITS)[number];

/** Of a change what pieces are made by. */
export interface Member {
  readonly path: string;
  /** The paths of all files that change together with it, itself included. */
  readonly group?: readonly string[];
}

export interface Piece<Change> {
  /** What its files have in common: their folder, their owners, or their paths. */
  readonly name: string;
  readonly changes: readonly Change[];
}

/** One module's text before and after a step of the way. */
export interface ModuleStep {
  readonly path: string;
  readonly oldText: string;
  readonly newText: string;
}

/**
 * The changes by what `nameOf` says of their paths, in the order of their first ones. A group whose
 * files have different names is a piece of its own, which has all of these names.
 */
export function gatherPieces<Change extends Member>(
  changes: readonly Change[],
  nameOf: (path: string) => string,
): readonly Piece<Change>[] {
  const planned = new Set(changes.map(({ path }) => path));
  const pieces = groupBy(changes, ({ path: own, group = [own] }) => {
    const members = group.filter((path) => planned.has(path));
    return [...new Set(members.map(nameOf))].sort().join(", ");
  });
  return [...pieces].map(([name, gathered]) => ({ name, changes: gathered }));
}

/** The folder of a path, with a `/` behind it; `./` for what lies at the root. */
export function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : "./";
}

/**
 * What becomes of the modules before other files change, and after all of them have: the one that
 * speaks both APIs stands meanwhile, so that the files work at any moment. Where nothing else
 * changes, one step does.
 */
export function moduleSteps(
  frameworks: readonly FrameworkDecision[],
  hasOthers: boolean,
): { readonly before: readonly ModuleStep[]; readonly after: readonly ModuleStep[] } {
  const installed = frameworks.filter(isInstalled);
  const step = (textsOf: (one: InstalledModule) => readonly [string, string]) =>
    installed.flatMap((one): readonly ModuleStep[] => {
      const [oldText, newText] = textsOf(one);
      return oldText === newText ? [] : [{ path: one.module.path, oldText, newText }];
    });
  return hasOthers
    ? {
        before: step(({ module, compatText }) => [module.text, compatText]),
        after: step(({ compatText, newText }) => [compatText, newText]),
      }
    : { before: step(({ module, newText }) => [module.text, newText]), after: [] };
}

/** Whether between the steps nothing would run both kinds of files: a module of the user's own. */
export function isIndivisible(frameworks: readonly FrameworkDecision[]): boolean {
  return frameworks.some((one) => isInstalled(one) && one.variant === "given");
}

/** Whether the run replaces the module. */
export function isInstalled(decision: FrameworkDecision): decision is InstalledModule {
  return decision.action === "installed";
}
