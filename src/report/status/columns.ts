// Text in columns: padding and cutting by what a terminal shows, where some characters take two
// columns and some none.

import stringWidth from "string-width";
import { wrap } from "../../text/wording.js";

/** The text with blanks behind it up to the width; longer text stays. */
export function padColumns(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - stringWidth(text)));
}

/** The text with blanks before it up to the width. */
export function padColumnsLeft(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - stringWidth(text))) + text;
}

const CUT = "...";
const segmenter = new Intl.Segmenter();

/** The end of the text that fits, behind three dots; all of it where it fits as a whole. */
export function keepEnd(text: string, width: number): string {
  if (stringWidth(text) <= width) {
    return text;
  }
  const kept: string[] = [];
  let room = width - CUT.length;
  for (const { segment } of [...segmenter.segment(text)].reverse()) {
    room -= stringWidth(segment);
    if (room < 0) {
      break;
    }
    kept.push(segment);
  }
  return CUT + kept.reverse().join("");
}

/** Columns that the widest of the texts takes; 0 for none. */
export function widestOf(texts: readonly string[]): number {
  return texts.reduce((widest, text) => Math.max(widest, stringWidth(text)), 0);
}

/** `wrap`, by what a terminal shows. */
export function wrapColumns(text: string, width: number | undefined, indent = ""): string {
  return wrap(text, width, indent, stringWidth);
}
