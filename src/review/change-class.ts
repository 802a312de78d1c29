// The classes of changes: what a reviewer needs to know of a changed line before reading it.
// Invariant: each change has exactly one. Whatever is not known to be harmless is `review`.

/** Why a line is not what it was; `docs/review.md` explains each to users. */
export type ChangeClass = "reindented" | "renamed" | "moved" | "added" | "review";

/** All classes, from the least to read to the most; reports list them in this order. */
export const CHANGE_CLASSES: readonly ChangeClass[] = [
  "reindented",
  "renamed",
  "moved",
  "added",
  "review",
];

/**
 * How many changes of each class: a changed line is one change, a line that moved is one (not two,
 * although it has two rows), a line that is only on one side is one.
 */
export type ChangeCounts = Readonly<Record<ChangeClass, number>>;

export const NO_CHANGES: ChangeCounts = {
  reindented: 0,
  renamed: 0,
  moved: 0,
  added: 0,
  review: 0,
};

/** The sum of two counts, class by class. */
export function addCounts(a: ChangeCounts, b: ChangeCounts): ChangeCounts {
  return {
    reindented: a.reindented + b.reindented,
    renamed: a.renamed + b.renamed,
    moved: a.moved + b.moved,
    added: a.added + b.added,
    review: a.review + b.review,
  };
}
