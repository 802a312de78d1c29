// Puts the page together: reads the data, draws, listens. Runs once, when everything is there.

import { pathWords } from "./card.js";
import { readData } from "./data.js";
import { element, find } from "./dom.js";
import { isReviewable } from "./filter.js";
import { setUpHelp } from "./help.js";
import { markCurrent, readQuery, setUpFilters, showIndex, writeQuery } from "./index-list.js";
import { listenForKeys } from "./keys.js";
import { fillOverview } from "./overview.js";
import { createReview } from "./review.js";
import { keepSettings, readSettings } from "./settings.js";
import { openMemory } from "./storage.js";
import { measureToolbar, setUpToolbar, showProgress, showTheme, showView } from "./toolbar.js";
import { createViewed } from "./viewed.js";
import { createWalk } from "./walk.js";

function start() {
  const data = readData();
  const { files } = data;
  const memory = openMemory();
  const settings = readSettings(memory);
  const viewed = createViewed(memory);
  const narrow = window.matchMedia("(max-width: 760px)");

  const review = createReview(find("files", HTMLElement), {
    files,
    settings,
    context: data.run.context,
    viewed,
    isSplit: () => settings.view === "split" && !narrow.matches,
    onViewed: () => showMarks(),
  });
  const walk = createWalk(review.cards);
  const showMarks = () => {
    showProgress(review.progress());
    showIndex(review.shown(), files, viewed.has);
    markCurrent(walk.current()?.file);
  };
  const refilter = () => {
    review.filter(readQuery());
    showMarks();
  };
  const goTo = (/** @type {string} */ id) => {
    const card = review.byId(id);
    if (card !== undefined && review.cards().includes(card)) {
      card.setOpen(true);
      walk.goTo(card);
    }
  };

  showTheme(settings.theme);
  setUpFilters(files, refilter);
  setUpToolbar(settings, files, (what) => {
    keepSettings(memory, settings);
    showTheme(settings.theme);
    if (what === "lines") {
      review.refresh();
    } else if (what === "order") {
      refilter();
    }
  });
  fillOverview(data, (query) => {
    writeQuery(query);
    refilter();
    const [first] = review.cards();
    if (first !== undefined) {
      goTo(first.element.id);
    }
  });
  showUntouched(files);

  /** @type {readonly import("./keys.js").Binding[]} */
  const bindings = [
    {
      keys: ["j"],
      words: "next change, or next file where one is closed",
      act: () => walk.toChange(1),
    },
    { keys: ["k"], words: "previous change or file", act: () => walk.toChange(-1) },
    { keys: ["n"], words: "next file", act: () => walk.toFile(1) },
    { keys: ["p"], words: "previous file", act: () => walk.toFile(-1) },
    { keys: ["r"], words: "next place that needs your eyes", act: () => walk.toReview(1) },
    { keys: ["R"], words: "previous place that needs your eyes", act: () => walk.toReview(-1) },
    {
      keys: ["o"],
      words: "open or close the file",
      act() {
        const card = walk.current();
        card?.setOpen(!card.isOpen());
        card?.heading.focus();
      },
    },
    {
      keys: ["v"],
      words: "mark the file as viewed, or take the mark back, and go on",
      act() {
        const card = walk.current();
        if (card !== undefined) {
          const isDone = !viewed.has(card.file);
          review.setViewed(card.file, isDone);
          walk.goTo(card);
          if (isDone) {
            walk.toFile(1);
          }
        }
      },
    },
    {
      keys: ["u"],
      words: "split or unified view",
      act() {
        settings.view = settings.view === "split" ? "unified" : "split";
        showView(settings.view);
        keepSettings(memory, settings);
        review.refresh();
      },
    },
    {
      keys: ["/"],
      words: "search",
      act() {
        find("index", HTMLDetailsElement).open = true;
        find("search", HTMLInputElement).select();
      },
    },
    { keys: ["?"], words: "this help; Escape closes it", act: () => openHelp() },
  ];
  const openHelp = setUpHelp(bindings, {
    isLasting: memory.isLasting,
    usesKeys: settings.usesKeys,
    onUseKeys(usesKeys) {
      settings.usesKeys = usesKeys;
      keepSettings(memory, settings);
    },
  });
  listenForKeys(bindings, () => settings.usesKeys);

  const setAllOpen = (/** @type {boolean} */ isOpen) => {
    for (const card of review.cards()) {
      card.setOpen(isOpen);
    }
  };
  find("open-all", HTMLElement).addEventListener("click", () => setAllOpen(true));
  find("close-all", HTMLElement).addEventListener("click", () => setAllOpen(false));
  find("index-list", HTMLElement).addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link !== null) {
      event.preventDefault();
      goTo(link.hash.slice(1));
    }
  });
  document.addEventListener("focusin", () => markCurrent(walk.current()?.file));
  narrow.addEventListener("change", review.refresh);
  window.addEventListener("beforeprint", () => {
    for (const card of review.cards()) {
      card.drawAll();
    }
  });

  find("index", HTMLDetailsElement).open = !narrow.matches;
  measureToolbar();
  refilter();
  find("loading", HTMLElement).hidden = true;
  find("review", HTMLElement).hidden = false;
  goTo(window.location.hash.slice(1));
}

/** @param {readonly import("../page-data.js").PageFile[]} files */
function showUntouched(files) {
  const untouched = files.filter((file) => !isReviewable(file));
  if (untouched.length > 0) {
    find("untouched", HTMLElement).append(
      element(
        "details",
        {},
        element("summary", {}, `${untouched.length} unchanged without a finding`),
        element("ul", {}, ...untouched.map(({ path }) => element("li", {}, ...pathWords(path)))),
      ),
    );
  }
}

start();
