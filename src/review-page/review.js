// The files of the page as cards, in order and filtered, and the reader's way through them.
// Invariant: every file of the run is either a card or in the list of those that do not change.

import { createCard } from "./card.js";
import { isReviewable, matches, sortFiles } from "./filter.js";

/**
 * @typedef {import("../report/migrate/html/page-data.js").PageFile} PageFile
 * @typedef {import("./card.js").Card} Card
 * @typedef {import("./filter.js").Query} Query
 * @typedef {{
 *   readonly files: readonly PageFile[],
 *   readonly settings: import("./settings.js").Settings,
 *   readonly context: number,
 *   readonly viewed: import("./viewed.js").Viewed,
 *   readonly isSplit: () => boolean,
 *   readonly onViewed: () => void,
 * }} ReviewOptions
 * @typedef {ReturnType<typeof createReview>} Review
 */

/**
 * @param {HTMLElement} container
 * @param {ReviewOptions} options
 */
export function createReview(container, options) {
  const { files, settings, context, viewed, isSplit, onViewed } = options;
  /** @type {Map<PageFile, Card>} */
  const cards = new Map();
  /** @type {readonly PageFile[]} */
  let shown = [];

  /**
   * @param {PageFile} file
   * @param {boolean} isViewed
   */
  const setViewed = (file, isViewed) => {
    viewed.set(file, isViewed);
    cards.get(file)?.setViewed(isViewed);
    cards.get(file)?.setOpen(!isViewed);
    onViewed();
  };

  for (const file of files.filter(isReviewable)) {
    const isViewed = viewed.has(file);
    const card = createCard(file, {
      isSplit,
      hidden: settings.hidden,
      context,
      isViewed,
      onViewed: (isNow) => setViewed(file, isNow),
    });
    card.setViewed(isViewed);
    card.setOpen(file.needsReview && !isViewed);
    cards.set(file, card);
  }

  return {
    setViewed,
    shown: () => shown,
    cards: () => shown.flatMap((file) => cards.get(file) ?? []),
    /** @param {string} id the element's id, as in the page's address */
    byId: (id) => [...cards.values()].find((card) => card.element.id === id),
    /**
     * Shows the files that the query asks for.
     * @param {Query} query
     */
    filter(query) {
      shown = sortFiles(files, settings.order).filter((file) =>
        matches(file, query, viewed.has(file)),
      );
      container.replaceChildren(...shown.flatMap((file) => cards.get(file)?.element ?? []));
    },
    refresh() {
      for (const card of cards.values()) {
        card.refresh();
      }
    },
    progress: () => ({
      done: [...cards.keys()].filter((file) => viewed.has(file)).length,
      all: cards.size,
      rest: files.length - cards.size,
    }),
  };
}
