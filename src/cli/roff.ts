// The few marks of man(7) that a manual page needs. No library: those that turn Markdown into manual
// pages lose lines that begin with a dot, and know no paragraph that hangs below its word.

/** A piece of a page, with a line feed behind it. */
export type Roff = string & { readonly roff: unique symbol };

/**
 * The head of a page of section 1; `source` stands in its last line, `manual` in its first. Names are to
 * be typed, so words are not divided.
 */
export function pageHead(name: string, source: string, manual: string): Roff {
  const title = `.TH ${quote(name.toUpperCase())} 1 "" ${quote(source)} ${quote(manual)}`;
  return lines(title, ".nh", ".ad l");
}

/** A section: its heading and what stands in it. */
export function section(heading: string, ...content: readonly Roff[]): Roff {
  return lines(`.SH ${quote(heading.toUpperCase())}`, ...content);
}

/** A section's part. */
export function subsection(heading: string, ...content: readonly Roff[]): Roff {
  return lines(`.SS ${quote(heading)}`, ...content);
}

/** Text that is filled to the width of the terminal. */
export function paragraph(text: string): Roff {
  return lines(".PP", escapeText(text));
}

/** What `head` means, below it and indented; the head is bold. */
export function hanging(head: string, text: string): Roff {
  return lines(".TP", bold(head), escapeText(text));
}

/** Lines that stay as they are, indented. */
export function verbatim(text: string): Roff {
  return lines(".PP", ".RS 4", ".nf", escapeText(text), ".fi", ".RE");
}

/** A line in bold, as something to type. */
export function bold(text: string): Roff {
  return `\\fB${escapeText(text)}\\fR` as Roff;
}

/** Pieces after each other, each on lines of its own. */
export function lines(...pieces: readonly string[]): Roff {
  return pieces.map((piece) => (piece.endsWith("\n") ? piece : `${piece}\n`)).join("") as Roff;
}

/** What would be a command or another character, when printed: where a line begins with it, or anywhere. */
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\e",
  "-": "\\-",
  "'": "\\(aq",
  "`": "\\(ga",
  "^": "\\(ha",
  "~": "\\(ti",
  "…": "...",
};

function escapeText(text: string): string {
  return text
    .replaceAll(/[-\\'`^~…]/g, (character) => ESCAPES[character] as string)
    .replaceAll(/^\./gm, "\\&.");
}

function quote(text: string): string {
  return `"${escapeText(text).replaceAll('"', "\\(dq")}"`;
}
