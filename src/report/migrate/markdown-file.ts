// What a comment on a pull request says of one file: a heading, its findings, and its change.
// Invariant: a section is never longer than the room that it is given, and says what it left out.

import type { Excerpt } from "../../finding/excerpt.js";
import { CHANGE_CLASSES, type ChangeClass, type ChangeCounts } from "../../review/change-class.js";
import { escapeControls } from "../../text/escape.js";
import { countOf } from "../../text/wording.js";
import { formatExcerpt } from "../excerpt-text.js";
import type { Remarks } from "../finding-text.js";
import { codeBlock, codeSpan, escapeMarkdown, htmlCode } from "../markdown-text.js";

/** How much text there may be, and how it is measured. */
export interface Room {
  readonly size: number;
  readonly measure: (text: string) => number;
}

/** What is known of a changed file. */
export interface ChangeSection {
  readonly remarks: Remarks;
  readonly counts: ChangeCounts;
  readonly isReplaced: boolean;
  /** Which files change together with it, where there are any. */
  readonly group?: string | undefined;
  /** Lines of a diff, safe to show. */
  readonly diff: readonly string[];
}

const NAMES: Readonly<Record<ChangeClass, string>> = {
  reindented: "re-indented",
  renamed: "renamed",
  moved: "moved",
  added: "added",
  review: "to review",
};

/** Lines by what happened to them, the least to read first: `12 re-indented, 3 moved`. */
export function describeCounts(counts: ChangeCounts): string {
  const parts = CHANGE_CLASSES.filter((name) => counts[name] > 0).map(
    (name) => `${counts[name]} ${NAMES[name]}`,
  );
  return parts.length === 0 ? "no line changed" : parts.join(", ");
}

/** A file that stays as it is, with the reasons; the first ones if there are too many. */
export function formatStaying({ path, status, findings, problems }: Remarks, room: Room): string {
  const why = status === "unchanged" ? "" : `: **${status}**, left as it is`;
  const head = `- ${codeSpan(escapeControls(path))}${why}\n`;
  return head + formatRemarkList({ findings, problems }, remaining(room, head), "  ");
}

/** A file that a person should look at: findings, then the change. */
export function formatForReview(section: ChangeSection, room: Room): string {
  const { remarks } = section;
  const { group } = section;
  const others = group === undefined ? "" : `; ${escapeMarkdown(escapeControls(group))}`;
  const what = `${describeChange(section)}${others}`;
  const head = `#### ${codeSpan(escapeControls(remarks.path))}\n\n${what}\n\n`;
  const list = formatRemarkList(remarks, remaining(room, head), "");
  const before = head + (list === "" ? "" : `${list}\n`);
  return before + formatDiff(section, remaining(room, before));
}

/** A file that nobody has to read, folded. */
export function formatFolded(section: ChangeSection, room: Room): string {
  const { remarks } = section;
  const title = `${htmlCode(escapeControls(remarks.path))}: ${describeChange(section)}`;
  const head = `<details><summary>${title}</summary>\n\n`;
  const end = "\n</details>\n";
  const list = formatRemarkList(remarks, remaining(room, head + end), "");
  const before = head + (list === "" ? "" : `${list}\n`);
  return before + formatDiff(section, remaining(room, before + end)) + end;
}

function describeChange({ counts, isReplaced }: ChangeSection): string {
  return isReplaced ? "replaced as a whole" : describeCounts(counts);
}

function formatRemarkList(
  { findings, problems }: Pick<Remarks, "findings" | "problems">,
  room: Room,
  indent: string,
): string {
  const lines = [
    ...problems.map(({ code, message, hint }) => remarkLine(code, message, hint)),
    ...findings.map((found) => {
      const line = remarkLine(found.code, found.message, found.hint, `line ${found.line}`);
      return `${line}${excerptBlock(found.excerpt, `${indent}  `)}`;
    }),
  ].map((line) => `${indent}- ${line}\n`);
  const kept = takeFitting(lines, remaining(room, `${indent}- … and 999999 more findings\n`));
  const left = lines.length - kept.length;
  const note = left === 0 ? "" : `${indent}- … and ${countOf(left, "more finding")}\n`;
  return kept.join("") + note;
}

/** The line with carets below the place, as a block of code inside a list's item. */
function excerptBlock(excerpt: Excerpt | undefined, indent: string): string {
  if (excerpt === undefined) {
    return "";
  }
  const block = codeBlock("text", formatExcerpt(excerpt, EXCERPT_WIDTH)).trimEnd();
  return `\n\n${block.replace(/^/gm, indent)}`;
}

const EXCERPT_WIDTH = 100;

function remarkLine(code: string, message: string, hint: string, place?: string): string {
  const shownMessage = escapeMarkdown(escapeControls(message));
  const shownHint = escapeMarkdown(escapeControls(hint));
  return `${place === undefined ? "" : `${place}: `}**${code}**: ${shownMessage}. *${shownHint}*`;
}

function formatDiff({ diff, isReplaced }: ChangeSection, room: Room): string {
  if (isReplaced) {
    return "Both texts are in the report of the format `patch`.\n";
  }
  if (diff.length === 0) {
    return "Every line that changed was only re-indented or renamed.\n";
  }
  const fences = codeBlock("diff", []) + "`".repeat(2 * longestBackticks(diff));
  const note = `… and ${diff.length} more lines, which the format \`patch\` has.\n`;
  const lines = takeFitting(diff, remaining(room, fences + note), 1);
  const left = diff.length - lines.length;
  const rest = `… and ${countOf(left, "more line")}, which the format \`patch\` has.\n`;
  return (lines.length === 0 ? "" : codeBlock("diff", lines)) + (left === 0 ? "" : rest);
}

function longestBackticks(lines: readonly string[]): number {
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? []);
  return runs.reduce((longest, run) => Math.max(longest, run.length), 0);
}

/** The first texts that fit, each with so much more behind it. */
function takeFitting(
  texts: readonly string[],
  { size, measure }: Room,
  extra = 0,
): readonly string[] {
  let left = size;
  const end = texts.findIndex((text) => {
    left -= measure(text) + extra;
    return left < 0;
  });
  return end === -1 ? texts : texts.slice(0, end);
}

function remaining({ size, measure }: Room, text: string): Room {
  return { size: size - measure(text), measure };
}
