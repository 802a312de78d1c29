// What a view is: a way to show the hunks of one file's review to people. Everything that it makes
// is safe for a terminal and readable without colours. The preview chooses one.

import type { FileReview } from "../../review/file-review.js";
import type { ReviewHunk } from "../../review/hunks.js";
import type { Style } from "../../text/style.js";
import type { DressLine } from "./segments.js";

export interface ViewContext {
  readonly review: FileReview;
  readonly style: Style;
  /** How wide lines may become, where the view fits them in. */
  readonly columns: number;
  /** Old and new lines of the file as painted pieces. */
  readonly oldLine: DressLine;
  readonly newLine: DressLine;
}

/** Lines with a line feed behind each. */
export type FormatHunk = (hunk: ReviewHunk) => string;

export type CreateView = (context: ViewContext) => FormatHunk;
