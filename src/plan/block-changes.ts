// Keeps files that would change together as they are, where the plan finds that they must not. One rule
// for all reasons: what would change is blocked, what stays anyway stays.

import type { Finding } from "../finding/finding.js";
import {
  type JudgedFile,
  locateFindings,
  type PlannedBlocked,
  type PlannedChange,
  wholeFileFinding,
} from "../outcome/planned-file.js";

/**
 * Why this change must not be made. `isSettled` answers whether the transform would leave a text of the same
 * file as it is, with all files changed; it is missing where a text of which only a part is changed does no
 * harm: in documentation, and where the change is about code of any kind.
 */
export type ObstacleTo = (
  change: PlannedChange,
  isSettled?: (text: string) => boolean,
) => Finding | undefined;

/** The file, left as it is for this reason, which is about a place in its text. */
export function blockChange(file: PlannedChange, reason: Finding): PlannedBlocked {
  const { path, tests, source, findings, blocks } = file;
  const located = [...locateFindings(source, [reason]), ...findings];
  return { status: "blocked", path, tests, findings: located, ...(blocks && { blocks }) };
}

/** The files, with those that would change blocked for this reason. */
export function blockChanges<F extends JudgedFile>(
  files: readonly F[],
  reason: Finding,
): readonly (F | PlannedBlocked)[] {
  const blocked = wholeFileFinding(reason);
  return files.map((file) => {
    const { path, tests, findings } = file;
    return file.status === "changed"
      ? { status: "blocked", path, tests, findings: [blocked, ...findings] }
      : file;
  });
}
