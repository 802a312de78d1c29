// The classes of changed rows in words: what the page calls them, everywhere.

/**
 * @typedef {{
 *   readonly name: string,
 *   readonly label: string,
 *   readonly meaning: string,
 *   readonly signs: readonly [old: string, new: string],
 *   readonly sides: readonly [old: string, new: string],
 * }} ClassWords `signs` and `sides` mark the old and the new line of a row
 */

/** @type {readonly ClassWords[]} */
export const CLASSES = [
  {
    name: "review",
    label: "unexplained",
    meaning: "Something that none of the other kinds explains. Read it.",
    signs: ["−", "+"],
    sides: ["unexplained, before", "unexplained, after"],
  },
  {
    name: "renamed",
    label: "renamed",
    meaning: "The same line but for names of the test API, which are highlighted.",
    signs: ["−", "+"],
    sides: ["renamed, before", "renamed, after"],
  },
  {
    name: "added",
    label: "added",
    meaning: "Brackets that the migration put around a line, or a line of its own.",
    signs: ["−", "+"],
    sides: ["removed by the migration", "added by the migration"],
  },
  {
    name: "moved",
    label: "moved",
    meaning: "The same line in another place. Each end leads to the other one.",
    signs: ["↷", "↶"],
    sides: ["moved away", "moved here"],
  },
  {
    name: "reindented",
    label: "re-indented",
    meaning: "The same line, shifted to the right. Folded at first.",
    signs: ["⇥", "⇥"],
    sides: ["re-indented, before", "re-indented"],
  },
];

export const CLASS_NAMES = CLASSES.map(({ name }) => name);

const byName = new Map(CLASSES.map((words) => [words.name, words]));

/** @param {string} name */
export function classWords(name) {
  return byName.get(name);
}

/**
 * How many changes of the class the file has; of one that is replaced as a whole nobody counts them.
 * @param {import("../report/migrate/html/page-data.js").PageFile} file
 * @param {string} name
 */
export function classCount({ counts, isReplaced }, name) {
  return isReplaced ? 0 : (new Map(Object.entries(counts)).get(name) ?? 0);
}

/**
 * `1 file`, `2 files`.
 * @param {number} count
 * @param {string} noun
 */
export function counted(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
