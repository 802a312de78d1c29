// One file: its heading with path, counts and viewed mark, and below it, once it is open and near,
// its findings and hunks. Called by `review.js`, which keeps the cards in order.

import { CLASS_NAMES, CLASSES, classCount, counted } from "./classes.js";
import { readHunks } from "./data.js";
import { button, element, foreign } from "./dom.js";
import { describeFinding } from "./draw-row.js";
import { createHunk } from "./hunk.js";
import { drawNow, drawWhenNear } from "./lazy.js";
import { escapeControls } from "./segments.js";

/**
 * @typedef {import("../report/migrate/html/page-data.js").PageFile} PageFile
 * @typedef {import("./hunk.js").Hunk} Hunk
 * @typedef {import("./hunk.js").Side} Side
 * @typedef {{
 *   readonly isSplit: () => boolean,
 *   readonly hidden: ReadonlySet<string>,
 *   readonly context: number,
 *   readonly isViewed: boolean,
 *   readonly onViewed: (isViewed: boolean) => void,
 * }} CardOptions
 * @typedef {ReturnType<typeof createCard>} Card
 */

/**
 * @param {PageFile} file
 * @param {CardOptions} options
 */
export function createCard(file, options) {
  const id = `file-${file.key}`;
  const body = element("div", { class: "card-body", id: `${id}-body`, hidden: true });
  const toggle = button(
    { "aria-expanded": "false", "aria-controls": body.id, class: "path" },
    () => setOpen(body.hidden !== false),
    ...pathWords(file.path),
  );
  const viewed = element("input", { type: "checkbox" });
  viewed.checked = options.isViewed;
  viewed.addEventListener("change", () => options.onViewed(viewed.checked));
  const viewedLabel = element("label", { class: "viewed" }, viewed, " Viewed");
  const article = element(
    "article",
    { class: `card ${file.status}`, id, "aria-label": escapeControls(file.path) },
    element(
      "header",
      { class: "card-head" },
      element("h3", {}, toggle),
      element("p", { class: "facts" }, ...factsOf(file)),
      viewedLabel,
    ),
    body,
  );
  /** @type {readonly Hunk[] | undefined} */
  let hunks;

  const draw = () => {
    body.style.minHeight = "";
    hunks = createHunks(file, options, (side, line) => reveal(side, line));
    const found = placedFindings(file, hunks);
    body.replaceChildren(...remarksOn(file, found), ...hunks.map((hunk) => hunk.element));
  };
  const setOpen = (/** @type {boolean} */ isOpen) => {
    body.hidden = !isOpen;
    toggle.setAttribute("aria-expanded", String(isOpen));
    article.classList.toggle("open", isOpen);
    if (isOpen && hunks === undefined) {
      body.style.minHeight = `${estimatedHeight(file)}px`;
      drawWhenNear(body, draw);
    }
  };
  const drawnHunks = () => {
    setOpen(true);
    drawNow(body);
    return hunks ?? [];
  };
  const reveal = (/** @type {Side} */ side, /** @type {number} */ line) =>
    drawnHunks().some((hunk) => hunk.reveal(side, line));

  return {
    file,
    element: article,
    heading: toggle,
    isOpen: () => !body.hidden,
    isViewed: () => viewed.checked,
    setOpen,
    hunks: drawnHunks,
    refresh() {
      for (const hunk of hunks ?? []) {
        hunk.refresh();
      }
    },
    drawAll() {
      for (const hunk of body.hidden ? [] : drawnHunks()) {
        hunk.drawAll();
      }
    },
    /** @param {boolean} isViewed */
    setViewed(isViewed) {
      viewed.checked = isViewed;
      article.classList.toggle("is-viewed", isViewed);
    },
  };
}

/**
 * The path with its last part told apart.
 * @param {string} path
 */
export function pathWords(path) {
  const cut = path.lastIndexOf("/") + 1;
  return [
    element("span", { class: "folder" }, ...breakable(path.slice(0, cut))),
    element("span", { class: "name" }, ...breakable(path.slice(cut))),
  ];
}

/**
 * The text with places to break behind each `/` and `_`, so that a long name is not cut anywhere.
 * @param {string} text
 */
function breakable(text) {
  const parts = text.match(/[^/_]*[/_]+|[^/_]+$/g) ?? [];
  return parts.flatMap((part) => [foreign(part), element("wbr")]);
}

const STATUS_WORDS = {
  changed: "",
  unchanged: "unchanged",
  blocked: "blocked: left as it is",
  failed: "failed: left as it is",
};

/** @param {PageFile} file */
function factsOf(file) {
  const { status, needsReview, findings, isReplaced, tests, group } = file;
  /** @type {HTMLElement[]} */
  const facts = [];
  const fact = (/** @type {string} */ name, /** @type {string} */ text) =>
    facts.push(element("span", { class: `fact ${name}` }, text));
  if (STATUS_WORDS[status] !== "") {
    fact(`badge is-${status}`, STATUS_WORDS[status]);
  } else if (needsReview) {
    fact("badge", "to review");
  }
  if (isReplaced) {
    fact("replaced", "replaced as a whole");
  }
  if (findings.length > 0) {
    fact("remarks", counted(findings.length, "finding"));
  }
  for (const { name, label } of CLASSES) {
    const count = classCount(file, name);
    if (count > 0) {
      fact(`class ${name}`, `${count} ${label}`);
    }
  }
  if (tests > 0) {
    fact("tests", counted(tests, "test"));
  }
  if (group !== undefined) {
    fact("group", escapeControls(group));
  }
  return facts;
}

/**
 * @param {PageFile} file
 * @param {CardOptions} options
 * @param {(side: Side, line: number) => void} jump
 */
function createHunks(file, { isSplit, hidden, context }, jump) {
  /** @type {Map<number, import("../report/migrate/html/page-data.js").PageFinding[]>} */
  const findings = new Map();
  for (const finding of file.findings) {
    findings.set(finding.line, [...(findings.get(finding.line) ?? []), finding]);
  }
  const all = readHunks(file);
  return all.map((rows, index) => {
    const label = `Change ${index + 1} of ${all.length} in ${escapeControls(file.path)}`;
    // Two texts that have nothing in common are folded, for those who want to read both.
    const folded = file.isReplaced ? new Set(CLASS_NAMES) : hidden;
    const isOneOfMany = all.length > 1;
    return createHunk(rows, {
      label,
      isOneOfMany,
      isSplit,
      hidden: folded,
      context,
      findings,
      jump,
    });
  });
}

/**
 * The lines whose findings stand in a hunk.
 * @param {PageFile} file
 * @param {readonly Hunk[]} hunks
 * @returns {ReadonlySet<number>}
 */
function placedFindings(file, hunks) {
  const lines = file.findings.map(({ line }) => line);
  return new Set(lines.filter((line) => hunks.some((hunk) => hunk.hasOld(line))));
}

/**
 * What is said of the file beside its lines.
 * @param {PageFile} file
 * @param {ReadonlySet<number>} placed
 */
function remarksOn(file, placed) {
  const others = file.findings.filter(({ line }) => !placed.has(line));
  const problems = file.problems.map(({ code, message, hint }) =>
    element(
      "div",
      { class: "finding refuse" },
      element("p", {}, element("strong", {}, "Failed"), ": ", foreign(message)),
      element("p", { class: "hint" }, "What to do: ", foreign(hint)),
      element("p", { class: "code-name" }, element("code", {}, foreign(code))),
    ),
  );
  const replaced = element(
    "p",
    { class: "remark" },
    "Replaced as a whole: nothing of the old text is left, so there is nothing to compare.",
  );
  const names = (file.replacement ?? []).map((line) =>
    element("p", { class: "remark" }, escapeControls(line)),
  );
  return [
    ...(file.isReplaced ? [replaced, ...names] : []),
    ...problems,
    ...others.map(describeFinding),
  ];
}

/** @param {PageFile} file */
function estimatedHeight(file) {
  const rows = CLASS_NAMES.reduce((sum, name) => sum + classCount(file, name), 0);
  return 21 * rows + 80 * file.findings.length;
}
