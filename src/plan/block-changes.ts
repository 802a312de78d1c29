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
