// One hunk of a file: a table whose rows are folded by class and drawn in chunks as they come near.
// Invariant: whatever is folded or not yet drawn can be reached: by its fold, a link, a key.

import { classWords, counted } from "./classes.js";
import { button, element, unseen } from "./dom.js";
import { drawRow } from "./draw-row.js";
import { countClasses, foldRows, stopsOf } from "./fold.js";
import { drawNow, drawWhenNear } from "./lazy.js";

/**
 * @typedef {import("../page-data.js").PageRow} PageRow
 * @typedef {import("../page-data.js").PageFinding} PageFinding
 * @typedef {import("./fold.js").Item} Item
 * @typedef {"old" | "new"} Side
 * @typedef {{
 *   readonly label: string,
 *   readonly isOneOfMany: boolean,
 *   readonly isSplit: () => boolean,
 *   readonly hidden: ReadonlySet<string>,
 *   readonly context: number,
 *   readonly findings: ReadonlyMap<number, readonly PageFinding[]>,
 *   readonly jump: (side: Side, line: number) => void,
 * }} HunkOptions `findings` by old line; `jump` goes to a line of the same file
 * @typedef {{ readonly at: number, readonly needsReview: boolean }} Stop
 * @typedef {ReturnType<typeof createHunk>} Hunk
 */

const CHUNK = 100;
/** Pixels that a row not yet drawn is taken to need. */
const ROW_HEIGHT = 21;

/**
 * @param {readonly PageRow[]} rows
 * @param {HunkOptions} options
 */
export function createHunk(rows, options) {
  const { label, hidden, context, findings } = options;
  const section = element("section", { class: "hunk", "aria-label": label });
  const blocks = movedBlocks(rows);
  /** @type {readonly Item[]} */
  let items = [];
  /** @type {HTMLTableSectionElement[]} */
  let chunks = [];

  /**
   * @param {PageRow} row
   * @param {number} at
   */
  const draw = (row, at) => {
    const { other } = row;
    const count = blocks.get(row);
    const moved =
      count === undefined || other === undefined
        ? undefined
        : { count, jump: () => options.jump(row.old ? "new" : "old", other) };
    const here = row.old === undefined ? [] : (findings.get(row.old.line) ?? []);
    return drawRow(row, { isSplit: options.isSplit(), at, findings: here, moved });
  };

  /**
   * @param {Item} item
   * @param {number} at
   * @returns {readonly HTMLTableRowElement[]}
   */
  const drawItem = (item, at) => {
    if (item.kind === "row") {
      return draw(item.row, at);
    }
    const made = element("tr", { class: "fold", "data-at": at });
    const open = () => {
      const drawn = item.rows.flatMap((row) => draw(row, at));
      made.replaceWith(...drawn);
      focusOn(drawn[0]);
    };
    const cell = element("td", { colspan: options.isSplit() ? 4 : 3 });
    cell.append(button({}, open, foldWords(item.rows)));
    made.append(cell);
    return [made];
  };

  const layOut = () => {
    items = foldRows(rows, { hidden, context, marked: new Set(findings.keys()) });
    chunks = [];
    for (let start = 0; start < items.length; start += CHUNK) {
      const chunk = items.slice(start, start + CHUNK);
      const body = emptyChunk(chunk.length);
      drawWhenNear(body, () => {
        body.replaceChildren(...chunk.flatMap((item, index) => drawItem(item, start + index)));
      });
      chunks.push(body);
    }
    section.replaceChildren(
      element(
        "table",
        { class: options.isSplit() ? "diff split" : "diff unified" },
        ...head(captionOf(rows, options), options.isSplit()),
        ...chunks,
      ),
    );
  };

  /** @param {number} at */
  const drawChunkOf = (at) => {
    const chunk = chunks[Math.floor(at / CHUNK)];
    if (chunk !== undefined) {
      drawNow(chunk);
    }
  };

  layOut();
  return {
    element: section,
    refresh: layOut,
    drawAll: () => chunks.forEach(drawNow),
    /** @param {number} line */
    hasOld: (line) => rows.some((row) => row.old?.line === line),
    /** @returns {readonly Stop[]} */
    stops: () =>
      stopsOf(items).map((at) => ({ at, needsReview: needsReview(items, at, findings) })),
    /** @param {number} at */
    focusItem(at) {
      drawChunkOf(at);
      focusOn(section.querySelector(`tr[data-at="${at}"]`));
    },
    /**
     * Shows the line and puts the focus on it; answers false where the hunk has no such line.
     * @param {Side} side
     * @param {number} line
     */
    reveal(side, line) {
      const isIt = (/** @type {PageRow} */ row) => row[side]?.line === line;
      const at = items.findIndex((item) =>
        item.kind === "row" ? isIt(item.row) : item.rows.some(isIt),
      );
      if (at === -1) {
        return false;
      }
      drawChunkOf(at);
      const fold = section.querySelector(`tr.fold[data-at="${at}"] button`);
      if (fold instanceof HTMLElement) {
        fold.click();
      }
      focusOn(section.querySelector(`tr[data-${side}="${line}"]`));
      return true;
    },
  };
}

/**
 * Puts the focus on a row and the row into the middle of the window.
 * @param {Element | null | undefined} row
 */
function focusOn(row) {
  if (row instanceof HTMLElement) {
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "center" });
  }
}

/**
 * Whether the loud rows from here on hold something for a person to read.
 * @param {readonly Item[]} items
 * @param {number} at
 * @param {ReadonlyMap<number, unknown>} findings
 */
function needsReview(items, at, findings) {
  for (let next = at; next < items.length; next++) {
    const item = items[next];
    if (item?.kind !== "row" || !item.isLoud) {
      return false;
    }
    if (item.row.class === "review" || (item.row.old && findings.has(item.row.old.line))) {
      return true;
    }
  }
  return false;
}

/**
 * The rows at which moved lines begin, with how many follow one another.
 * @param {readonly PageRow[]} rows
 * @returns {ReadonlyMap<PageRow, number>}
 */
function movedBlocks(rows) {
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

/** @param {readonly PageRow[]} rows */
function foldWords(rows) {
  const parts = [...countClasses(rows)].map(([name, count]) =>
    name === "context" ? `${count} unchanged` : `${count} ${classWords(name)?.label}`,
  );
  return `Show ${counted(rows.length, "more line")}: ${parts.join(", ")}`;
}

/** @param {number} rows */
function emptyChunk(rows) {
  const cell = element("td");
  cell.style.height = `${rows * ROW_HEIGHT}px`;
  return element("tbody", {}, element("tr", {}, cell));
}

/**
 * What the table shows, for screen readers; where there are several, for everybody.
 * @param {readonly PageRow[]} rows
 * @param {HunkOptions} options
 */
function captionOf(rows, { label, isOneOfMany }) {
  if (!isOneOfMany) {
    return element("caption", { class: "unseen" }, label);
  }
  const range = (/** @type {Side} */ side) => {
    const lines = rows.flatMap((row) => row[side]?.line ?? []);
    return lines.length === 0 ? "none" : `${lines[0]}–${lines.at(-1)}`;
  };
  const text = `Lines ${range("old")} before, ${range("new")} after`;
  return element("caption", {}, unseen(`${label}: `), text);
}

/**
 * @param {HTMLElement} caption
 * @param {boolean} isSplit
 */
function head(caption, isSplit) {
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
