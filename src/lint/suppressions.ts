// Applies suppression comments to the linter's findings. A reason is required, and comments that
// suppress nothing are reported, so that exceptions stay few and explained. Comments that name a
// code of the migration are left to the migration.

import { findingKinds } from "../../transforms/define-to-suite/findings/registry.js";
import { excuse, readSuppressions } from "../finding/suppressions.js";
import type { FileModel } from "../mutation/file-model.js";
import { type LintFinding, lintFinding } from "./lint-finding.js";
import { unreasonedSuppression, unusedSuppression } from "./rules/suppression-kinds.js";

/** What is left of a file's findings, and what is wrong with its suppression comments. */
export function applySuppressions(
  file: FileModel,
  findings: readonly LintFinding[],
): { readonly findings: readonly LintFinding[]; readonly suppressed: readonly LintFinding[] } {
  const suppressions = readSuppressions(file.source, file.lines).filter(
    ({ code }) => !findingKinds.has(code),
  );
  const { verdicts, unreasoned, unused } = excuse(suppressions, findings);
  const wrong = [
    ...unreasoned.map(({ span }) => lintFinding(unreasonedSuppression, file, span)),
    ...unused.map(({ span, code }) =>
      lintFinding(unusedSuppression, file, span, {
        message: `nothing here is reported as ${code}`,
      }),
    ),
  ];
  const kept = verdicts.filter(({ by }) => by === undefined);
  return {
    findings: [...kept.map(({ finding }) => finding), ...wrong],
    suppressed: verdicts.filter(({ by }) => by !== undefined).map(({ finding }) => finding),
  };
}
