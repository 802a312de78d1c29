// Reads the data blocks of the document. The lines of a file are only parsed when it is opened.

import { completeRow } from "./complete-row.js";
import { find } from "./dom.js";

/**
 * @typedef {import("../report/migrate/html/page-data.js").PageFile} PageFile
 * @typedef {{
 *   readonly run: import("../report/migrate/html/page-data.js").PageRun,
 *   readonly end: import("../report/migrate/html/page-data.js").PageEnd,
 *   readonly files: readonly PageFile[],
 * }} PageData
 */

/**
 * Everything but the lines. Changes that could not be written count as failed.
 * @returns {PageData}
 */
export function readData() {
  const end = /** @type {import("../report/migrate/html/page-data.js").PageEnd} */ (
    readBlock("end")
  );
  const run = /** @type {import("../report/migrate/html/page-data.js").PageRun} */ (
    readBlock("run")
  );
  const problems = new Map(end.unwritten.map(({ path, problem }) => [path, problem]));
  const files = [...document.querySelectorAll("script.file")].map((block) => {
    const file = /** @type {PageFile} */ (JSON.parse(block.textContent));
    const problem = problems.get(file.path);
    return problem === undefined
      ? file
      : {
          ...file,
          status: /** @type {const} */ ("failed"),
          needsReview: true,
          problems: [problem],
        };
  });
  return { run, end, files };
}

/**
 * The rows of a file's hunks; none where it does not change.
 * @param {PageFile} file
 * @returns {readonly (readonly import("../report/migrate/html/page-data.js").PageRow[])[]}
 */
export function readHunks(file) {
  const block = document.getElementById(`lines-${file.key}`);
  const hunks = /** @type {import("../report/migrate/html/page-data.js").StoredHunks} */ (
    JSON.parse(block?.textContent ?? "[]")
  );
  return hunks.map(({ rows }) => rows.map(completeRow));
}

/**
 * @param {string} id
 * @returns {unknown}
 */
function readBlock(id) {
  return JSON.parse(find(`data-${id}`, HTMLScriptElement).textContent);
}
