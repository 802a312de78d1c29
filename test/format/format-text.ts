// Formats a text as the tests look at it.

import { FEBRUARY_2026 } from "../../src/dialect/2026-02.js";
import { newTextOf } from "../../src/edit/rewrite.js";
import { formatText } from "../../src/format/format.js";
import { type FormatOptions, rulesFor } from "../../src/format/rules.js";

/** The text, formatted in the newest dialect. */
export function formatted(source: string, options: FormatOptions = {}): string {
  return newTextOf(formatText(source, rulesFor(source, FEBRUARY_2026, options)));
}

/** Lines as a text that ends in a line end. */
export const lines = (...texts: readonly string[]): string => `${texts.join("\n")}\n`;
