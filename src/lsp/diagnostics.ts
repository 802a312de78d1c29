// Findings as an editor shows them.

import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  type Range,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Finding, type Level, levelOf, type RelatedPlace } from "../finding/finding.js";
import { oldTest } from "../outcome/check-kinds.js";
import type { Span } from "../syntax/span.js";

/** What diagnostics of ours are known by. */
export const SOURCE = "valk-codemod";

const SEVERITIES: Readonly<Record<Level, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** One finding of a document; `uriOf` answers how the editor knows a file of the project. */
export function diagnosticOf(
  { code, severity, message, hint, span, related = [] }: Finding,
  document: TextDocument,
  uriOf: (path: string) => string,
): Diagnostic {
  const places = related.map((place) => relatedOf(place, uriOf));
  return {
    range: rangeOf(span, document),
    // A file of old tests is no file of warnings.
    severity:
      code === oldTest.code ? DiagnosticSeverity.Information : SEVERITIES[levelOf(severity)],
    code,
    source: SOURCE,
    message: `${message}\nhint: ${hint}`,
    ...(places.length > 0 && { relatedInformation: places }),
  };
}

/** Where it stands; of a form of several lines, the first. */
export function rangeOf({ start, end }: Span, document: TextDocument): Range {
  const from = document.positionAt(start);
  const to = document.positionAt(end);
  if (from.line === to.line) {
    return { start: from, end: to };
  }
  const line = document.getText({ start: from, end: { line: from.line + 1, character: 0 } });
  const character = from.character + line.trimEnd().length;
  return { start: from, end: { line: from.line, character } };
}

function relatedOf(
  { path, line, column, message }: RelatedPlace,
  uriOf: (path: string) => string,
): DiagnosticRelatedInformation {
  const place = { line: line - 1, character: column - 1 };
  return { location: { uri: uriOf(path), range: { start: place, end: place } }, message };
}
