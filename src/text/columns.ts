// Text in columns: breaking, padding and cutting by what a terminal shows, where some characters take
// two columns and some, and all colours, none.

import stringWidth from "string-width";

/** The text with blanks behind it up to the width; longer text stays. */
export function padColumns(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

/** The text with blanks before it up to the width. */
export function padColumnsLeft(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - widthOf(text))) + text;
}

const CUT = "...";

/** The end of the text that fits, behind three dots; all of it where it fits as a whole. */
export function keepEnd(text: string, width: number): string {
  if (widthOf(text) <= width) {
    return text;
  }
  const kept: string[] = [];
  let room = width - CUT.length;
  // Made only here: it takes longer to load than most runs take to start.
  for (const { segment } of [...new Intl.Segmenter().segment(text)].reverse()) {
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
  return texts.reduce((widest, text) => Math.max(widest, widthOf(text)), 0);
}

/**
 * Breaks the text at blanks into lines of at most `width` columns, the lines after the first
 * indented; a word that is longer stands alone. An undefined width leaves one line.
 */
export function wrap(text: string, width: number | undefined, indent = ""): string {
  if (width === undefined || widthOf(text) <= width) {
    return text;
  }
  const lines: string[] = [];
  let line = "";
  // The blanks that a line starts with belong to its first word.
  for (const word of text.match(/^\s*\S+|\s+\S+/g) ?? []) {
    if (line !== "" && widthOf(line + word) > width) {
      lines.push(line);
      line = indent + word.trimStart();
    } else {
      line += word;
    }
  }
  return [...lines, line].join("\n");
}

/** Nearly all text is plain, for which measuring is a waste; an ellipsis takes one column like the rest. */
function widthOf(text: string): number {
  return /^[ -~…]*$/.test(text) ? text.length : stringWidth(text);
}
