// Draws one row as table rows, side by side or one below the other. What a row is stands in it as
// text, for screen readers and without colours alike. Called by `hunk.js`.

import { classWords, counted } from "./classes.js";
import { button, element, foreign, unseen } from "./dom.js";
import { PLAIN, segmentsOf } from "./segments.js";

/**
 * @typedef {import("../report/migrate/html/page-data.js").PageRow} PageRow
 * @typedef {import("../report/migrate/html/page-data.js").PageLine} PageLine
 * @typedef {import("../report/migrate/html/page-data.js").PageFinding} PageFinding
 * @typedef {{
 *   readonly isSplit: boolean,
 *   readonly at: number,
 *   readonly findings: readonly PageFinding[],
 *   readonly moved: { readonly count: number, readonly jump: () => void } | undefined,
 * }} RowOptions `at` is the row's place among the items, `moved` is given where moved lines begin
 */

/**
 * The table rows of a row and of the findings at its old line.
 * @param {PageRow} row
 * @param {RowOptions} options
 * @returns {readonly HTMLTableRowElement[]}
 */
export function drawRow(row, options) {
  const lines = options.isSplit ? [splitRow(row, options)] : unifiedRows(row, options);
  const findings = options.findings.map((finding) => findingRow(finding, options));
  for (const made of [...lines, ...findings]) {
    made.dataset.at = String(options.at);
  }
  return [...lines, ...findings];
}

/**
 * @param {PageRow} row
 * @param {RowOptions} options
 */
function splitRow(row, options) {
  const { old: before, new: after } = row;
  return tableRow(
    row,
    { before, after },
    number(before, "old"),
    before ? code(row, before, 0, options) : element("td", { class: "nothing" }),
    number(after, "new"),
    after ? code(row, after, 1, options) : element("td", { class: "nothing" }),
  );
}

/**
 * @param {PageRow} row
 * @param {RowOptions} options
 */
function unifiedRows(row, options) {
  const { old: before, new: after } = row;
  const isOne = row.class === "context" || row.class === "reindented";
  if (before && after && !isOne) {
    return [
      tableRow(
        row,
        { before },
        number(before, "old"),
        number(undefined, "new"),
        code(row, before, 0, options),
      ),
      tableRow(
        row,
        { after },
        number(undefined, "old"),
        number(after, "new"),
        code(row, after, 1, options),
      ),
    ];
  }
  const shown = after ?? before;
  const side = after ? 1 : 0;
  return shown === undefined
    ? []
    : [
        tableRow(
          row,
          { before, after },
          number(before, "old"),
          number(after, "new"),
          code(row, shown, side, options),
        ),
      ];
}

/**
 * @param {PageRow} row
 * @param {{ before?: PageLine | undefined, after?: PageLine | undefined }} lines
 * @param {...HTMLElement} cells
 */
function tableRow(row, { before, after }, ...cells) {
  return element(
    "tr",
    { class: `row ${row.class}-row`, "data-old": before?.line, "data-new": after?.line },
    ...cells,
  );
}

/**
 * @param {PageLine | undefined} line
 * @param {string} side
 */
function number(line, side) {
  return element("td", { class: `number ${side}` }, line ? String(line.line) : "");
}

/**
 * @param {PageRow} row
 * @param {PageLine} line
 * @param {0 | 1} side
 * @param {RowOptions} options
 */
function code(row, line, side, { moved }) {
  const cell = element("td", { class: `code ${side === 0 ? "before" : "after"}` });
  const words = classWords(row.class);
  if (words !== undefined) {
    cell.append(
      element("span", { class: "sign", "aria-hidden": "true" }, words.signs[side]),
      unseen(`${words.sides[side]}: `),
    );
  }
  cell.append(codeText(line));
  if (moved !== undefined && row.other !== undefined) {
    cell.append(movedLink(row.other, side, moved));
  }
  return cell;
}

/** @param {PageLine} line */
function codeText({ text, pieces = "", marks = [], isUnfinished }) {
  const made = element("code");
  for (const { text: part, kind, isMarked, isControl } of segmentsOf(text, pieces, marks)) {
    const name = [kind !== PLAIN && `syntax-${kind}`, isMarked && "word", isControl && "control"]
      .filter(Boolean)
      .join(" ");
    made.append(name === "" ? part : element(isMarked ? "mark" : "span", { class: name }, part));
  }
  if (isUnfinished) {
    made.append(element("span", { class: "no-end" }, "no line end"));
  }
  return made;
}

/**
 * @param {number} other
 * @param {0 | 1} side
 * @param {{ readonly count: number, readonly jump: () => void }} moved
 */
function movedLink(other, side, { count, jump }) {
  const where = side === 0 ? `to new line ${other}` : `from old line ${other}`;
  return button({ class: "jump" }, jump, `${counted(count, "line")} moved ${where}`);
}

/**
 * @param {PageFinding} finding
 * @param {RowOptions} options
 */
function findingRow(finding, { isSplit }) {
  const cell = element("td", { colspan: isSplit ? 4 : 3 }, describeFinding(finding));
  return element("tr", { class: "finding-row" }, cell);
}

const SEVERITIES = { refuse: "Refused", review: "Look at this", info: "Note" };

/**
 * The line that a finding is about, which may be wider than the page: reached by the keyboard, too.
 * @param {readonly string[]} excerpt
 */
function excerptOf(excerpt) {
  return element("pre", { class: "excerpt", tabindex: "0" }, excerpt.join("\n"));
}

/**
 * A finding as a block of its own.
 * @param {PageFinding} finding
 */
export function describeFinding({ code, severity, message, hint, line, column, excerpt }) {
  return element(
    "div",
    { class: `finding ${severity}` },
    element(
      "p",
      {},
      element("strong", {}, SEVERITIES[severity]),
      ` at line ${line}, column ${column}: `,
      foreign(message),
    ),
    ...(excerpt === undefined ? [] : [excerptOf(excerpt)]),
    element("p", { class: "hint" }, "What to do: ", foreign(hint)),
    element("p", { class: "code-name" }, element("code", {}, foreign(code))),
  );
}
