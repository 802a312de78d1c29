// Findings: what a migration has to say about a place in a file. The kinds live one to a file
// in `findings/`; this file holds their shape and how a finding is made from a kind.

import type { Span } from "../syntax/span.js";

/**
 * What a finding means for its file: `refuse` leaves it byte for byte as it is, `review`
 * migrates it and asks for a look, `info` only reports.
 */
export type Severity = "refuse" | "review" | "info";

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
  /** A Valk file that has this finding when it is migrated. */
  readonly example: string;
  /** The files that the example loads, by path. */
  readonly otherFiles?: Readonly<Record<string, string>>;
  /** What the example is migrated to, where it is not the builder. */
  readonly exampleTarget?: "list";
}

/** One finding at one place. `span` counts UTF-16 offsets into the file's source. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  /** One line, specific to the place. */
  readonly message: string;
  readonly hint: string;
  readonly span: Span;
}

/** A finding of this kind; `message` says what the summary cannot: the names at this place. */
export function finding(kind: FindingKind, span: Span, message: string = kind.summary): Finding {
  return { code: kind.code, severity: kind.severity, message, hint: kind.hint, span };
}

/** Whether any of the findings leaves the file as it is. */
export function isRefused(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === "refuse");
}
