// What a comment on a pull request says of one file: a heading, its findings, and its change.
// Invariant: a section is never longer than the room that it is given, and says what it left out.

import type { ChangeCounts } from "../../review/change-class.js";
import { escapeControls } from "../../text/escape.js";
import { createStyle } from "../../text/style.js";
import { countOf } from "../../text/wording.js";
import type { Remark, RemarkedFile } from "../document.js";
import { codeBlock, codeSpan, escapeMarkdown, htmlCode, remarkItem } from "../document-markdown.js";
import { formatCounts } from "../views/marks.js";

/** How much text there may be, and how it is measured. */
export interface Room {
  readonly size: number;
  readonly measure: (text: string) => number;
}

/** What is known of a changed file. */
export interface ChangeSection {
  readonly file: RemarkedFile;
  readonly counts: ChangeCounts;
  readonly isReplaced: boolean;
  /** Of a file that is replaced as a whole: what it defines now, and what no more. */
  readonly replacement: readonly string[];
  /** Which files change together with it, where there are any. */
  readonly group?: string | undefined;
  /** Lines of a diff, safe to show. */
  readonly diff: readonly string[];
}

/** Lines by what happened to them, the least to read first: `12 re-indented, 3 moved`. */
export function describeCounts(counts: ChangeCounts): string {
  return formatCounts(counts, new Set(), createStyle(false)) || "no line changed";
}

/** A file that stays as it is, with the reasons; the first ones if there are too many. */
export function formatStaying({ path, status, remarks }: RemarkedFile, room: Room): string {
  const why = status === "unchanged" ? "" : `: **${status}**, left as it is`;
  const head = `- ${codeSpan(escapeControls(path))}${why}\n`;
  return head + formatRemarks(remarks, remaining(room, head), "  ");
}

/** A file that is left for the one reason that another is left for. */
export function formatAlike({ path, status, remarks }: RemarkedFile, other: string): string {
  const [at] = remarks.flatMap(({ line }) => (line === undefined ? [] : [`, line ${line}`]));
  const file = `${codeSpan(escapeControls(path))}${at ?? ""}`;
  return `- ${file}: **${status}** for the same reason as ${codeSpan(escapeControls(other))}\n`;
}

/** A file that a person should look at: findings, then the change. */
export function formatForReview(section: ChangeSection, room: Room): string {
  const { group, file } = section;
  const others = group === undefined ? "" : `; ${escapeMarkdown(escapeControls(group))}`;
  const what = `${describeChange(section)}${others}`;
  const head = `#### ${codeSpan(escapeControls(file.path))}\n\n${what}\n\n`;
  const list = formatRemarks(file.remarks, remaining(room, head), "");
  const before = head + (list === "" ? "" : `${list}\n`);
  return before + formatDiff(section, remaining(room, before));
}

/** A file that nobody has to read, folded. */
export function formatFolded(section: ChangeSection, room: Room): string {
  const { file } = section;
  const title = `${htmlCode(escapeControls(file.path))}: ${describeChange(section)}`;
  const head = `<details><summary>${title}</summary>\n\n`;
  const end = "\n</details>\n";
  const list = formatRemarks(file.remarks, remaining(room, head + end), "");
  const before = head + (list === "" ? "" : `${list}\n`);
  return before + formatDiff(section, remaining(room, before + end)) + end;
}

function describeChange({ counts, isReplaced }: ChangeSection): string {
  return isReplaced ? "replaced as a whole" : describeCounts(counts);
}

function formatRemarks(remarks: readonly Remark[], room: Room, indent: string): string {
  const items = remarks.map((remark) => remarkItem(remark, indent));
  const kept = takeFitting(items, remaining(room, `${indent}- … and 999999 more findings\n`));
  const left = items.length - kept.length;
  const note = left === 0 ? "" : `${indent}- … and ${countOf(left, "more finding")}\n`;
  return kept.join("") + note;
}

function formatDiff({ diff, isReplaced, replacement }: ChangeSection, room: Room): string {
  if (isReplaced) {
    const note = "Both texts are in the report of the format `patch`.\n";
    const lines = replacement.map((text) => `- ${escapeMarkdown(escapeControls(text))}\n`);
    return takeFitting([note, "\n", ...lines], room).join("");
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
