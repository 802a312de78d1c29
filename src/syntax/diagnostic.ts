// Parse errors. A diagnostic says where the reference reader would stop and why;
// the tree itself is complete all the same (valk-language.md, "Lexical grammar").

import type { Dialect } from "../dialect/dialect.js";
import type { Span } from "./span.js";

/** The stable codes of what keeps a text from being read. */
export type DiagnosticCode =
  | "read-unexpected-character"
  | "read-nul-byte"
  | "read-unterminated-string"
  | "read-invalid-escape"
  | "read-number-out-of-range"
  | "read-unclosed-bracket"
  | "read-stray-closer"
  | "read-blank-brackets"
  | "read-missing-datum";

/** One parse error: a stable code, one line of text, and the span it speaks of. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly span: Span;
  /** A character that some dialects have in their symbols: no error for those. */
  readonly character?: string;
}

/** Those that are errors where a text is read as this dialect. */
export function errorsFor(
  { symbolCharacters }: Dialect,
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  const isError = ({ character }: Diagnostic): boolean =>
    character === undefined || !symbolCharacters.includes(character);
  return diagnostics.every(isError) ? diagnostics : diagnostics.filter(isError);
}
