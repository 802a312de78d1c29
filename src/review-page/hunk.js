// One hunk of a file: a table whose rows are folded by class and drawn in chunks as they come near.
// Invariant: whatever is folded or not yet drawn can be reached: by its fold, a link, a key.

import { button, element } from "./dom.js";
import { drawRow } from "./draw-row.js";
import { foldRows, stopsOf } from "./fold.js";
import { captionOf, emptyChunk, foldWords, movedBlocks, tableHead } from "./hunk-table.js";
import { drawNow, drawWhenNear } from "./lazy.js";

/**
 * @typedef {import("../report/migrate/html/page-data.js").PageRow} PageRow
 * @typedef {import("../report/migrate/html/page-data.js").PageFinding} PageFinding
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
/** Rows that a fold gives away at once; what is left is a fold again. */
const UNFOLDED = 300;

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
   * @param {readonly PageRow[]} folded
   * @param {number} at
   */
  const drawFold = (folded, at) => {
    const made = element("tr", { class: "fold", "data-at": at });
    const open = () => {
      const drawn = folded.slice(0, UNFOLDED).flatMap((row) => draw(row, at));
      const rest = folded.slice(UNFOLDED);
      made.replaceWith(...drawn, ...(rest.length > 0 ? [drawFold(rest, at)] : []));
      focusOn(drawn[0]);
    };
    const cell = element("td", { colspan: options.isSplit() ? 4 : 3 });
    cell.append(button({}, open, foldWords(folded)));
    made.append(cell);
    return made;
  };

  /**
   * @param {Item} item
   * @param {number} at
   * @returns {readonly HTMLTableRowElement[]}
   */
  const drawItem = (item, at) =>
    item.kind === "row" ? draw(item.row, at) : [drawFold(item.rows, at)];

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
        ...tableHead(captionOf(rows, options), options.isSplit()),
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
      stopsOf(items).map((at) => ({ at, needsReview: holdsReview(items, at, findings) })),
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
      const wanted = `tr[data-${side}="${line}"]`;
      while (section.querySelector(wanted) === null) {
        const fold = section.querySelector(`tr.fold[data-at="${at}"] button`);
        if (!(fold instanceof HTMLElement)) {
          return false;
        }
        fold.click();
      }
      focusOn(section.querySelector(wanted));
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
 * @param {HunkOptions["findings"]} findings
 */
function holdsReview(items, at, findings) {
  for (let next = at; next < items.length; next++) {
    const item = items[next];
    if (item?.kind !== "row" || !item.isLoud) {
      return false;
    }
    const { class: name, old: before } = item.row;
    const here = before === undefined ? [] : (findings.get(before.line) ?? []);
    if (name === "review" || here.some(({ severity }) => severity !== "info")) {
      return true;
    }
  }
  return false;
}
