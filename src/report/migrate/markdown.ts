// The Markdown report: a comment on a pull request, what needs eyes first and the rest folded.
// Invariants: never longer than the room it has, and every file is shown or counted. What somebody
// else chose (paths, messages, lines) is shown as it is and does nothing.

import { describeGroup, type PlannedChange } from "../../outcome/planned-file.js";
import { describeUnseen } from "../../project/unseen.js";
import { addCounts, type ChangeCounts, NO_CHANGES } from "../../review/change-class.js";
import { reviewFile } from "../../review/file-review.js";
import { escapeControls } from "../../text/escape.js";
import { createStyle } from "../../text/style.js";
import { countOf } from "../../text/wording.js";
import { needsEyes, onlyReason, problemRemark, type RemarkedFile, remarksOn } from "../document.js";
import { codeSpan, escapeMarkdown, notesBlock, table } from "../document-markdown.js";
import { describeReplacement } from "../replaced-module.js";
import { describeNextStep, summaryRows } from "../summary.js";
import { markdownDiff } from "./markdown-diff.js";
import {
  type ChangeSection,
  describeCounts,
  formatAlike,
  formatFolded,
  formatForReview,
  formatStaying,
  type Room,
} from "./markdown-file.js";
import type { CreateReport, Report, ReportOptions, RunEnd, RunInfo } from "./report.js";

/** GitHub takes 65,536 UTF-16 units in a comment; some are left to whoever posts it. */
const COMMENT: Room = { size: 65_000, measure: (text) => text.length };

/** Stands first in the text, so that a later run can find the comment and replace it. */
const MARK = "<!-- valk-codemod -->";

/** A group of files, the first group being the most urgent. */
const GROUPS = ["failed", "blocked", "review", "folded", "notes"] as const;
type Group = (typeof GROUPS)[number];

const HEADINGS: Readonly<Record<Group, string>> = {
  failed: "Failed",
  blocked: "Blocked",
  review: "To review",
  folded: "Nothing to review",
  notes: "Notes on files that do not change",
};

interface Entry {
  /** Relative to the root, as the plan has it; what is shown starts at the repository's top. */
  readonly path: string;
  /** Empty where there was no room for it from the start. */
  readonly text: string;
  readonly counts: ChangeCounts;
}

/** A comment of at most 65,000 UTF-16 units. */
export const createMarkdownReport: CreateReport = (write, run, options) =>
  createMarkdownWithin(COMMENT, write, run, options);

/** The same within any room. Keeps of each file its section, but not more than there is room for. */
export function createMarkdownWithin(
  room: Room,
  write: (text: string) => void,
  run: RunInfo,
  options: ReportOptions,
): Report {
  const entries: Record<Group, Entry[]> = {
    failed: [],
    blocked: [],
    review: [],
    folded: [],
    notes: [],
  };
  const left = new Map(GROUPS.map((group) => [group, room.size]));
  // No file may take the room of all others.
  const share: Room = { ...room, size: Math.floor(room.size / 4) };
  const add = (group: Group, path: string, format: () => string, counts = NO_CHANGES): void => {
    const space = left.get(group) as number;
    const text = space > 0 ? format() : "";
    left.set(group, space - room.measure(text));
    entries[group].push({ path, text, counts });
  };
  const prefix = run.rootInRepository;
  /** The first file for each reason that others may have as well. */
  const told = new Map<string, string>();
  const formatLeft = (file: RemarkedFile): string => {
    const reason = onlyReason(file) ?? file.path;
    const first = told.get(reason);
    if (first !== undefined) {
      return formatAlike(file, first);
    }
    told.set(reason, file.path);
    return formatStaying(file, share);
  };
  return {
    file(file) {
      const remarked = remarksOn(file, prefix);
      if (file.status === "changed") {
        const section = reviewSection(file, remarked, options.context);
        const group = needsEyes(remarked, section.counts) ? "review" : "folded";
        const format = group === "review" ? formatForReview : formatFolded;
        add(group, file.path, () => format(section, share), section.counts);
      } else if (file.status !== "unchanged") {
        add(file.status, file.path, () => formatLeft(remarked));
      } else if (remarked.remarks.length > 0) {
        add("notes", file.path, () => formatStaying(remarked, share));
      }
    },
    finish(end) {
      write(assemble(settle(entries, end, prefix, share), end, run, room));
    },
  };
}

function reviewSection(change: PlannedChange, file: RemarkedFile, context: number): ChangeSection {
  const review = reviewFile(change);
  const { isReplaced } = review;
  return {
    file,
    isReplaced,
    replacement: isReplaced ? describeReplacement(change) : [],
    group: describeGroup(change),
    // A module that takes another's place would drown all other lines.
    counts: isReplaced ? NO_CHANGES : review.counts,
    diff: isReplaced ? [] : markdownDiff(review, context),
  };
}

/** The entries after writing: what could not be written failed, what was not is no change. */
function settle(
  entries: Readonly<Record<Group, readonly Entry[]>>,
  { applied }: RunEnd,
  prefix: string,
  share: Room,
): Readonly<Record<Group, readonly Entry[]>> {
  if (applied === undefined) {
    return entries;
  }
  const written = new Set(applied.written);
  const failed = applied.failed.map(({ path, problem }): Entry => {
    const shown = prefix + path;
    const remarks = [problemRemark(shown, problem)];
    const text = formatStaying({ path: shown, status: "failed", remarks }, share);
    return { path, text, counts: NO_CHANGES };
  });
  const isWritten = ({ path }: Entry): boolean => written.has(path);
  return {
    ...entries,
    failed: [...failed, ...entries.failed],
    review: entries.review.filter(isWritten),
    folded: entries.folded.filter(isWritten),
  };
}

function assemble(
  entries: Readonly<Record<Group, readonly Entry[]>>,
  end: RunEnd,
  run: RunInfo,
  { size, measure }: Room,
): string {
  const total = GROUPS.reduce((sum, group) => sum + entries[group].length, 0);
  const head = formatHead(entries, end, run);
  let left = size - measure(head) - measure(omission(total, total));
  let text = head;
  let omitted = 0;
  let omittedUrgent = 0;
  for (const group of GROUPS) {
    let before = `\n### ${HEADINGS[group]} (${countOf(entries[group].length, "file")})\n\n`;
    for (const entry of entries[group]) {
      const part = `${before}${entry.text}${group === "review" ? "\n" : ""}`;
      if (entry.text === "" || measure(part) > left || omitted > 0) {
        omitted++;
        omittedUrgent += group === "folded" || group === "notes" ? 0 : 1;
        continue;
      }
      text += part;
      left -= measure(part);
      before = "";
    }
  }
  return text + (omitted === 0 ? "" : omission(omitted, omittedUrgent));
}

function omission(files: number, urgent: number): string {
  const which =
    urgent === 0 ? "with nothing to review" : `${urgent} of them to review or not migrated`;
  return `\n**… and ${countOf(files, "more file")}** (${which}), for which there is no room here; every other format has them.\n`;
}

function formatHead(
  entries: Readonly<Record<Group, readonly Entry[]>>,
  end: RunEnd,
  { transform, mode, rootInRepository, unseen }: RunInfo,
): string {
  const counts = [...entries.review, ...entries.folded]
    .map((entry) => entry.counts)
    .reduce(addCounts, NO_CHANGES);
  const lines = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const rows = [
    ...summaryRows(end, createStyle(false)),
    ...(lines > 0 ? [{ label: "lines", count: lines, text: describeCounts(counts) }] : []),
  ].map(({ label, count = "", text }) => [label, count, escapeMarkdown(text)]);
  const legend =
    lines > 0
      ? "\nIn the changes below, lines that were only re-indented or renamed are shown as they are afterwards; `!` marks lines that moved.\n"
      : "";
  const folder = escapeControls(rootInRepository);
  return [
    `${MARK}\n## valk-codemod: ${transform}, ${mode}\n\n`,
    `${escapeMarkdown(describeNextStep(end, mode, { where: "below" }))}\n\n`,
    `${table(["", ":", ""], rows)}\n`,
    rootInRepository === "" ? "" : `\nPaths in the table start in ${codeSpan(folder)}.\n`,
    legend,
    notesBlock(describeUnseen(unseen, true)),
  ].join("");
}
