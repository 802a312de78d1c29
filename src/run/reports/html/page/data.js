// Reads the data blocks of the document. The lines of a file are only parsed when it is opened.

/**
 * @typedef {import("../page-data.js").PageFile} PageFile
 * @typedef {{
 *   readonly run: import("../page-data.js").PageRun,
 *   readonly end: import("../page-data.js").PageEnd,
 *   readonly files: readonly PageFile[],
 * }} PageData
 */

/**
 * Everything but the lines. Changes that could not be written count as failed.
 * @returns {PageData}
 */
export function readData() {
  const end = /** @type {import("../page-data.js").PageEnd} */ (readBlock("end"));
  const run = /** @type {import("../page-data.js").PageRun} */ (readBlock("run"));
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
 * The hunks of a file; none where it does not change.
 * @param {PageFile} file
 * @returns {import("../page-data.js").PageHunks}
 */
export function readHunks(file) {
  const block = document.getElementById(`lines-${file.key}`);
  return block === null ? [] : JSON.parse(block.textContent);
}

/**
 * @param {string} id
 * @returns {unknown}
 */
function readBlock(id) {
  return JSON.parse(document.getElementById(`data-${id}`)?.textContent ?? "null");
}
