// The reader's way through the cards by keys: from change to change, file to file, or to the next
// place that needs eyes. Where the reader is, is where the focus is, or was last.

/**
 * @typedef {import("./card.js").Card} Card
 * @typedef {1 | -1} Direction
 * @typedef {{ readonly hunk: number, readonly at: number }} Place before any hunk for a heading
 */

/** @type {Place} */
const HEADING = { hunk: -1, at: -1 };

/**
 * @param {() => readonly Card[]} cards those that are shown, in order
 */
export function createWalk(cards) {
  /** @type {Card | undefined} */
  let last;
  document.addEventListener("focusin", ({ target }) => {
    last = cards().find((card) => target instanceof Node && card.element.contains(target)) ?? last;
  });
  const current = () => {
    const shown = cards();
    return last !== undefined && shown.includes(last) ? last : undefined;
  };

  /** @param {Card} card */
  const goTo = (card) => {
    last = card;
    card.heading.focus({ preventScroll: true });
    card.element.scrollIntoView({ block: "start" });
  };

  /** @param {Direction} direction */
  const nextCard = (direction) => {
    const shown = cards();
    const card = current();
    const from = card === undefined ? -1 : shown.indexOf(card);
    return card === undefined ? shown[0] : shown[from + direction];
  };

  return {
    current,
    goTo,
    /** @param {Direction} direction */
    toFile(direction) {
      const card = nextCard(direction);
      if (card !== undefined) {
        goTo(card);
      }
    },
    /**
     * To the next change of an open file, or to the next heading.
     * @param {Direction} direction
     */
    toChange(direction) {
      const card = current();
      if (card?.isOpen() && goWithin(card, placeIn(card), direction, () => true)) {
        return;
      }
      const isPastHeading = card !== undefined && placeIn(card) !== HEADING;
      const next = direction === -1 && isPastHeading ? card : nextCard(direction);
      if (next === undefined) {
        return;
      }
      const isBackInto = direction === -1 && next !== card && next.isOpen();
      if (!isBackInto || !goWithin(next, undefined, direction, () => true)) {
        goTo(next);
      }
    },
    /**
     * To the next place that needs eyes, in files not viewed yet; opens files on the way.
     * @param {Direction} direction
     */
    toReview(direction) {
      const shown = cards();
      const start = current();
      const first =
        start === undefined ? (direction === 1 ? 0 : shown.length - 1) : shown.indexOf(start);
      for (let index = first; index >= 0 && index < shown.length; index += direction) {
        const card = /** @type {Card} */ (shown[index]);
        const isStart = card === start;
        if (!card.file.needsReview || card.isViewed()) {
          continue;
        }
        const place = isStart ? placeIn(card) : direction === 1 ? HEADING : undefined;
        if (goWithin(card, place, direction, ({ needsReview }) => needsReview)) {
          return;
        }
        if (!isStart && !hasReviewStops(card)) {
          goTo(card);
          return;
        }
      }
    },
  };
}

/** @param {Card} card */
function hasReviewStops(card) {
  return card.hunks().some((hunk) => hunk.stops().some(({ needsReview }) => needsReview));
}

/**
 * Goes to the next stop of the card behind the place, or to its last one where none is given.
 * @param {Card} card
 * @param {Place | undefined} place
 * @param {Direction} direction
 * @param {(stop: import("./hunk.js").Stop) => boolean} isWanted
 */
function goWithin(card, place, direction, isWanted) {
  const hunks = card.hunks();
  const stops = hunks.flatMap((hunk, index) =>
    hunk
      .stops()
      .filter(isWanted)
      .map(({ at }) => ({ hunk: index, at })),
  );
  const isBehind = (/** @type {Place} */ a, /** @type {Place} */ b) =>
    a.hunk > b.hunk || (a.hunk === b.hunk && a.at > b.at);
  const next =
    direction === 1
      ? stops.find((stop) => place !== undefined && isBehind(stop, place))
      : stops.findLast((stop) => place === undefined || isBehind(place, stop));
  if (next === undefined) {
    return false;
  }
  hunks[next.hunk]?.focusItem(next.at);
  return true;
}

/**
 * @param {Card} card
 * @returns {Place}
 */
function placeIn(card) {
  const row = document.activeElement?.closest("tr[data-at]");
  if (!(row instanceof HTMLElement) || !card.element.contains(row)) {
    return HEADING;
  }
  const hunk = card.hunks().findIndex(({ element }) => element.contains(row));
  return { hunk, at: Number(row.dataset.at) };
}
