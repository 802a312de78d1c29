// Makes rows whole that are stored without what both sides share. Pure; the way back from how
// `describe-hunks.ts` stores them.

/**
 * @typedef {import("../page-data.js").PageLine} PageLine
 * @typedef {import("../page-data.js").PageRow} PageRow
 * @typedef {import("../page-data.js").StoredRow} StoredRow
 */

/**
 * The row with both of its lines.
 * @param {StoredRow} row
 * @returns {PageRow}
 */
export function completeRow(row) {
  const { old: before, new: after } = row;
  if (before === undefined || "text" in before) {
    return /** @type {PageRow} */ (row);
  }
  return after === undefined ? { class: row.class } : { ...row, old: shifted(after, before) };
}

/**
 * @param {PageLine} line
 * @param {import("../page-data.js").ShiftedLine} options
 * @returns {PageLine}
 */
function shifted({ text, pieces = [], isUnfinished }, { line, indent }) {
  const content = text.replace(/^[ \t]*/, "");
  const shift = indent.length + content.length - text.length;
  return {
    line,
    text: indent + content,
    pieces: shiftPieces(pieces, shift),
    ...(isUnfinished && { isUnfinished }),
  };
}

/**
 * The blanks at the start are plain, alone or together with what follows.
 * @param {readonly number[]} pieces
 * @param {number} shift
 */
function shiftPieces(pieces, shift) {
  const [length = 0, kind = 0, ...others] = pieces;
  if (shift === 0) {
    return pieces;
  }
  if (kind !== 0 || pieces.length === 0) {
    return [shift, 0, ...pieces];
  }
  return length + shift === 0 ? others : [length + shift, 0, ...others];
}
