// What a rule of the linter is: a kind of finding that is looked for in every global or in every file,
// one to a file in `rules/`. Called by `lint.ts`.

import type { Dialect } from "../dialect/dialect.js";
import type { Finding, FindingKind, RelatedPlace } from "../finding/finding.js";
import type { FileModel } from "../mutation/file-model.js";
import type { JudgedGlobal } from "../mutation/judge.js";
import type { Span } from "../syntax/span.js";

/** `example` has it when it is linted. */
export interface LintRule extends FindingKind {
  /** Linear in the number of places that mention the global. */
  readonly check: (global: JudgedGlobal, dialect: Dialect) => readonly Finding[];
}

/** What a rule about whole files is told. */
export interface LintedFile {
  readonly file: FileModel;
  readonly dialect: Dialect;
  /** Whether some file that is known binds the name as a global. */
  readonly isDefined: (name: string) => boolean;
  /** Whether there is such a file, by its path relative to the root. */
  readonly hasFile: (path: string) => boolean;
}

/** The same, looked for in every file that reads. */
export interface FileRule extends FindingKind {
  /** Linear in the number of places that mention a name. */
  readonly check: (linted: LintedFile) => readonly Finding[];
}

/** A place of a file with what it is to a finding. */
export function relatedPlace(file: FileModel, span: Span, message: string): RelatedPlace {
  const { line, column } = file.lines.position(span.start);
  return { path: file.path, line, column, message };
}
