// The class of one change, from what is known of its text: which calls were renamed, which
// brackets the pipeline brought along. Invariant: whatever is not recognised here is `review`.

import {
  DEFAULT_SUITE_NAME,
  LIST_ENTRIES,
  REGISTRATIONS,
  STAGES,
} from "../framework/framework-api.js";
import { SyntaxKind } from "../syntax/kinds.js";
import { encodeString } from "../syntax/string-literal.js";
import type { SyntaxTree } from "../syntax/tree.js";
import type { ChangeClass } from "./change-class.js";
import { indentOf } from "./lines.js";
import type { Replacement } from "./replaced-text.js";

/** How a line differs from the one that it came from, wherever it stands now. */
export type LineDifference = "none" | Exclude<ChangeClass, "moved">;

/** What there is to know of a line that became another. */
export interface ChangedLine {
  /** Of the old text; what is no code in it may be missing. */
  readonly tree: SyntaxTree;
  readonly oldStart: number;
  readonly oldLine: string;
  readonly newLine: string;
  /** As `replacementsIn` gives them. */
  readonly replacements: readonly Replacement[];
}

/** How the new line differs from the old one: the gravest of its replacements. */
export function differenceOf(line: ChangedLine): LineDifference {
  const { tree, oldStart, oldLine, newLine, replacements } = line;
  if (oldLine === newLine) {
    return "none";
  }
  if (indentOf(oldLine) !== indentOf(newLine) && startsInString(tree, oldStart)) {
    return "review";
  }
  if (oldLine.slice(indentOf(oldLine).length) === newLine.slice(indentOf(newLine).length)) {
    return "reindented";
  }
  const differences = replacements.map((one) => classOfReplacement(line, one));
  if (differences.includes("review")) {
    return "review";
  }
  return differences.includes("added") ? "added" : "renamed";
}

/** Whether the blanks at this start of a line are data. */
function startsInString(tree: SyntaxTree, lineStart: number): boolean {
  const token = tree.tokenAt(lineStart);
  return tree.kind(token) === SyntaxKind.String && tree.start(token) < lineStart;
}

function classOfReplacement(
  { tree, oldStart, oldLine }: ChangedLine,
  { span, newText, holdsMovedText }: Replacement,
): "renamed" | "added" | "review" {
  if (holdsMovedText) {
    return "review";
  }
  const oldText = oldLine.slice(span.start - oldStart, span.end - oldStart);
  if (isRename(oldText, newText) && isRegistrationHead(tree, span.start)) {
    return "renamed";
  }
  const dropsNil = newText === "" && NIL_ARGUMENT.test(oldText) && RUN_CALL.test(oldLine);
  if (dropsNil) {
    return "renamed";
  }
  const opens = oldText === "" && newText === "(-> ";
  return opens || addsClosers(oldText, newText) ? "added" : "review";
}

/** The names that calls of the old framework have in the new ones. */
const NEW_NAMES: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(REGISTRATIONS).map(([name, mode]) => [
    name,
    [STAGES[mode], LIST_ENTRIES[mode], `list (${LIST_ENTRIES[mode]}`],
  ]),
);

function isRename(oldText: string, newText: string): boolean {
  return NEW_NAMES.get(oldText)?.includes(newText) === true;
}

/**
 * Whether a registration is a form of the file or a stage of its pipeline. Calls further down are in
 * helpers, loops and conditions, whose values change their meaning.
 */
function isRegistrationHead(tree: SyntaxTree, offset: number): boolean {
  const form = tree.parent(tree.tokenAt(offset));
  if (form <= 0 || tree.kind(form) !== SyntaxKind.List) {
    return false;
  }
  const holder = tree.parent(form);
  return holder === 0 || (tree.parent(holder) === 0 && isPipeline(tree, holder));
}

function isPipeline(tree: SyntaxTree, list: number): boolean {
  return tree.kind(list) === SyntaxKind.List && tree.text(list + 2) === "->";
}

/** What the old runners ignored. */
const NIL_ARGUMENT = /^[ \t]*(?:\{\s*\}|\(\s*\)|nil)[ \t]*$/;
const RUN_CALL = /\(\s*test\/run(?:-async)?[\s{()]/;

/** Brackets that close what the migration opened, and the line end that a last line lacked. */
function addsClosers(oldText: string, newText: string): boolean {
  return /^[)}]*$/.test(oldText) && /^[)}]*\r?\n?$/.test(newText) && newText.endsWith(oldText);
}

/** Whether a line that no old line gave anything to is one that every migration adds. */
export function isFrameLine(line: string): boolean {
  const text = line.trim();
  return text === DEFAULT_SUITE_LINE || /^[)}]*$/.test(text) || LIST_OPENING.test(text);
}

const DEFAULT_SUITE_LINE = `(-> (test/suite ${encodeString(DEFAULT_SUITE_NAME)})`;
const LIST_OPENING = /^\(test\/run \((?:list|join)$/;
