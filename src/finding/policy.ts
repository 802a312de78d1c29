// What a repository decides about findings: the severities of its configuration, and the comments that
// suppress a finding in its file. The one pass for migration, linter and check. Pure. Invariants: no
// finding is lost, what is held back is handed back; a comment that does nothing is told of by whoever
// looks for its code, or by everybody where nobody does.

import { LineIndex } from "../syntax/line-index.js";
import { closestTo } from "../text/closest.js";
import {
  CONFIGURED_SEVERITIES,
  type ConfiguredSeverity,
  type FindingKind,
  finding,
  type LocatedFinding,
} from "./finding.js";
import {
  mentionsSuppression,
  readSuppressions,
  SUPPRESSION_MARK,
  SUPPRESSION_WORDS,
  type Suppression,
} from "./suppressions.js";

/** By code. */
export type Severities = Readonly<Record<string, ConfiguredSeverity>>;

type Kinds = ReadonlyMap<string, FindingKind>;

/** What findings a pass is about. */
export interface PolicyScope {
  /** The kinds that were looked for, so that a comment that names one and holds nothing back is unused. */
  readonly own: Kinds;
  /** All kinds there are; without them, comments with other codes are left to another pass. */
  readonly all?: Kinds | undefined;
  /** What comments are reported as that hold nothing back, lack a code or a reason, or never can. */
  readonly unused: FindingKind;
  readonly unreasoned: FindingKind;
  readonly unknown: FindingKind;
}

export interface Settled {
  /** By place: what is left, refusing ones that a comment accepts among them, and what is wrong with comments. */
  readonly findings: readonly LocatedFinding[];
  /** What comments and the configuration hold back. */
  readonly suppressed: readonly LocatedFinding[];
  /** Comments that hold nothing back, in order. */
  readonly unused: readonly Suppression[];
}

/** What a configuration may make of this kind: anything, but a refusal is lowered only where that is safe. */
export function severitiesFor(kind: FindingKind): readonly ConfiguredSeverity[] {
  return kind.settable ?? (kind.severity === "refuse" ? ["refuse"] : CONFIGURED_SEVERITIES);
}

/**
 * The findings of one file as the repository wants them seen; `source` is its text, where it is known.
 * `elsewhere` answers what the same text has under other options, for which comments may be there as
 * well; it is asked only where a comment holds nothing back.
 */
export function settleFindings(
  findings: readonly LocatedFinding[],
  source: string | undefined,
  severities: Severities,
  scope: PolicyScope,
  elsewhere: () => readonly LocatedFinding[] = () => [],
): Settled {
  const suppressions = source === undefined ? [] : readSuppressions(source);
  const valid = suppressions.filter((each) => isReasoned(each) && isAcceptable(each, scope));
  const used = new Set<Suppression>();
  const suppressed: LocatedFinding[] = [];
  const kept: LocatedFinding[] = [];
  const settle = (given: LocatedFinding, by: Suppression | undefined): void => {
    const configured = configuredFor(given, severities, scope);
    const found = configured && configured !== "off" ? { ...given, severity: configured } : given;
    if (by === undefined ? configured === "off" : found.severity !== "refuse") {
      suppressed.push(found);
    } else {
      kept.push(by === undefined ? found : { ...found, accepted: by.reason });
    }
  };
  for (const found of findings) {
    const by = valid.find((each) => speaksOf(each, found));
    if (by !== undefined) {
      used.add(by);
    }
    settle(found, by);
  }
  const idle = valid.filter(
    (each) => !used.has(each) && scope.own.get(each.code)?.dependsOnRun === undefined,
  );
  const others = idle.length === 0 ? [] : elsewhere();
  const unused = idle.filter((each) => !others.some((found) => speaksOf(each, found)));
  for (const remark of remarksOn(suppressions, unused, source ?? "", scope)) {
    settle(remark, undefined);
  }
  return { findings: kept.toSorted(byPlace), suppressed, unused };
}

function speaksOf({ code, line }: Suppression, found: LocatedFinding): boolean {
  return code === found.code && (line === undefined || line === found.line);
}

function byPlace(a: LocatedFinding, b: LocatedFinding): number {
  return a.span.start - b.span.start || a.span.end - b.span.end;
}

/** What the configuration makes of a finding; undefined where it says nothing that it may. */
function configuredFor(
  { code, severity }: LocatedFinding,
  severities: Severities,
  { own }: PolicyScope,
): ConfiguredSeverity | undefined {
  const configured = Object.hasOwn(severities, code) ? severities[code] : undefined;
  const kind = { severity, settable: own.get(code)?.settable } as FindingKind;
  return configured !== undefined && severitiesFor(kind).includes(configured)
    ? configured
    : undefined;
}

function isReasoned({ code, reason }: Suppression): boolean {
  return code !== "" && reason !== "";
}

function isAcceptable({ code, word }: Suppression, { own }: PolicyScope): boolean {
  return (
    own.get(code) !== undefined &&
    own.get(code)?.unacceptable === undefined &&
    SUPPRESSION_WORDS.includes(word)
  );
}

/** What is wrong with comments. */
function remarksOn(
  suppressions: readonly Suppression[],
  unused: readonly Suppression[],
  source: string,
  scope: PolicyScope,
): readonly LocatedFinding[] {
  if (!mentionsSuppression(source)) {
    return [];
  }
  const lines = new LineIndex(source);
  return suppressions.flatMap((each) => {
    const { span, code, word } = each;
    const remark = (kind: FindingKind, message?: string): readonly LocatedFinding[] => [
      {
        ...finding(kind, span, message),
        ...lines.position(span.start),
        end: lines.position(span.end),
      },
    ];
    if (unused.includes(each)) {
      return remark(scope.unused, `nothing here is reported as ${code}`);
    }
    const isMine =
      scope.own.has(code) ||
      scope.all?.has(code) === false ||
      (code === "" && scope.own.has(scope.unreasoned.code));
    if (isMine && !isReasoned(each) && SUPPRESSION_WORDS.includes(word)) {
      return remark(scope.unreasoned);
    }
    const why = whyWithoutEffect(each, scope);
    return why === undefined ? [] : remark(scope.unknown, why);
  });
}

/** Why a comment could never do anything; undefined for one that could, in this pass or another. */
function whyWithoutEffect({ word, code }: Suppression, { all }: PolicyScope): string | undefined {
  if (all === undefined) {
    return undefined;
  }
  if (!SUPPRESSION_WORDS.includes(word)) {
    const words = SUPPRESSION_WORDS.map((each) => `${SUPPRESSION_MARK}-${each}`).join(", ");
    const shown = word === "" ? SUPPRESSION_MARK : `${SUPPRESSION_MARK}-${word}`;
    return `there is no comment ${shown}, but ${words}`;
  }
  const kind = all.get(code);
  if (kind === undefined) {
    const close = closestTo(code, [...all.keys()]);
    const meant = close.length > 0 ? `: did you mean ${close.join(", ")}?` : "";
    return `there is no finding ${code}${meant}`;
  }
  return kind.unacceptable && `no comment accepts ${code}: ${kind.unacceptable}`;
}
