// The list of files beside the changes, and the fields that filter it. Results are announced.

import { pathWords } from "./card.js";
import { CLASSES, counted } from "./classes.js";
import { element, find, unseen } from "./dom.js";
import { codesOf, foldersOf, isReviewable } from "./filter.js";
import { escapeControls } from "./segments.js";

/**
 * @typedef {import("../report/migrate/html/page-data.js").PageFile} PageFile
 * @typedef {import("./filter.js").Query} Query
 */

const STATUSES = [
  ["urgent", "needs your eyes"],
  ["failed", "failed"],
  ["blocked", "blocked"],
  ["review", "to review"],
  ["mechanical", "mechanical"],
  ["noted", "with notes alone"],
  ["unchanged", "nothing to see"],
  ["unviewed", "not viewed yet"],
];

/** @returns {Query} */
export function readQuery() {
  const chosen = (/** @type {string} */ id) => find(`filter-${id}`, HTMLSelectElement).value;
  return {
    text: find("search", HTMLInputElement).value,
    status: chosen("status"),
    folder: chosen("folder"),
    code: chosen("code"),
    rowClass: chosen("class"),
  };
}

/**
 * Puts the filters to exactly this; what is not named does not matter.
 * @param {Partial<Query>} query
 */
export function writeQuery({ text = "", status = "", folder = "", code = "", rowClass = "" }) {
  find("search", HTMLInputElement).value = text;
  find("filter-status", HTMLSelectElement).value = status;
  find("filter-folder", HTMLSelectElement).value = folder;
  find("filter-code", HTMLSelectElement).value = code;
  find("filter-class", HTMLSelectElement).value = rowClass;
}

/**
 * Fills the fields with what the files have, and calls back at every change of them.
 * @param {readonly PageFile[]} files
 * @param {() => void} onChange
 */
export function setUpFilters(files, onChange) {
  fillSelect("filter-status", "any", STATUSES);
  fillSelect("filter-folder", "any", withCounts(foldersOf(files)));
  fillSelect("filter-code", "any", withCounts(codesOf(files)));
  const classes = CLASSES.map(({ name, label }) => [name, label]);
  fillSelect("filter-class", "any", classes);
  const form = find("filters", HTMLFormElement);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", onChange);
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    writeQuery({});
    onChange();
  });
}

/** @param {readonly (readonly [string, number])[]} counts */
function withCounts(counts) {
  return counts.map(([name, count]) => [name, `${escapeControls(name)} (${count})`]);
}

/**
 * @param {string} id
 * @param {string} none
 * @param {readonly (readonly string[])[]} options
 */
function fillSelect(id, none, options) {
  const made = options.map(([value, text = ""]) => element("option", { value }, text));
  find(id, HTMLSelectElement).replaceChildren(element("option", { value: "" }, none), ...made);
}

/**
 * Shows the files that came out, and says how many.
 * @param {readonly PageFile[]} shown
 * @param {readonly PageFile[]} files
 * @param {(file: PageFile) => boolean} isViewed
 */
export function showIndex(shown, files, isViewed) {
  find("results", HTMLElement).textContent =
    shown.length === 0
      ? `None of ${counted(files.length, "file")} matches; reset the filters to see all.`
      : `${shown.length} of ${counted(files.length, "file")}`;
  find("index-list", HTMLElement).replaceChildren(
    ...shown.map((file) => indexEntry(file, isViewed(file))),
  );
}

/**
 * @param {PageFile} file
 * @param {boolean} isViewed
 */
function indexEntry(file, isViewed) {
  const [sign, words] = signOf(file, isViewed);
  const mark = element("span", { class: "status-sign", "aria-hidden": "true" }, sign);
  const label = [mark, unseen(`${words}: `), ...pathWords(file.path)];
  const content = isReviewable(file)
    ? element("a", { href: `#file-${file.key}` }, ...label)
    : element("span", { class: "plain" }, ...label);
  const names = [file.status, file.needsReview && "urgent", isViewed && "is-viewed"];
  return element("li", { class: names.filter(Boolean).join(" ") }, content);
}

/**
 * @param {PageFile} file
 * @param {boolean} isViewed
 * @returns {readonly [sign: string, words: string]}
 */
function signOf({ status, needsReview }, isViewed) {
  if (isViewed) {
    return ["✓", "viewed"];
  }
  if (status === "blocked" || status === "failed") {
    return ["✕", status];
  }
  if (needsReview) {
    return ["!", "to review"];
  }
  return status === "changed" ? ["~", "changed"] : ["·", "unchanged"];
}

/**
 * Marks the entry of the file that the reader is at.
 * @param {PageFile | undefined} file
 */
export function markCurrent(file) {
  const list = find("index-list", HTMLElement);
  list.querySelector("[aria-current]")?.removeAttribute("aria-current");
  if (file !== undefined) {
    const entry = list.querySelector(`a[href="#file-${file.key}"]`);
    entry?.setAttribute("aria-current", "true");
    for (const scroller of [find("index-list", HTMLElement), find("index-box", HTMLElement)]) {
      showWithin(scroller, entry);
    }
  }
}

/**
 * Scrolls the box, and nothing around it: a page that moves under the pointer takes clicks away.
 * @param {HTMLElement} scroller
 * @param {Element | null} entry
 */
function showWithin(scroller, entry) {
  const box = scroller.getBoundingClientRect();
  const place = entry?.getBoundingClientRect();
  if (place !== undefined && place.bottom > box.bottom) {
    scroller.scrollTop += place.bottom - box.bottom;
  } else if (place !== undefined && place.top < box.top) {
    scroller.scrollTop -= box.top - place.top;
  }
}
