// What must hold for any text: the tree tiles it, no transform throws, nothing that fails its
// proof is a change, and a change is not changed again. Handed the program, so that the test
// checks the sources and the script what was built.

/**
 * @typedef {{
 *   parse: typeof import("../../src/syntax/parser.js").parse,
 *   migrateFile: typeof import("../../src/kit/migrate-file.js").migrateFile,
 *   transforms: ReadonlyMap<string, import("../../src/kit/transform.js").Transform>,
 * }} Program
 */

/** Milliseconds a kilobyte, and in all, that a text may take at least before it counts as slow. */
const SLOW_PER_KILOBYTE = 20;
const SLOW = 2000;

/**
 * What is wrong with a text: nothing, or one line each.
 * @param {Program} program
 * @param {string} text
 * @returns {string[]}
 */
export function checkText({ parse, migrateFile, transforms }, text) {
  /** @type {string[]} */
  const wrong = [];
  const start = performance.now();
  try {
    const tree = parse(text);
    if (tree.root.text !== text) {
      wrong.push("the tree does not hold the text");
    }
  } catch (error) {
    wrong.push(`parse threw ${error}`);
  }
  for (const [name, transform] of transforms) {
    for (const target of /** @type {const} */ (["builder", "list"])) {
      wrong.push(
        ...checkTransform(migrateFile, transform, text, target).map(
          (one) => `${name}, ${target}: ${one}`,
        ),
      );
    }
  }
  const spent = performance.now() - start;
  if (spent > SLOW + (text.length / 1000) * SLOW_PER_KILOBYTE) {
    wrong.push(`slow: ${spent.toFixed(0)} ms for ${text.length} characters`);
  }
  return wrong;
}

/**
 * @param {Program["migrateFile"]} migrateFile
 * @param {import("../../src/kit/transform.js").Transform} transform
 * @param {string} text
 * @param {"builder" | "list"} target
 * @returns {string[]}
 */
function checkTransform(migrateFile, transform, text, target) {
  const context = { path: "test/a.valk", project: { read: () => undefined }, options: { target } };
  try {
    const result = migrateFile(transform, text, context);
    if (result.status === "failed") {
      const codes = result.failures.map(({ code, message }) => `${code} (${message})`);
      return [`failed its proof: ${codes.join(", ")}`];
    }
    if (result.status !== "changed") {
      return [];
    }
    const again = migrateFile(transform, result.newText, context);
    return again.status === "changed" ? ["changes its own result"] : [];
  } catch (error) {
    return [
      `threw ${error instanceof Error ? `${error.message} ${error.stack?.split("\n")[1]}` : error}`,
    ];
  }
}
