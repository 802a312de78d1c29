// What a reader can do with the page, whichever control or key asks for it. Made once by `main.js`.

import { readData } from "./data.js";
import { find } from "./dom.js";
import { markCurrent, readQuery, showIndex, writeQuery } from "./index-list.js";
import { createReview } from "./review.js";
import { keepSettings, readSettings } from "./settings.js";
import { openMemory } from "./storage.js";
import { showProgress, showTheme, showView } from "./toolbar.js";
import { createViewed } from "./viewed.js";
import { createWalk } from "./walk.js";

/**
 * @typedef {ReturnType<typeof createReader>} Reader
 */

/** Reads the data of the document and makes its cards; draws nothing yet. */
export function createReader() {
  const data = readData();
  const memory = openMemory();
  const settings = readSettings(memory);
  const viewed = createViewed(memory);
  const narrow = window.matchMedia("(max-width: 760px)");
  const review = createReview(find("files", HTMLElement), {
    files: data.files,
    settings,
    context: data.run.context,
    viewed,
    isSplit: () => settings.view === "split" && !narrow.matches,
    onViewed: () => showMarks(),
  });
  const walk = createWalk(review.cards);

  const showMarks = () => {
    showProgress(review.progress());
    showIndex(review.shown(), data.files, viewed.has);
    markCurrent(walk.current()?.file);
  };
  const keep = () => keepSettings(memory, settings);
  const refilter = () => {
    review.filter(readQuery());
    showMarks();
  };
  const goTo = (/** @type {import("./card.js").Card | undefined} */ card) => {
    if (card !== undefined && review.cards().includes(card)) {
      card.setOpen(true);
      walk.goTo(card);
    }
  };

  return {
    data,
    settings,
    narrow,
    walk,
    isLasting: memory.isLasting,
    keep,
    refilter,
    redraw: review.refresh,
    /** @param {string} id the element's, as in the page's address */
    goToId: (id) => goTo(review.byId(id)),
    /** @param {Partial<import("./filter.js").Query>} query */
    ask(query) {
      writeQuery(query);
      refilter();
      goTo(review.cards()[0]);
    },
    applyTheme: () => showTheme(settings.theme),
    changeView() {
      settings.view = settings.view === "split" ? "unified" : "split";
      showView(settings.view);
      keep();
      review.refresh();
    },
    toggleOpen() {
      const card = walk.current();
      card?.setOpen(!card.isOpen());
      card?.heading.focus();
    },
    toggleViewed() {
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
    search() {
      find("index", HTMLDetailsElement).open = true;
      find("search", HTMLInputElement).select();
    },
    /** @param {boolean} isOpen */
    setAllOpen(isOpen) {
      for (const card of review.cards()) {
        card.setOpen(isOpen);
      }
    },
    drawAll() {
      for (const card of review.cards()) {
        card.drawAll();
      }
    },
  };
}
