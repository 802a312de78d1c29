// What a rule of the linter is: a kind of finding that is looked for in every global, one to a file in
// `rules/`. Called for each global by `lint.ts`.

import type { Finding, FindingKind, RelatedPlace } from "../finding/finding.js";
import type { FileModel } from "../mutation/file-model.js";
import type { JudgedGlobal } from "../mutation/judge.js";
import type { Span } from "../syntax/span.js";

/** `example` has it when it is linted. */
export interface LintRule extends FindingKind {
  /** Linear in the number of places that mention the global. */
  readonly check: (global: JudgedGlobal) => readonly Finding[];
}

/** A place of a file with what it is to a finding. */
export function relatedPlace(file: FileModel, span: Span, message: string): RelatedPlace {
  const { line, column } = file.lines.position(span.start);
  return { path: file.path, line, column, message };
}
