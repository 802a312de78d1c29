// A text that is code only in parts, such as a page with code blocks, made one that can be parsed.
// Invariant: every offset and every line stays.

import type { Span } from "../syntax/span.js";

/** The source with blanks in place of all that is no code, so that every offset stays. */
export function withoutProse(source: string, code: readonly Span[]): string {
  let text = "";
  for (const { start, end } of code) {
    text += blanked(source.slice(text.length, start)) + source.slice(start, end);
  }
  return text + blanked(source.slice(text.length));
}

function blanked(text: string): string {
  return text.replaceAll(/[^\r\n]/g, " ");
}
