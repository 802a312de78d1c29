// Git's ignore rules: files closer to a path win over those above them, and within one file the
// last matching line wins. Invariant: whoever asks about a path has already been told that the
// folders around it are not ignored, as a walk from the top does. Used by the discovery only.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import ignore, { type Ignore } from "ignore";

/** The rules of one folder, in front of those of the folders above it. */
export interface IgnoreRules {
  /** The folder, relative to the top, with a `/` behind it; "" for the top itself. */
  readonly base: string;
  readonly patterns: readonly string[];
  readonly matcher: Ignore;
  readonly above: IgnoreRules | undefined;
}

/** `taken-back` where a rule keeps what another rule might leave out. */
export type IgnoreVerdict = "ignored" | "taken-back" | "not-mentioned";

/** A matcher of gitignore-style patterns; a rule's mark is its index. */
export function createMatcher(patterns: readonly string[]): Ignore {
  const marked = patterns.map((pattern, index) => ({ pattern, mark: `${index}` }));
  // The library takes lists of texts or single objects.
  return marked.reduce((matcher, one) => matcher.add(one), ignore({ ignorecase: false }));
}

/** What the rules say; `path` is relative to the top, that of a folder ends in `/`. */
export function judge(rules: IgnoreRules | undefined, path: string): IgnoreVerdict {
  for (let level = rules; level !== undefined; level = level.above) {
    const { ignored, unignored } = level.matcher.test(path.slice(level.base.length));
    if (ignored || unignored) {
      return ignored ? "ignored" : "taken-back";
    }
  }
  return "not-mentioned";
}

/**
 * The rules below a folder that was taken back: without those, of any level, that would leave the
 * folder out, since the matcher applies them to everything inside it.
 */
export function rulesBelow(
  rules: IgnoreRules | undefined,
  folder: string,
): IgnoreRules | undefined {
  if (rules === undefined) {
    return undefined;
  }
  const above = rulesBelow(rules.above, folder);
  const path = folder.slice(rules.base.length);
  let { patterns, matcher } = rules;
  for (let { rule } = matcher.test(path); rule !== undefined; rule = matcher.test(path).rule) {
    patterns = patterns.toSpliced(Number(rule.mark), 1);
    matcher = createMatcher(patterns);
  }
  return { base: rules.base, patterns, matcher, above };
}

/** The rules inside a folder: those of its `.gitignore`, if there is one, before `above`. */
export function rulesIn(
  top: string,
  base: string,
  above: IgnoreRules | undefined,
): IgnoreRules | undefined {
  return withPatterns(readText(join(top, base, ".gitignore")), base, above);
}

/** The rules of the repository that no `.gitignore` holds: `info/exclude` of its git folder. */
export function repositoryRules(gitFolder: string): IgnoreRules | undefined {
  return withPatterns(readText(join(gitFolder, "info/exclude")), "", undefined);
}

/** The rules that hold for a folder from above: those of the folders around it, but not its own. */
export function rulesAround(
  top: string,
  gitFolder: string | undefined,
  path: string,
): IgnoreRules | undefined {
  let rules = gitFolder === undefined ? undefined : repositoryRules(gitFolder);
  let base = "";
  for (const name of path === "" ? [] : path.split("/")) {
    rules = rulesIn(top, base, rules);
    base += `${name}/`;
  }
  return rules;
}

function withPatterns(
  text: string | undefined,
  base: string,
  above: IgnoreRules | undefined,
): IgnoreRules | undefined {
  // Most repositories have an exclude file that holds only comments.
  const patterns =
    text?.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#")) ?? [];
  return patterns.length > 0 ? { base, patterns, matcher: createMatcher(patterns), above } : above;
}

/** The text of a rules file; undefined where there is none that can be read. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
