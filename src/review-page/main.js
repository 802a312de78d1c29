// Puts the page together: draws what the reader has and connects controls and keys to what they do.
// Runs once, when the document is read.

import { pathWords } from "./card.js";
import { element, find } from "./dom.js";
import { isReviewable } from "./filter.js";
import { setUpHelp } from "./help.js";
import { markCurrent, setUpFilters } from "./index-list.js";
import { listenForKeys } from "./keys.js";
import { fillOverview } from "./overview.js";
import { createReader } from "./reader.js";
import { measureToolbar, setUpToolbar } from "./toolbar.js";

/** @typedef {import("./reader.js").Reader} Reader */

function start() {
  const reader = createReader();
  const { data, settings, narrow } = reader;
  reader.applyTheme();
  setUpFilters(data.files, reader.refilter);
  setUpToolbar(settings, data.files, (what) => {
    reader.keep();
    reader.applyTheme();
    if (what === "lines") {
      reader.redraw();
    } else if (what === "order") {
      reader.refilter();
    }
  });
  fillOverview(data, reader.ask);
  showUntouched(data.files);
  setUpKeys(reader);
  listen(reader);
  find("index", HTMLDetailsElement).open = !narrow.matches;
  measureToolbar();
  reader.refilter();
  find("loading", HTMLElement).hidden = true;
  find("review", HTMLElement).hidden = false;
  reader.goToId(window.location.hash.slice(1));
}

/** @param {Reader} reader */
function setUpKeys(reader) {
  const { settings, walk, isLasting } = reader;
  /** @type {readonly import("./keys.js").Binding[]} */
  const bindings = [
    {
      key: "j",
      words: "next change, or next file where one is closed",
      act: () => walk.toChange(1),
    },
    { key: "k", words: "previous change or file", act: () => walk.toChange(-1) },
    { key: "n", words: "next file", act: () => walk.toFile(1) },
    { key: "p", words: "previous file", act: () => walk.toFile(-1) },
    { key: "r", words: "next place that needs your eyes", act: () => walk.toReview(1) },
    { key: "R", words: "previous place that needs your eyes", act: () => walk.toReview(-1) },
    { key: "o", words: "open or close the file", act: reader.toggleOpen },
    {
      key: "v",
      words: "mark the file as viewed and go on, or take the mark back",
      act: reader.toggleViewed,
    },
    { key: "u", words: "split or unified view", act: reader.changeView },
    { key: "/", words: "search", act: reader.search },
    { key: "?", words: "this help; Escape closes it", act: () => openHelp() },
  ];
  const openHelp = setUpHelp(bindings, {
    isLasting,
    usesKeys: settings.usesKeys,
    onUseKeys(usesKeys) {
      settings.usesKeys = usesKeys;
      reader.keep();
    },
  });
  listenForKeys(bindings, () => settings.usesKeys);
}

/** @param {Reader} reader */
function listen({ narrow, redraw, drawAll, setAllOpen, goToId, walk }) {
  find("open-all", HTMLElement).addEventListener("click", () => setAllOpen(true));
  find("close-all", HTMLElement).addEventListener("click", () => setAllOpen(false));
  find("index-list", HTMLElement).addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link !== null) {
      event.preventDefault();
      goToId(link.hash.slice(1));
    }
  });
  document.addEventListener("focusin", () => markCurrent(walk.current()?.file));
  narrow.addEventListener("change", redraw);
  window.addEventListener("beforeprint", drawAll);
}

/** @param {readonly import("../report/migrate/html/page-data.js").PageFile[]} files */
function showUntouched(files) {
  const untouched = files.filter((file) => !isReviewable(file));
  if (untouched.length > 0) {
    find("untouched", HTMLElement).append(
      element(
        "details",
        {},
        element(
          "summary",
          {},
          `${untouched.length} with nothing to see: unchanged, and without a finding`,
        ),
        element("ul", {}, ...untouched.map(({ path }) => element("li", {}, ...pathWords(path)))),
      ),
    );
  }
}

start();
