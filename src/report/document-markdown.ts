// The writer of documents as Markdown, as GitHub renders it. Invariant: text that somebody else chose
// shows as it is, opens and closes nothing, and calls nobody: no mention, no link, no reference to an
// issue.

import type { Excerpt } from "../finding/excerpt.js";
import { escapeControls } from "../text/escape.js";
import type { Remark } from "./document.js";
import { formatExcerpt } from "./excerpt-text.js";

/** Invisible, and no part of a name: what it parts, GitHub does not link. */
const BREAK = "\u200b";

const HTML: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/**
 * One line of text for a table cell, or for a paragraph or an item that starts with a word. Control
 * characters are the caller's business, here and below.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/@(?=\w)/g, `@${BREAK}`)
    .replace(/#(?=\d)/g, `#${BREAK}`)
    .replace(/(GH)-(?=\d)/gi, `$1-${BREAK}`)
    .replace(/:(?=\/\/|\w+:)/g, `:${BREAK}`)
    .replace(/(www)\./gi, `$1${BREAK}.`)
    .replace(/[\\`*_[\]|~$]/g, "\\$&")
    .replace(/[&<>]/g, (character) => HTML[character] as string)
    .replaceAll(BREAK, "&#8203;");
}

/** One line of text as code; in a table cell see `codeCell`. */
export function codeSpan(text: string): string {
  const fence = "`".repeat(longestRun(text, "`") + 1);
  const needsBlank = /^`|`$|^ .*[^ ].* $/.test(text) || text === "";
  const blank = needsBlank ? " " : "";
  return `${fence}${blank}${text}${blank}${fence}`;
}

/** A path as code in a cell of a table, which every `|` would end. */
export function codeCell(path: string): string {
  return codeSpan(escapeControls(path).replaceAll("|", "\\|"));
}

/** Lines as a block of code in this language, with a line feed behind it. */
export function codeBlock(language: string, lines: readonly string[]): string {
  const text = lines.join("\n");
  const fence = "`".repeat(Math.max(3, longestRun(text, "`") + 1));
  return `${fence}${language}\n${text}\n${fence}\n`;
}

/** Text as code within HTML, where Markdown does not reach. */
export function htmlCode(text: string): string {
  const escaped = text.replace(/[&<>"]/g, (character) => HTML[character] as string);
  return `<code>${escaped}</code>`;
}

/** What is to be known of a whole run, a paragraph each with an empty line before it. */
export function notesBlock(notes: readonly string[]): string {
  return notes.map((text) => `\n${noteParagraph(text)}\n`).join("");
}

/** A clause as a paragraph of its own. */
export function noteParagraph(text: string): string {
  return `${escapeMarkdown(text)}.`;
}

/** A table; a head that ends in `:` has its column aligned to the right. Cells are as they are. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const names = heads.map((head) => ` ${head.replace(/:$/, "")} `.replace("  ", " ")).join("|");
  const rule = heads.map((head) => (head.endsWith(":") ? "---:" : "---")).join("|");
  return [`|${names}|`, `|${rule}|`, ...rows.map((cells) => `| ${cells.join(" | ")} |`)].join("\n");
}

const EXCERPT_WIDTH = 100;

/** A remark as an item of a list, with its place in the file, indented by so much. */
export function remarkItem(remark: Remark, indent: string): string {
  const { code, message, hint, line, excerpt } = remark;
  const place = line === undefined ? "" : `line ${line}: `;
  const said = `${place}**${code}**: ${shown(message)}.${hint === undefined ? "" : ` *${shown(hint)}*`}`;
  return `${indent}- ${said}${excerpt === undefined ? "" : excerptBlock(excerpt, `${indent}  `)}\n`;
}

function shown(text: string): string {
  return escapeMarkdown(escapeControls(text));
}

/** The line with carets below the place, as a block of code inside a list's item. */
function excerptBlock(excerpt: Excerpt, indent: string): string {
  const block = codeBlock("text", formatExcerpt(excerpt, EXCERPT_WIDTH)).trimEnd();
  return `\n\n${block.replace(/^/gm, indent)}`;
}

function longestRun(text: string, character: string): number {
  const runs = text.match(new RegExp(`${character}+`, "g")) ?? [];
  return runs.reduce((longest, run) => Math.max(longest, run.length), 0);
}

/** GitHub takes 65,536 UTF-16 units of a comment. */
const ROOM = 65_000;

/** As many of the parts as there is room for behind the head, and what `rest` says of how many are left out. */
export function within(
  head: string,
  parts: readonly string[],
  rest: (left: number) => string,
): string {
  let text = head;
  for (const [at, part] of parts.entries()) {
    const end = rest(parts.length - at);
    if (text.length + part.length + end.length > ROOM) {
      return text + end;
    }
    text += part;
  }
  return text;
}
