// What a repository decides about the findings of a planned file: the pass over findings, and what it
// means for the file. Pure; the plan sends every file through this. Invariant: what refuses a file goes
// on refusing it.

import { isRefused, type LocatedFinding } from "../finding/finding.js";
import { type PolicyScope, type Severities, settleFindings } from "../finding/policy.js";
import { mentionsSuppression } from "../finding/suppressions.js";
import type { JudgedFile, PlannedBlocked } from "../outcome/planned-file.js";
import { withParts } from "../text/once.js";

/**
 * The file as the repository wants it seen. `source` is its text, where it could be read; comments
 * in it hold back findings that do not refuse, and mark those that do as accepted. A file with a
 * finding that was raised to refuse is blocked. `elsewhere` as in the pass over findings.
 */
export function applyPolicy<F extends JudgedFile>(
  file: F,
  source: string | undefined,
  severities: Severities,
  scope: PolicyScope,
  elsewhere?: () => readonly LocatedFinding[],
): F | PlannedBlocked {
  const isPlain = file.findings.length === 0 && !(source && mentionsSuppression(source));
  if (isPlain || file.status === "failed") {
    return file;
  }
  const { findings, suppressed } = settleFindings(
    file.findings,
    source,
    severities,
    scope,
    elsewhere,
  );
  const settled = withParts(file, { findings });
  const counted =
    suppressed.length > 0 ? withParts(settled, { suppressed: suppressed.length }) : settled;
  return isRefused(findings) ? blocked(counted) : counted;
}

function blocked({ path, findings, tests, suppressed }: JudgedFile): PlannedBlocked {
  const settled = { status: "blocked" as const, path, findings, tests };
  return suppressed === undefined ? settled : { ...settled, suppressed };
}
