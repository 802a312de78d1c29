// Makes rows whole that are stored without what both sides share. Pure; the way back from how
// `describe-hunks.ts` stores them.

/**
 * @typedef {import("../report/migrate/html/page-data.js").PageLine} PageLine
 * @typedef {import("../report/migrate/html/page-data.js").PageRow} PageRow
 * @typedef {import("../report/migrate/html/page-data.js").StoredRow} StoredRow
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
 * @param {import("../report/migrate/html/page-data.js").ShiftedLine} options
 * @returns {PageLine}
 */
function shifted({ text, pieces = "", isUnfinished }, { line, indent }) {
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
 * @param {string} pieces
 * @param {number} shift
 */
function shiftPieces(pieces, shift) {
  const first = /^(\d*)p/.exec(pieces);
  const length = first === null ? 0 : Number(first[1] || 1);
  const rest = pieces.slice(first?.[0].length ?? 0);
  return length + shift === 0 ? rest : `${length + shift}p${rest}`;
}
