// Random texts with random valid edits, for round trips: short lines from a small alphabet, so
// that equal lines are common, with every kind of line end.

import { type Edit, validateEdits } from "../src/edit/edit.js";
import { fc } from "./properties.js";

const line = fc.constantFrom(
  "",
  "a",
  "b",
  "  a",
  "\ta",
  "é",
  "📦 b",
  "a ",
  "-a",
  "+b",
  "\\ no",
  "@@",
);
const lineEnd = fc.constantFrom("\n", "\n", "\r\n", "\r", "");

/** Text of up to a dozen lines, empty and unfinished ones included. */
const anyText: fc.Arbitrary<string> = fc
  .array(fc.tuple(line, lineEnd), { maxLength: 12 })
  .map((lines) => lines.flat().join(""));

export interface EditedText {
  readonly source: string;
  readonly edits: readonly Edit[];
}

/** A text and edits that hit it anywhere, line ends included. */
export const editedText: fc.Arbitrary<EditedText> = fc
  .tuple(anyText, fc.array(fc.tuple(fc.nat(60), fc.nat(8), anyText), { maxLength: 4 }))
  .map(([source, drafts]) => ({ source, edits: toEdits(source, drafts) }));

function toEdits(source: string, drafts: readonly [number, number, string][]): readonly Edit[] {
  const edits: Edit[] = [];
  let free = 0;
  for (const [offset, length, newText] of drafts.toSorted(([a], [b]) => a - b)) {
    const start = notInPair(source, Math.max(Math.min(offset, source.length), free));
    const end = Math.max(start, notInPair(source, Math.min(start + length, source.length)));
    if (edits.at(-1)?.span.end !== start || start === 0) {
      edits.push({ span: { start, end }, newText });
      free = end + 1;
    }
    if (free > source.length) {
      break;
    }
  }
  validateEdits(source.length, edits);
  return edits;
}

/** Half of an emoji cannot be written to a file. */
function notInPair(source: string, offset: number): number {
  const code = source.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset + 1 : offset;
}
