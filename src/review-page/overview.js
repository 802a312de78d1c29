// The top of the page: what the run came to, where to look first, the figures, the findings.

import { CLASSES, classCount, counted } from "./classes.js";
import { button, element, find, foreign } from "./dom.js";
import { codesOf, kindOf } from "./filter.js";

/**
 * @typedef {import("./data.js").PageData} PageData
 * @typedef {import("../report/migrate/html/page-data.js").PageFile} PageFile
 * @typedef {(query: Partial<import("./filter.js").Query>) => void} Ask shows the files asked for
 */

/**
 * Fills the overview; `ask` is called by its buttons.
 * @param {PageData} data
 * @param {Ask} ask
 */
export function fillOverview({ run, end, files }, ask) {
  const target = run.target === undefined ? "" : `, target ${run.target}`;
  find("about", HTMLElement).textContent =
    `valk-codemod ${run.version}, transform ${run.transform}${target}: ${MODES[run.mode]}`;
  if (run.part !== undefined) {
    const { title, index } = run.part;
    const link = element("a", { href: index }, "all pages");
    find("about", HTMLElement).append("; this page is about ", foreign(title), " (", link, ")");
  }
  find("verdict", HTMLElement).textContent = verdict(files);
  find("steps", HTMLElement).replaceChildren(...stepsFor(files, ask));
  find("figures", HTMLElement).replaceChildren(
    ...figuresOf(files, end).flatMap(([label, text]) => [
      element("div", {}, element("dt", {}, label), element("dd", {}, foreign(text))),
    ]),
  );
  find("findings-summary", HTMLElement).replaceChildren(...findingsTable(files, ask));
  find("overview", HTMLElement).hidden = false;
}

const MODES = {
  preview: "a preview, nothing was written",
  check: "a check, nothing was written",
  write: "the changes were written",
};

/** @param {readonly PageFile[]} files */
function verdict(files) {
  const changed = files.filter(({ status }) => status === "changed").length;
  const urgent = files.filter(({ needsReview }) => needsReview).length;
  if (urgent > 0) {
    const verb = urgent === 1 ? "needs" : "need";
    return `${urgent} of ${counted(files.length, "file")} ${verb} your eyes`;
  }
  return changed > 0
    ? `${counted(changed, "file")} changed, all of it mechanical`
    : `Nothing changes in ${counted(files.length, "file")}`;
}

/**
 * @param {readonly PageFile[]} files
 * @param {Ask} ask
 */
function stepsFor(files, ask) {
  const count = (/** @type {string} */ kind) =>
    files.filter((file) => kindOf(file) === kind).length;
  /** @type {readonly [kind: string, words: string, text: string][]} */
  const steps = [
    ["failed", "failed", "The tool or the disk had a problem; they are as they were."],
    ["blocked", "blocked", "Left as they are: each says why, and what to do about it."],
    ["review", "to review", "With a finding, or a changed line, that only a person can judge."],
    ["mechanical", "mechanical", "Only moved, renamed, re-indented lines and brackets. Skim them."],
    ["noted", "with notes alone", "Unchanged; a note says what may be of interest."],
    ["unchanged", "with nothing to see", "Unchanged, and without a finding."],
  ];
  return steps
    .filter(([kind]) => count(kind) > 0)
    .map(([kind, words, text]) =>
      element(
        "li",
        { class: kind },
        button({}, () => ask({ status: kind }), element("b", {}, `${count(kind)}`), ` ${words}`),
        element("span", {}, text),
      ),
    );
}

/**
 * @param {readonly PageFile[]} files
 * @param {PageData["end"]} end
 * @returns {readonly (readonly [string, string])[]}
 */
function figuresOf(files, { totals, remarks }) {
  const { changed, unchanged, blocked, failed } = totals;
  const { testsMigrated, testsLeft, testsNew, testsUnreadable, suites, commentsKept } = totals;
  const all = changed + unchanged + blocked + failed;
  const tests = [
    `${testsMigrated} migrated`,
    ...(testsLeft > 0 ? [`${testsLeft} left`] : []),
    ...(testsNew > 0 ? [`${testsNew} in the new style before`] : []),
    ...(testsUnreadable > 0 ? [`${testsUnreadable} of them in files that cannot be read`] : []),
  ];
  return [
    [
      "Files",
      `${all} = ${changed} changed + ${unchanged} unchanged + ${blocked} blocked + ${failed} failed`,
    ],
    ["Tests", tests.join(", ")],
    [
      "Suites and comments",
      `${counted(suites, "suite")} migrated, ${counted(commentsKept, "comment")} kept`,
    ],
    ["Proof", proofWords(files)],
    ["Changed lines", changeWords(files)],
    ...remarks.map(({ label, text }) => /** @type {const} */ ([capital(label), text])),
  ];
}

/** @param {readonly PageFile[]} files */
function proofWords(files) {
  const proofs = files.flatMap(({ proof }) => proof ?? []);
  const sum = (/** @type {"tests" | "registeringForms" | "comments" | "forms"} */ key) =>
    proofs.reduce((total, proof) => total + proof[key], 0);
  if (proofs.length === 0) {
    return "no file has one";
  }
  const registering = sum("registeringForms");
  const same = [
    counted(sum("tests"), "test"),
    ...(registering > 0 ? [`${counted(registering, "form")} that can make more tests`] : []),
    counted(sum("comments"), "comment"),
  ].join(", ");
  return `${counted(proofs.length, "file")} shown to hold the same before and after: ${same} and ${counted(sum("forms"), "other form")}`;
}

/** @param {readonly PageFile[]} files */
function changeWords(files) {
  const parts = CLASSES.map(({ name, label }) => ({
    label,
    total: files.reduce((sum, file) => sum + classCount(file, name), 0),
  }));
  const shown = parts.filter(({ total }) => total > 0);
  return shown.length === 0
    ? "none"
    : shown.map(({ total, label }) => `${total.toLocaleString("en")} ${label}`).join(", ");
}

/** @param {string} text */
function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const SEVERITY_WORDS = {
  refuse: "leaves the file as it is",
  review: "asks for a look",
  info: "is only a note",
};

/**
 * @param {readonly PageFile[]} files
 * @param {Ask} ask
 */
function findingsTable(files, ask) {
  const all = files.flatMap(({ findings }) => findings);
  if (all.length === 0) {
    return [element("p", { class: "quiet" }, "No findings.")];
  }
  const rank = { refuse: 0, review: 1, info: 2 };
  const severityOf = (/** @type {string} */ code) =>
    all.find((finding) => finding.code === code)?.severity ?? "info";
  const rows = [...codesOf(files)]
    .sort(([a], [b]) => rank[severityOf(a)] - rank[severityOf(b)])
    .map(([code, count]) =>
      element(
        "tr",
        { class: severityOf(code) },
        element(
          "th",
          { scope: "row" },
          button({ class: "link" }, () => ask({ code }), foreign(code)),
        ),
        element("td", {}, SEVERITY_WORDS[severityOf(code)]),
        element(
          "td",
          { class: "count" },
          `${all.filter((finding) => finding.code === code).length}`,
        ),
        element("td", { class: "count" }, `${count}`),
      ),
    );
  const headings = ["Finding", "What it does", "Times", "Files"];
  const titles = headings.map((title) => element("th", { scope: "col" }, title));
  return [
    element(
      "details",
      { open: true },
      element("summary", {}, counted(all.length, "finding")),
      element(
        "table",
        { class: "findings" },
        element("thead", {}, element("tr", {}, ...titles)),
        element("tbody", {}, ...rows),
      ),
    ),
  ];
}
