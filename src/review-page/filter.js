// Which files the reader asked for, and in which order. Pure; the index draws what comes out.
// Invariant: an empty query matches every file, and every order keeps every file.

import { classCount } from "./classes.js";

/**
 * @typedef {import("../report/migrate/html/page-data.js").PageFile} PageFile
 * @typedef {{
 *   readonly text: string,
 *   readonly status: string,
 *   readonly folder: string,
 *   readonly code: string,
 *   readonly rowClass: string,
 * }} Query every part "" where it does not matter
 */

/**
 * Whether the file is one of those asked for. The words of the text may stand anywhere in its path,
 * its findings and its problems; capitals do not count.
 * @param {PageFile} file
 * @param {Query} query
 * @param {boolean} isViewed
 */
export function matches(file, query, isViewed) {
  return (
    matchesStatus(file, query.status, isViewed) &&
    (query.folder === "" || file.path.startsWith(`${query.folder}/`)) &&
    (query.code === "" || file.findings.some(({ code }) => code === query.code)) &&
    (query.rowClass === "" || classCount(file, query.rowClass) > 0) &&
    matchesText(file, query.text)
  );
}

/**
 * @param {PageFile} file
 * @param {string} status
 * @param {boolean} isViewed
 */
function matchesStatus(file, status, isViewed) {
  switch (status) {
    case "":
      return true;
    case "urgent":
      return file.needsReview;
    case "unviewed":
      return isReviewable(file) && !isViewed;
    default:
      return kindOf(file) === status;
  }
}

/**
 * What the page makes of a file: each is of exactly one of these kinds, whatever counts them.
 * @param {PageFile} file
 * @returns {"failed" | "blocked" | "review" | "mechanical" | "noted" | "unchanged"}
 */
export function kindOf(file) {
  if (file.status === "failed" || file.status === "blocked") {
    return file.status;
  }
  if (file.needsReview) {
    return "review";
  }
  if (file.status === "changed") {
    return "mechanical";
  }
  return file.findings.length > 0 ? "noted" : "unchanged";
}

/**
 * @param {PageFile} file
 * @param {string} text
 */
function matchesText(file, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return true;
  }
  const told = [...file.findings, ...file.problems].map(({ code, message }) => [code, message]);
  const all = [file.path, ...told.flat()].join("\n").toLowerCase();
  return words.every((word) => all.includes(word));
}

/**
 * Whether there is anything to look at: a change, a finding or a problem.
 * @param {PageFile} file
 */
export function isReviewable(file) {
  return kindOf(file) !== "unchanged";
}

/**
 * The files in the order asked for; those alike stay as they were.
 * @param {readonly PageFile[]} files
 * @param {string} order
 * @returns {readonly PageFile[]}
 */
export function sortFiles(files, order) {
  const byPath = [...files].sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
  return order === "path" ? byPath : byPath.sort((a, b) => urgency(a) - urgency(b));
}

const KINDS = ["failed", "blocked", "review", "mechanical", "noted", "unchanged"];

/** @param {PageFile} file */
function urgency(file) {
  return KINDS.indexOf(kindOf(file));
}

/**
 * Every folder that holds files, at any depth, with how many.
 * @param {readonly PageFile[]} files
 * @returns {readonly (readonly [string, number])[]}
 */
export function foldersOf(files) {
  return tally(
    files.flatMap(({ path }) => {
      const parts = path.split("/").slice(0, -1);
      return parts.map((_part, index) => parts.slice(0, index + 1).join("/"));
    }),
  );
}

/**
 * Every code among the findings, with the number of files that have it.
 * @param {readonly PageFile[]} files
 */
export function codesOf(files) {
  return tally(files.flatMap(({ findings }) => [...new Set(findings.map(({ code }) => code))]));
}

/**
 * How often each word occurs, sorted by the words.
 * @param {readonly string[]} words
 * @returns {readonly (readonly [string, number])[]}
 */
function tally(words) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const word of words) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
