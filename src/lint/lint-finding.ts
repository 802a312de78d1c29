// Findings of the linter: like those of the migration, but with severities of their own, a place
// that names its file, and further places that belong to it. The kinds live one to a file in
// `rules/`; reports read nothing but this shape.

import type { FindingKind } from "../finding/finding.js";
import type { FileModel } from "../mutation/file-model.js";
import type { JudgedGlobal } from "../mutation/judge.js";
import type { Span } from "../syntax/span.js";

/** From worst to mildest. */
export const LINT_SEVERITIES = ["error", "warning", "info"] as const;

export type LintSeverity = (typeof LINT_SEVERITIES)[number];

/** One kind of finding, as `explain CODE` shows it; `example` has it when it is linted. */
export type LintKind = Omit<FindingKind, "severity"> & { readonly severity: LintSeverity };

/** A kind that is looked for in every global. */
export interface LintRule extends LintKind {
  /** Linear in the number of places that mention the global. */
  readonly check: (global: JudgedGlobal) => readonly LintFinding[];
}

/** Another place that belongs to a finding, and what it is to it. */
export interface RelatedPlace {
  readonly path: string;
  /** 1-based; columns count UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface LintFinding {
  readonly code: string;
  readonly severity: LintSeverity;
  /** One line, specific to the place. */
  readonly message: string;
  readonly hint: string;
  readonly path: string;
  /** UTF-16 offsets into the file's source. */
  readonly span: Span;
  /** 1-based; columns count UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** The global that it speaks of; empty where it speaks of none. */
  readonly name: string;
  readonly related: readonly RelatedPlace[];
}

/** A finding of this kind at a place of the file. */
export function lintFinding(
  kind: LintKind,
  file: FileModel,
  span: Span,
  more: {
    readonly message?: string;
    readonly name?: string;
    readonly related?: readonly RelatedPlace[];
  } = {},
): LintFinding {
  const { line, column } = file.lines.position(span.start);
  return {
    code: kind.code,
    severity: kind.severity,
    message: more.message ?? kind.summary,
    hint: kind.hint,
    path: file.path,
    span,
    line,
    column,
    name: more.name ?? "",
    related: more.related ?? [],
  };
}

/** A place of a file with what it is to a finding. */
export function relatedPlace(file: FileModel, span: Span, message: string): RelatedPlace {
  const { line, column } = file.lines.position(span.start);
  return { path: file.path, line, column, message };
}
