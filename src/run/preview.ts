// The change of one file for people: a heading, how much there is of each class of change, and the
// hunks in one of the views. Unlike a patch it is not exact: control characters are shown as
// escapes, carriage returns at line ends not at all, and classes can be left out.

import type { ChangeClass } from "../review/change-class.js";
import { countLines } from "../review/count-lines.js";
import { type FileReview, reviewFile } from "../review/file-review.js";
import { reviewHunks } from "../review/hunks.js";
import { escapeControls } from "./escape.js";
import type { PlannedChange } from "./planned-file.js";
import type { Style } from "./style.js";
import { formatCounts } from "./views/marks.js";
import { createDressLine } from "./views/segments.js";
import type { CreateView } from "./views/view.js";
import { countOf } from "./wording.js";

export interface PreviewOptions {
  readonly style: Style;
  /** Width to fit lines in; undefined where the output has none. */
  readonly columns: number | undefined;
  readonly context: number;
  readonly view: CreateView;
  /** Classes of changes that are shown as context. */
  readonly hidden: ReadonlySet<ChangeClass>;
}

const DEFAULT_COLUMNS = 80;

/** The heading and the hunks, each line with a line feed behind it. */
export function formatPreview(file: PlannedChange, options: PreviewOptions): string {
  const { style, columns = DEFAULT_COLUMNS, context, hidden } = options;
  const review = reviewFile(file);
  const heading = formatHeading(file, review, style);
  if (review.isReplaced) {
    // Lines of two texts that have nothing to do with each other are no diff that anybody reads.
    return `${heading}${style.dim("replaced as a whole; --format patch shows both texts")}\n`;
  }
  const { oldLines, newLines, counts } = review;
  // Prose around code has no syntax that could be shown.
  const showsSyntax = file.code === undefined && style.bold("x") !== "x";
  const formatHunk = options.view({
    review,
    style,
    columns,
    oldLine: createDressLine(file.source, oldLines, showsSyntax),
    newLine: createDressLine(file.newText, newLines, showsSyntax),
  });
  const summary = `  ${formatCounts(counts, hidden, style)}\n`;
  return heading + summary + reviewHunks(review, { context, hidden }).map(formatHunk).join("");
}

function formatHeading(file: PlannedChange, review: FileReview, style: Style): string {
  const { removed, added } = countLines(review);
  const lines = `+${added} -${removed}`;
  const { tests, path } = file;
  const facts = tests.old > 0 ? `${countOf(tests.old, "test")}, ${lines}` : lines;
  return `${style.bold(escapeControls(path))}  ${style.dim(facts)}\n`;
}
