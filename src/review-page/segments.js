// Cuts a line into what is drawn alike: syntax, changed words, control characters. Pure.
// Invariant: the segments joined are the line, with its control characters written as escapes.

// As in the terminal's reports: control and format characters and the two Unicode line separators;
// tabs are harmless, and the joiner inside emoji is no trick.
const UNSAFE = /(?![\t\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

// Nearly every line is plain ASCII, for which looking up Unicode's categories is a waste.
const NOT_PLAIN = /[^\t -~]/;

/** The letter of what has no colour of its own. */
export const PLAIN = "p";

/**
 * @typedef {{ readonly text: string, readonly isControl: boolean }} Part
 * @typedef {Part & { readonly kind: string, readonly isMarked: boolean }} Segment
 */

/**
 * The text as plain parts and visible escapes, in order.
 * @param {string} text
 * @returns {readonly Part[]}
 */
export function splitControls(text) {
  if (!NOT_PLAIN.test(text)) {
    return text === "" ? [] : [{ text, isControl: false }];
  }
  /** @type {Part[]} */
  const parts = [];
  let at = 0;
  for (const match of text.matchAll(UNSAFE)) {
    if (match.index > at) {
      parts.push({ text: text.slice(at, match.index), isControl: false });
    }
    parts.push({ text: escapeOf(match[0]), isControl: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) {
    parts.push({ text: text.slice(at), isControl: false });
  }
  return parts;
}

/**
 * The text in one piece with its control characters as escapes, for attributes.
 * @param {string} text
 */
export function escapeControls(text) {
  return splitControls(text)
    .map((part) => part.text)
    .join("");
}

/** @param {string} character */
function escapeOf(character) {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length <= 2 ? `\\x${hex.padStart(2, "0")}` : `\\u{${hex}}`;
}

/**
 * The segments of a line: `pieces` are lengths and letters from its start, such as `m8cp`, `marks`
 * are `start, end …`, sorted. Text behind the last piece is plain.
 * @param {string} text
 * @param {string} pieces
 * @param {readonly number[]} marks
 * @returns {readonly Segment[]}
 */
export function segmentsOf(text, pieces, marks) {
  /** @type {Segment[]} */
  const segments = [];
  let start = 0;
  let mark = 0;
  const take = (/** @type {number} */ end, /** @type {string} */ kind) => {
    while (start < end) {
      while (mark < marks.length && (marks[mark + 1] ?? 0) <= start) {
        mark += 2;
      }
      const markStart = marks[mark] ?? text.length;
      const isMarked = markStart <= start;
      const border = isMarked ? (marks[mark + 1] ?? end) : markStart;
      const next = Math.min(end, border);
      for (const part of splitControls(text.slice(start, next))) {
        segments.push({ ...part, kind, isMarked });
      }
      start = next;
    }
  };
  let end = 0;
  for (const [, length, kind = PLAIN] of pieces.matchAll(/(\d*)([a-z])/g)) {
    end = Math.min(text.length, end + Number(length || 1));
    take(end, kind);
  }
  take(text.length, PLAIN);
  return segments;
}
