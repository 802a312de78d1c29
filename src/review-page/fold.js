// Decides which rows of a hunk are drawn: those of shown classes and findings, and some around them;
// runs of other rows become folds. Pure. Invariant: the items hold every row once, in order.

/**
 * @typedef {import("../report/migrate/html/page-data.js").PageRow} PageRow
 * @typedef {{ readonly kind: "row", readonly row: PageRow, readonly isLoud: boolean }} RowItem
 * @typedef {{ readonly kind: "fold", readonly rows: readonly PageRow[] }} FoldItem
 * @typedef {RowItem | FoldItem} Item
 */

// A fold takes a line itself: what is shorter is shown.
const SHORTEST_FOLD = 3;

/**
 * The items of a hunk; `hidden` are classes that are no reason to show a row, `context` is how many
 * rows are shown around what is, `marked` are old lines with findings.
 * @param {readonly PageRow[]} rows
 * @param {{ hidden: ReadonlySet<string>, context: number, marked: ReadonlySet<number> }} options
 * @returns {readonly Item[]}
 */
export function foldRows(rows, { hidden, context, marked }) {
  const loud = rows.map((row) => isLoud(row, hidden, marked));
  const near = nearLoud(loud, context);
  /** @type {Item[]} */
  const items = [];
  for (let at = 0; at < rows.length; ) {
    const end = near[at] ? at + 1 : endOfQuiet(near, at);
    const run = rows.slice(at, end);
    if (!near[at] && run.length >= SHORTEST_FOLD) {
      items.push({ kind: "fold", rows: run });
    } else {
      items.push(...run.map((row, index) => rowItem(row, loud[at + index] === true)));
    }
    at = end;
  }
  return items;
}

/**
 * Where the reader stops: the first of every run of loud rows, as indices into the items.
 * @param {readonly Item[]} items
 * @returns {readonly number[]}
 */
export function stopsOf(items) {
  return items.flatMap((item, index) => {
    const before = items[index - 1];
    const isStart = item.kind === "row" && item.isLoud;
    return isStart && !(before?.kind === "row" && before.isLoud) ? [index] : [];
  });
}

/**
 * How many of the rows are of which class, for the words on a fold.
 * @param {readonly PageRow[]} rows
 * @returns {ReadonlyMap<string, number>}
 */
export function countClasses(rows) {
  const counts = new Map();
  for (const row of rows) {
    counts.set(row.class, (counts.get(row.class) ?? 0) + 1);
  }
  return counts;
}

/**
 * @param {PageRow} row
 * @param {boolean} isLoud
 * @returns {RowItem}
 */
function rowItem(row, isLoud) {
  return { kind: "row", row, isLoud };
}

/**
 * @param {PageRow} row
 * @param {ReadonlySet<string>} hidden
 * @param {ReadonlySet<number>} marked
 */
function isLoud(row, hidden, marked) {
  const isShown = row.class !== "context" && !hidden.has(row.class);
  return isShown || (row.old !== undefined && marked.has(row.old.line));
}

/**
 * @param {readonly boolean[]} loud
 * @param {number} context
 */
function nearLoud(loud, context) {
  const near = loud.map(() => false);
  let last = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < loud.length; at++) {
    last = loud[at] ? at : last;
    near[at] = at - last <= context;
  }
  last = Number.POSITIVE_INFINITY;
  for (let at = loud.length - 1; at >= 0; at--) {
    last = loud[at] ? at : last;
    near[at] ||= last - at <= context;
  }
  return near;
}

/**
 * @param {readonly boolean[]} near
 * @param {number} at
 */
function endOfQuiet(near, at) {
  const end = near.indexOf(true, at);
  return end === -1 ? near.length : end;
}
