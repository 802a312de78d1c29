// Findings of the linter as a comment on a pull request: as many as fit, the rest counted.

import { escapeControls } from "../../text/escape.js";
import { groupBy } from "../../text/group-by.js";
import { countOf } from "../../text/wording.js";
import type { Remark } from "../document.js";
import { htmlCode, notesBlock, remarkItem, within } from "../document-markdown.js";
import { lintNotes, lintRemarks } from "./remarks.js";
import type { FormatLint } from "./report.js";

/** By this a later run finds the comment. */
const MARK = "<!-- valk-codemod lint -->";

/** At most 65,000 UTF-16 units, of which GitHub takes a few more. */
export const formatLintMarkdown: FormatLint = (report) => {
  const { findings, files } = report;
  const looked = countOf(files, "file");
  const total = findings.length === 0 ? "No findings" : countOf(findings.length, "finding");
  const notes = notesBlock(lintNotes(report));
  const head = `${MARK}\n**valk-codemod lint**: ${total} in ${looked}.\n${notes}`;
  const byPath = groupBy(lintRemarks(report), ({ path }) => path);
  const parts = [...byPath].map(([path, own]) => describeFile(path, own));
  return within(head, parts, (left) => `\n${countOf(left, "more file")} not shown.\n`);
};

function describeFile(path: string, findings: readonly Remark[]): string {
  const items = findings.map((found) => remarkItem(found, ""));
  return `\n${htmlCode(escapeControls(path))}\n\n${items.join("")}`;
}
