// Which lines of the working tree changed since a branch left a commit: what a pull request is asked about.
// Compares bytes that git's records hold with those of the files, so that nothing that the repository's
// configuration names is run. Used by the reports that show findings in changed lines only.

import { diffArrays } from "diff";
import type { Discovery } from "../project/discovery.js";
import { createByteReader } from "../project/discovery-files.js";
import { blobIdOf } from "../project/git-history.js";
import { openBase } from "./changed-files.js";
import type { Io } from "./io.js";

/** A place that something is said of; without a line it is about the whole file. */
export interface LinePlace {
  /** Relative to the root. */
  readonly path: string;
  /** 1-based. */
  readonly line?: number;
  readonly end?: { readonly line: number };
}

/** Whether the place is in a line that changed, or in a file that is new. */
export type IsChanged = (place: LinePlace) => boolean;

/** The lines of one file, 1-based; `all` for one that the commit does not have. */
type ChangedLines = ReadonlySet<number> | "all";

export const CHANGED_LINES_FLAG = "--changed-lines";

/** Asks git once; files are compared when they are asked about. Throws UsageError without such a commit. */
export function readChangedLines(discovery: Discovery, ref: string, io: Io): IsChanged {
  const { history, base } = openBase(discovery, CHANGED_LINES_FLAG, ref, io);
  const ids = history.filesAt(base);
  const read = createByteReader(discovery.root);
  const known = new Map<string, ChangedLines>();
  const linesOf = (path: string): ChangedLines => {
    const id = ids.get(path);
    if (id === undefined) {
      return "all";
    }
    const bytes = read(path);
    const [old] = blobIdOf(bytes, id) === id ? [bytes] : history.read([id]);
    return changedLines(textOf(old as Uint8Array), textOf(bytes));
  };
  return ({ path, line, end }) => {
    const lines = known.get(path) ?? linesOf(path);
    known.set(path, lines);
    if (lines === "all" || line === undefined) {
      return true;
    }
    const last = Math.max(line, end?.line ?? line);
    let at = line;
    while (at < last && !lines.has(at)) {
      at++;
    }
    return lines.has(at);
  };
}

/** Beyond so many changed lines a text counts as new: finding the fewest takes time by their square. */
const MOST = 2_000;

/** The lines of the new text that the old one does not have there; line ends do not count. */
export function changedLines(oldText: string, newText: string): ChangedLines {
  const parts = diffArrays(linesIn(oldText), linesIn(newText), { maxEditLength: MOST });
  if (parts === undefined) {
    return "all";
  }
  const changed = new Set<number>();
  let line = 1;
  for (const { added, removed, count } of parts) {
    for (let at = 0; at < count && added; at++) {
      changed.add(line + at);
    }
    line += removed ? 0 : count;
  }
  return changed;
}

function linesIn(text: string): string[] {
  return text.split(/\r?\n/);
}

/** Bytes that are no UTF-8 are compared all the same. */
function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}
