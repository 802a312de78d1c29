// Who owns which file, as a CODEOWNERS file in GitHub's notation says: patterns like those of
// .gitignore, owners behind them, and the last line that matches counts. Used to split a change.

import { createMatcher, readText } from "./discovery-ignore.js";

/** Where the file may lie, in the order in which it is looked for. */
export const OWNER_FILES = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"] as const;

/** The owners of a file, by its path relative to the top: `@a @b`, or `nobody`. */
export type OwnersOf = (path: string) => string;

export const NOBODY = "nobody";

/** A line that says nothing, and why. */
export class OwnersError extends Error {
  override readonly name = "OwnersError";

  constructor(
    readonly file: string,
    readonly line: number,
    readonly why: string,
  ) {
    super(`${file}:${line}:1: ${why}`);
  }
}

interface Rule {
  readonly matches: (path: string) => boolean;
  readonly owners: string;
}

/** The owners as the file of the repository at `top` has them; undefined where it has none. Throws OwnersError. */
export function readOwners(top: string): OwnersOf | undefined {
  for (const file of OWNER_FILES) {
    const text = readText(`${top}/${file}`);
    if (text !== undefined) {
      return parseOwners(text, file);
    }
  }
  return undefined;
}

/** The owners as a text says; `file` is named in errors. Throws OwnersError for what GitHub would not read. */
export function parseOwners(text: string, file: string): OwnersOf {
  const rules = text.split(/\r?\n/).flatMap((line, at): readonly Rule[] => {
    const rule = readRule(line, file, at + 1);
    return rule === undefined ? [] : [rule];
  });
  return (path) => rules.findLast(({ matches }) => matches(path))?.owners || NOBODY;
}

function readRule(line: string, file: string, number: number): Rule | undefined {
  const [pattern, ...owners] = line
    .replace(/(?<=^|\s)#.*/, "")
    .trim()
    .split(/(?<!\\)\s+/);
  if (pattern === undefined || pattern === "") {
    return undefined;
  }
  if (/^(?:!|\^?\[)/.test(pattern)) {
    const what = pattern.startsWith("!") ? "a pattern that begins with !" : "a section";
    throw new OwnersError(file, number, `${what} has no meaning in GitHub's notation`);
  }
  return { matches: matcherOf(pattern), owners: [...new Set(owners)].sort().join(" ") };
}

/** As .gitignore has it, but that `docs/*` is about the files of the folder alone. */
function matcherOf(pattern: string): Rule["matches"] {
  const matcher = createMatcher([pattern]);
  const isFlat = /[^*]\/\*$/.test(pattern);
  return (path) => {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    return matcher.ignores(path) && !(isFlat && folder !== "" && matcher.ignores(folder));
  };
}
