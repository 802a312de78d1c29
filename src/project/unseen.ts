// What lies below the folders of a run and is passed over all the same: other repositories, and files
// that are not in the working tree. Pure; the discovery finds it, commands and reports say it.

import { escapeControls } from "../text/escape.js";
import { countOf, someOf } from "../text/wording.js";
import type { OutsideFiles } from "./outside-files.js";

export interface Unseen {
  /** Folders with a repository of their own, checked out submodules included, sorted. */
  readonly repositories: readonly string[];
  /** Submodules that are not checked out, sorted. */
  readonly submodules: readonly string[];
  /** Tracked Valk files that a sparse checkout leaves out. */
  readonly outside: OutsideFiles;
  /** Whether files may be outside that nobody could name: git could not be asked. */
  readonly isUnknown: boolean;
}

/** What a decision on the framework calls the files that nobody could name. */
export const UNKNOWN_FILES = "files outside the sparse checkout";

/** A line for each kind; `looks` says whether files outside the checkout are read from git. */
export function describeUnseen(unseen: Unseen | undefined, looks: boolean): readonly string[] {
  return unseen === undefined
    ? []
    : [...describeRepositories(unseen), ...describeOutside(unseen, looks)];
}

function describeRepositories({ repositories, submodules }: Unseen): readonly string[] {
  const lines: string[] = [];
  if (repositories.length > 0) {
    const one = repositories.length === 1;
    const what = one
      ? "1 nested repository was"
      : `${repositories.length} nested repositories were`;
    lines.push(`${what} passed over: ${namesOf(repositories)} (run valk-codemod there)`);
  }
  if (submodules.length > 0) {
    const one = submodules.length === 1;
    const what = `${countOf(submodules.length, "submodule")} ${one ? "is" : "are"} not checked out`;
    lines.push(`${what} and ${one ? "was" : "were"} passed over: ${namesOf(submodules)}`);
  }
  return lines;
}

/** What a decision on the framework rests on, besides the files of the run. */
export function describeOutside({ outside, isUnknown }: Unseen, looks: boolean): readonly string[] {
  if (isUnknown) {
    return ["This is a sparse checkout, and git could not say which files lie outside it"];
  }
  const { length } = outside.paths;
  if (length === 0) {
    return [];
  }
  const one = length === 1;
  const what = `${countOf(length, "tracked Valk file")} ${one ? "lies" : "lie"} outside the sparse checkout`;
  if (!looks) {
    return [`${what} and ${one ? "was" : "were"} not looked at`];
  }
  const absent = outside.absent().length;
  const partly = absent === 0 ? "" : `, but of ${absent} this clone has no content`;
  return [`${what}: read from git${partly}, and left as ${one ? "it is" : "they are"}`];
}

function namesOf(paths: readonly string[]): string {
  return someOf(paths.map(escapeControls));
}

/** The same for programs; undefined where nothing was passed over. */
export function unseenAsJson(unseen: Unseen): object | undefined {
  const { repositories, submodules, outside, isUnknown } = unseen;
  const isNothing = repositories.length + submodules.length + outside.paths.length === 0;
  return isNothing && !isUnknown
    ? undefined
    : { repositories, submodules, outsideCheckout: outside.paths, isUnknown };
}
