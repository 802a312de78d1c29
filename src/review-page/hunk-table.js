// The parts of a hunk's table that are no rows of it: caption, columns, folds, and what holds the
// place of rows that are not drawn yet. Called by `hunk.js`.

import { classWords, counted } from "./classes.js";
import { element, unseen } from "./dom.js";
import { countClasses } from "./fold.js";

/**
 * @typedef {import("../report/migrate/html/page-data.js").PageRow} PageRow
 * @typedef {{ readonly label: string, readonly isOneOfMany: boolean }} Naming
 */

/** Pixels that a row not yet drawn is taken to need. */
const ROW_HEIGHT = 21;

/**
 * The rows at which moved lines begin, with how many follow one another.
 * @param {readonly PageRow[]} rows
 * @returns {ReadonlyMap<PageRow, number>}
 */
export function movedBlocks(rows) {
  /** @type {Map<PageRow, number>} */
  const blocks = new Map();
  /** @type {PageRow | undefined} */
  let first;
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    const goesOn =
      row.other !== undefined &&
      before?.other === row.other - 1 &&
      (before.old === undefined) === (row.old === undefined);
    first = goesOn ? first : row;
    if (row.other !== undefined && first !== undefined) {
      blocks.set(first, (blocks.get(first) ?? 0) + 1);
    }
  }
  return blocks;
}

/**
 * How many rows of which class a fold holds.
 * @param {readonly PageRow[]} rows
 */
export function foldWords(rows) {
  const parts = [...countClasses(rows)].map(([name, count]) =>
    name === "context" ? `${count} unchanged` : `${count} ${classWords(name)?.label}`,
  );
  return `Show ${counted(rows.length, "more line")}: ${parts.join(", ")}`;
}

/**
 * As high as this many rows.
 * @param {number} rows
 */
export function emptyChunk(rows) {
  const cell = element("td");
  cell.style.height = `${rows * ROW_HEIGHT}px`;
  return element("tbody", {}, element("tr", {}, cell));
}

/**
 * What the table shows, for screen readers; where there are several, for everybody.
 * @param {readonly PageRow[]} rows
 * @param {Naming} naming
 */
export function captionOf(rows, { label, isOneOfMany }) {
  if (!isOneOfMany) {
    return element("caption", { class: "unseen" }, label);
  }
  const range = (/** @type {"old" | "new"} */ side) => {
    const lines = rows.flatMap((row) => row[side]?.line ?? []);
    return lines.length === 0 ? "none" : `${lines[0]}–${lines.at(-1)}`;
  };
  const text = `Lines ${range("old")} before, ${range("new")} after`;
  return element("caption", {}, unseen(`${label}: `), text);
}

/**
 * The caption and the names of the columns.
 * @param {HTMLElement} caption
 * @param {boolean} isSplit
 */
export function tableHead(caption, isSplit) {
  const heading = (/** @type {string} */ name, /** @type {string} */ text) =>
    element("th", { scope: "col", class: name }, element("span", { class: "unseen" }, text));
  const headings = isSplit
    ? [
        heading("number", "Old line"),
        heading("code", "Before"),
        heading("number", "New line"),
        heading("code", "After"),
      ]
    : [heading("number", "Old line"), heading("number", "New line"), heading("code", "Text")];
  return [caption, element("thead", {}, element("tr", {}, ...headings))];
}
