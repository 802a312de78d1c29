// What a repository decides about findings: the severities of its configuration and the comments
// that suppress a finding in its file. Pure; the plan sends every file through this. Invariants: no
// finding is lost, what is held back is counted; what refuses a file goes on refusing it.

import { findingKinds } from "../../transforms/define-to-suite/findings/registry.js";
import {
  suppressionNoReason,
  suppressionUnknown,
  suppressionUnused,
} from "../../transforms/define-to-suite/findings/suppression-kinds.js";
import type { FindingKind, Severity } from "../finding/finding.js";
import { finding, isRefused } from "../finding/finding.js";
import { excuse, mentionsSuppression, readSuppressions } from "../finding/suppressions.js";
import { lintKinds } from "../lint/rules/registry.js";
import {
  type JudgedFile,
  type LocatedFinding,
  locateFindings,
  type PlannedBlocked,
} from "../outcome/planned-file.js";
import { frameworkUnreadable, runFindingKinds } from "../outcome/run-findings.js";
import { LineIndex } from "../syntax/line-index.js";
import { closestTo } from "../text/closest.js";

/** What a configuration may make of a kind of finding; `off` holds it back. */
export const CONFIGURED_SEVERITIES = ["review", "info", "off", "refuse"] as const;

export type ConfiguredSeverity = (typeof CONFIGURED_SEVERITIES)[number];

/** By code. */
export type Severities = Readonly<Record<string, ConfiguredSeverity>>;

/** Every kind of finding that a migration of tests can have, by code. */
export const configurableKinds: ReadonlyMap<string, FindingKind> = new Map([
  ...findingKinds,
  ...runFindingKinds,
]);

/** These concern the module, which is replaced together with the files that use it. */
const NEVER_REFUSING: ReadonlySet<FindingKind> = new Set([frameworkUnreadable]);

/** What a configuration may make of this kind; a refusal is never lowered. */
export function severitiesFor(kind: FindingKind): readonly ConfiguredSeverity[] {
  if (kind.severity === "refuse") {
    return ["refuse"];
  }
  return NEVER_REFUSING.has(kind) ? ["review", "info", "off"] : CONFIGURED_SEVERITIES;
}

/**
 * The file as the repository wants it seen. `source` is its text, where it could be read; comments
 * in it hold back findings that do not refuse, and mark those that do as accepted. A file with a
 * finding that was raised to refuse is blocked.
 */
export function applyPolicy<F extends JudgedFile>(
  file: F,
  source: string | undefined,
  severities: Severities,
): F | PlannedBlocked {
  const isPlain = file.findings.length === 0 && !(source && mentionsSuppression(source));
  if (isPlain || file.status === "failed") {
    return file;
  }
  const raised = file.findings.map((found) => withSeverity(found, severities));
  const { kept, excused, remarks } = applySuppressions(raised, source);
  const all = [...kept, ...remarks.map((found) => withSeverity(found, severities))];
  const shown = all.filter(isShown).map(({ configured: _, ...found }) => found);
  const heldBack = all.length - shown.length + excused;
  const settled = { ...file, findings: shown.toSorted(byPlace) };
  const counted = heldBack > 0 ? { ...settled, suppressed: heldBack } : settled;
  return isRefused(shown) ? blocked(counted) : counted;
}

type Configured = LocatedFinding & { readonly configured?: ConfiguredSeverity };

function withSeverity(found: LocatedFinding, severities: Severities): Configured {
  const configured = Object.hasOwn(severities, found.code) ? severities[found.code] : undefined;
  if (configured === undefined || found.severity === "refuse") {
    return found;
  }
  const severity: Severity = configured === "off" ? "info" : configured;
  return { ...found, severity, configured };
}

function isShown({ configured }: Configured): boolean {
  return configured !== "off";
}

function byPlace(a: LocatedFinding, b: LocatedFinding): number {
  return a.span.start - b.span.start || a.span.end - b.span.end;
}

function blocked(file: JudgedFile): PlannedBlocked {
  const { path, findings, tests, suppressed } = file;
  const settled = { status: "blocked" as const, path, findings, tests };
  return suppressed === undefined ? settled : { ...settled, suppressed };
}

interface Settled {
  readonly kept: readonly Configured[];
  /** How many findings comments hold back. */
  readonly excused: number;
  /** What is wrong with the comments. */
  readonly remarks: readonly LocatedFinding[];
}

function applySuppressions(findings: readonly Configured[], source: string | undefined): Settled {
  if (source === undefined || !mentionsSuppression(source)) {
    return { kept: findings, excused: 0, remarks: [] };
  }
  // The linter's own comments are the linter's to judge.
  const suppressions = readSuppressions(source, new LineIndex(source)).filter(
    ({ code }) => !lintKinds.has(code),
  );
  const { verdicts, unreasoned, unused } = excuse(suppressions, findings);
  const kept = verdicts.flatMap(({ finding: found, by }) => {
    if (by === undefined) {
      return [found];
    }
    return found.severity === "refuse" ? [{ ...found, accepted: by.reason }] : [];
  });
  const remarks = [
    ...unreasoned.map(({ span }) => finding(suppressionNoReason, span)),
    ...unused.map(({ span, code }) =>
      configurableKinds.has(code)
        ? finding(suppressionUnused, span, `nothing here is reported as ${code}`)
        : finding(suppressionUnknown, span, describeUnknown(code)),
    ),
  ];
  return { kept, excused: findings.length - kept.length, remarks: locateFindings(source, remarks) };
}

function describeUnknown(code: string): string {
  const close = closestTo(code, [...configurableKinds.keys()]);
  const meant = close.length > 0 ? `: did you mean ${close.join(", ")}?` : "";
  return `there is no finding ${code}${meant}`;
}
