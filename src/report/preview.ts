// The change of one file for people: a heading, how much there is of each class of change, and the
// hunks in one of the views. Unlike a patch it is not exact: control characters are shown as
// escapes, carriage returns at line ends not at all, and classes can be left out.

import { describeGroup, type PlannedChange } from "../outcome/planned-file.js";
import type { ChangeClass } from "../review/change-class.js";
import { countLines } from "../review/count-lines.js";
import { type FileReview, reviewFile } from "../review/file-review.js";
import { reviewHunks } from "../review/hunks.js";
import { wrap } from "../text/columns.js";
import { escapeControls } from "../text/escape.js";
import type { Style } from "../text/style.js";
import { countOf } from "../text/wording.js";
import type { Remark } from "./document.js";
import { group, remark, type TextOptions, writeText } from "./document-text.js";
import { describeReplacement } from "./replaced-module.js";
import { formatCounts } from "./views/marks.js";
import { createDressLine } from "./views/segments.js";
import type { CreateView } from "./views/view.js";

export interface PreviewOptions extends TextOptions {
  readonly context: number;
  readonly view: CreateView;
  /** Classes of changes that are shown as context. */
  readonly hidden: ReadonlySet<ChangeClass>;
}

const DEFAULT_COLUMNS = 80;

/** The heading, what has to be said and the hunks, each line with a line feed behind it. */
export function formatPreview(
  file: PlannedChange,
  remarks: readonly Remark[],
  options: PreviewOptions,
): string {
  const { context, hidden } = options;
  const review = reviewFile(file);
  const said =
    remarks.length > 0 ? writeText([[group("", remarks.map(remark))]], options).slice(1) : "";
  if (review.isReplaced) {
    return formatReplaced(file, review, options) + said;
  }
  const formatHunk = createHunkFormat(file, review, options);
  const hunks = reviewHunks(review, { context, hidden });
  return formatChangeHead(file, review, options) + said + hunks.map(formatHunk).join("");
}

/** Lines of two texts that have nothing to do with each other are no diff that anybody reads. */
function formatReplaced(
  file: PlannedChange,
  review: FileReview,
  { style, columns }: PreviewOptions,
): string {
  const lines = [
    "replaced as a whole; --format patch shows both texts",
    ...describeReplacement(file).map(escapeControls),
  ].map((text) => `${style.dim(wrap(`  ${text}`, columns, "    "))}\n`);
  return formatHeading(file, review, style) + lines.join("");
}

/** What stands above a file's hunks: its heading, and how many changes of each class it has. */
export function formatChangeHead(
  file: PlannedChange,
  review: FileReview,
  { style, hidden, columns }: PreviewOptions,
): string {
  const counts = `  ${formatCounts(review.counts, hidden, style)}\n`;
  const others = describeGroup(file);
  const group = others && `${style.dim(wrap(`  ${escapeControls(others)}`, columns, "    "))}\n`;
  return formatHeading(file, review, style) + counts + (group ?? "");
}

/** How the hunks of a file are shown. */
export function createHunkFormat(
  { source, newText, code }: PlannedChange,
  review: FileReview,
  { style, columns = DEFAULT_COLUMNS, view }: PreviewOptions,
): ReturnType<CreateView> {
  // Prose around code has no syntax that could be shown.
  const showsSyntax = code === undefined && style.bold("x") !== "x";
  return view({
    review,
    style,
    columns,
    oldLine: createDressLine(source, review.oldLines, showsSyntax),
    newLine: createDressLine(newText, review.newLines, showsSyntax),
  });
}

function formatHeading(file: PlannedChange, review: FileReview, style: Style): string {
  const { path, tests, blocks } = file;
  const { removed, added } = countLines(review);
  const facts = [
    ...(tests.old > 0 ? [countOf(tests.old, "test")] : []),
    ...(blocks === undefined ? [] : [countOf(blocks.migrated, "block")]),
    `+${added} -${removed}`,
  ];
  return `${style.bold(escapeControls(path))}  ${style.dim(facts.join(", "))}\n`;
}
