// Keeps files that would change together as they are, where the plan finds that they must not. One rule
// for all reasons: what would change is blocked, what stays anyway stays.

import type { Finding } from "../finding/finding.js";
import { type PlannedFile, wholeFileFinding } from "../outcome/planned-file.js";

/** The files, with those that would change blocked for this reason. */
export function blockChanges(
  files: readonly PlannedFile[],
  reason: Finding,
): readonly PlannedFile[] {
  const blocked = wholeFileFinding(reason);
  return files.map((file) => {
    const { path, tests, findings } = file;
    return file.status === "changed"
      ? { status: "blocked", path, tests, findings: [blocked, ...findings] }
      : file;
  });
}
