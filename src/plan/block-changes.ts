// Keeps files that would change together as they are, where the plan finds that they must not. One rule
// for all reasons: what would change is blocked, what stays anyway stays.

import type { Finding } from "../finding/finding.js";
import { type JudgedFile, type PlannedBlocked, wholeFileFinding } from "../outcome/planned-file.js";

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
