// Text that somebody else chose, made safe for Markdown as GitHub renders it. Invariant: it shows
// as it is, opens and closes nothing, and calls nobody: no mention, no link, no reference to an
// issue. Control characters are the caller's business.

/** Invisible, and no part of a name: what it parts, GitHub does not link. */
const BREAK = "\u200b";

const HTML: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** One line of text for a table cell, or for a paragraph or an item that starts with a word. */
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

/** One line of text as code; not for table cells, where a `|` would end the cell. */
export function codeSpan(text: string): string {
  const fence = "`".repeat(longestRun(text, "`") + 1);
  const needsBlank = /^`|`$|^ .*[^ ].* $/.test(text) || text === "";
  const blank = needsBlank ? " " : "";
  return `${fence}${blank}${text}${blank}${fence}`;
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

function longestRun(text: string, character: string): number {
  const runs = text.match(new RegExp(`${character}+`, "g")) ?? [];
  return runs.reduce((longest, run) => Math.max(longest, run.length), 0);
}
