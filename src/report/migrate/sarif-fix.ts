// The edits of a file as a fix in SARIF: what a viewer needs to make the change itself. Invariant:
// making the replacements gives the new text. Columns leave out a byte order mark, as SARIF asks.

import type { ArtifactLocation, Fix, Region, Replacement } from "sarif";
import type { Edit } from "../../edit/edit.js";
import type { PlannedChange } from "../../outcome/planned-file.js";
import { LineIndex } from "../../syntax/line-index.js";

const BYTE_ORDER_MARK = "\ufeff";

/** All edits of the file, which belong together, as one fix. */
export function sarifFix({ source, edits }: PlannedChange, location: ArtifactLocation): Fix {
  const regionOf = createRegions(source);
  const replacements = edits.map(
    (edit): Replacement => ({
      deletedRegion: regionOf(edit),
      insertedContent: { text: insertedText(edit) },
    }),
  );
  return {
    description: { text: "what migrate --write makes of the file" },
    artifactChanges: [{ artifactLocation: location, replacements }],
  };
}

function createRegions(source: string): (edit: Edit) => Region {
  const lines = new LineIndex(source);
  const mark = source.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
  const columnAt = (line: number, column: number): number =>
    line === 1 ? Math.max(1, column - mark) : column;
  return ({ span }) => {
    const start = lines.position(span.start);
    const end = lines.position(span.end);
    return {
      startLine: start.line,
      startColumn: columnAt(start.line, start.column),
      endLine: end.line,
      endColumn: columnAt(end.line, end.column),
    };
  };
}

/** A mark at the start of the file is no part of its text to SARIF, so it is not inserted again. */
function insertedText({ span, newText }: Edit): string {
  return span.start === 0 && newText.startsWith(BYTE_ORDER_MARK) ? newText.slice(1) : newText;
}
