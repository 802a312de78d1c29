// Findings: what a migration, the linter or a check has to say about a place in a file, on one scale
// of severities. The kinds live one to a file beside what finds them; this file holds their shape and
// how a finding is made from a kind. Invariant: a finding says nothing that its reader has to look up.

import type { Position } from "../syntax/line-index.js";
import type { Span } from "../syntax/span.js";
import { compareStrings } from "../text/compare.js";
import type { Excerpt } from "./excerpt.js";

/**
 * What a finding means for its file, from worst to mildest: `refuse` leaves it byte for byte as it
 * is, `review` migrates it and asks for a look, `info` only reports.
 */
export const SEVERITIES = ["refuse", "review", "info"] as const;

/**
 * How grave a finding is: `refuse` leaves the file as it is, `review` asks a person to look, `info` tells.
 */
export type Severity = (typeof SEVERITIES)[number];

/** The same scale in the words of linters and of services that read reports. */
export const LEVELS = ["error", "warning", "info"] as const;

export type Level = (typeof LEVELS)[number];

/** The severity as linters call it. */
export function levelOf(severity: Severity): Level {
  return LEVELS[SEVERITIES.indexOf(severity)] as Level;
}

/** What a configuration may make of a kind of finding; `off` holds it back. */
export const CONFIGURED_SEVERITIES = ["review", "info", "off", "refuse"] as const;

/** What a configuration may make of a finding: another severity, or none at all. */
export type ConfiguredSeverity = (typeof CONFIGURED_SEVERITIES)[number];

/** One kind of finding, as `explain CODE` shows it. */
export interface FindingKind {
  /** Stable, kebab-case; what scripts and suppressions name. */
  readonly code: string;
  readonly severity: Severity;
  /** One line: what is the matter. */
  readonly summary: string;
  /** One line: the way out. */
  readonly hint: string;
  /** Paragraphs: why this is reported and what to do. */
  readonly explanation: string;
  /** A Valk file that has this finding when it is looked at; missing where no one file can. */
  readonly example?: string;
  /** The files that the example loads, by path. */
  readonly otherFiles?: Readonly<Record<string, string>>;
  /** What the example is migrated to, where it is not the builder. */
  readonly exampleTarget?: "list";
  /** The dialect that the example is written in, where that is not the default. */
  readonly exampleDialect?: string;
  /** What a configuration may make of it, where that is not what its severity says; see the policy. */
  readonly settable?: readonly ConfiguredSeverity[];
  /** Why no comment accepts it; missing where comments do. */
  readonly unacceptable?: string;
  /** Whether only some runs look for it, so that a comment which names it may be needed by others. */
  readonly dependsOnRun?: true;
}

/** One finding at one place. `span` counts UTF-16 offsets into the file's source. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  /** One line, specific to the place. */
  readonly message: string;
  readonly hint: string;
  readonly span: Span;
  /** The global that it speaks of. */
  readonly name?: string;
  readonly related?: readonly RelatedPlace[];
}

/** Another place that belongs to a finding, and what it is to it. */
export interface RelatedPlace {
  readonly path: string;
  /** 1-based; columns count UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A finding with its place as people count; the column counts UTF-16 units from 1. */
export interface LocatedFinding extends Finding {
  readonly line: number;
  readonly column: number;
  /** Behind the last character; missing for a finding about the whole file. */
  readonly end?: Position;
  /** The line that it stands on, where that tells more than the message. */
  readonly excerpt?: Excerpt;
  /** Of a refusing finding: why a comment in the file accepts it. */
  readonly accepted?: string;
}

/** A finding that is no longer kept with its file. */
export interface FileFinding extends LocatedFinding {
  readonly path: string;
}

/** A finding of this kind; `message` says what the summary cannot: the names at this place. */
export function finding(
  kind: FindingKind,
  span: Span,
  message: string = kind.summary,
  more: Partial<Pick<Finding, "name" | "related" | "hint">> = {},
): Finding {
  const { code, severity, hint } = kind;
  return { code, severity, message, hint, span, ...more };
}

/** Kinds by code, in alphabetical order. */
export function byCode<K extends FindingKind>(...kinds: readonly K[]): ReadonlyMap<string, K> {
  return new Map(
    kinds.toSorted((a, b) => compareStrings(a.code, b.code)).map((kind) => [kind.code, kind]),
  );
}

/** Whether any of the findings leaves the file as it is. */
export function isRefused(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === "refuse");
}
