// The writer of documents as text for a terminal or a pipe. Invariant: what comes out is safe to
// print, and no wider than asked for where words allow that.

import type { Severity } from "../finding/finding.js";
import { wrap } from "../text/columns.js";
import { escapeControls } from "../text/escape.js";
import type { Style } from "../text/style.js";
import { type Fact, isStuck, type Remark, type RemarkedFile } from "./document.js";
import { formatExcerpt } from "./excerpt-text.js";

export interface TextOptions {
  readonly style: Style;
  /** Width to wrap at; undefined leaves lines as long as they are. */
  readonly columns: number | undefined;
}

/** A line, safe to print, that is broken where it is too long; the rest is indented by `hang`. */
interface Line {
  readonly kind: "line";
  readonly text: string;
  readonly hang: number;
}

/** What text is made of; a string is a line that is never broken, such as a command to copy. */
export type Block =
  | string
  | Line
  | { readonly kind: "remark"; readonly remark: Remark }
  | { readonly kind: "facts"; readonly facts: readonly Fact[] }
  | { readonly kind: "group"; readonly title: Block; readonly items: readonly Block[] };

export function line(text: string, hang = 0): Block {
  return { kind: "line", text, hang };
}

/** `path:line:column  severity  code  message`, which tools can take apart, and the way out below. */
export function remark(said: Remark): Block {
  return { kind: "remark", remark: said };
}

/** Rows with their labels below each other. */
export function facts(rows: readonly Fact[]): Block {
  return { kind: "facts", facts: rows };
}

/** A title, and what belongs to it, indented. */
export function group(title: Block, items: readonly Block[]): Block {
  return { kind: "group", title, items };
}

/** The file's heading and its remarks. */
export function fileGroup(file: RemarkedFile, style: Style): Block {
  const { path, status, remarks } = file;
  const what = isStuck(file) ? `${style.red(status)}, left as it is` : status;
  return group(`${style.bold(escapeControls(path))}: ${what}`, remarks.map(remark));
}

/** Sections with a blank line between them, each line with a line feed behind it; empty ones go. */
export function writeText(sections: readonly (readonly Block[])[], options: TextOptions): string {
  const shown = sections
    .map((blocks) => blocks.flatMap((block) => linesOf(block, 0, options)).join("\n"))
    .filter((text) => text !== "");
  return `${shown.join("\n\n")}\n`;
}

function linesOf(block: Block, indent: number, options: TextOptions): readonly string[] {
  if (typeof block === "string") {
    return [" ".repeat(indent) + block];
  }
  switch (block.kind) {
    case "line":
      return [wrapAt(block.text, indent, block.hang, options)];
    case "remark":
      return remarkLines(block.remark, indent, options);
    case "facts":
      return factLines(block.facts, indent, options);
    default:
      return [
        ...linesOf(block.title, indent, options),
        ...block.items.flatMap((item) => linesOf(item, indent + 2, options)),
      ];
  }
}

function wrapAt(text: string, indent: number, hang: number, { columns }: TextOptions): string {
  return wrap(" ".repeat(indent) + text, columns, " ".repeat(hang));
}

function remarkLines(said: Remark, indent: number, options: TextOptions): readonly string[] {
  const { style, columns } = options;
  const { word = said.severity, code, accepted, hint, excerpt, related = [] } = said;
  const message = accepted === undefined ? said.message : `${said.message} (accepted: ${accepted})`;
  const painted = paint(said.severity, style);
  const name = word === "" ? [painted(code)] : [painted(word), code];
  const head = [remarkPlace(said), ...name, escapeControls(message)];
  const inner = " ".repeat(indent + 4);
  const room = columns === undefined ? undefined : columns - inner.length;
  const [shown = "", carets = ""] = excerpt === undefined ? [] : formatExcerpt(excerpt, room);
  const way = (text: string): string =>
    style.dim(wrapAt(`hint: ${escapeControls(text)}`, indent + 2, indent + 8, options));
  return [
    wrapAt(head.join("  "), indent, 4, options),
    ...(excerpt === undefined ? [] : [inner + shown, inner + style.red(carets)]),
    ...related.map((place) =>
      wrapAt(
        `${remarkPlace(place)}  ${escapeControls(place.message)}`,
        indent + 4,
        indent + 8,
        options,
      ),
    ),
    ...(hint === undefined ? [] : [way(hint)]),
  ];
}

/** `path:line:column`, as much of it as is known. */
export function remarkPlace({
  path,
  line: at,
  column,
}: Pick<Remark, "path" | "line" | "column">): string {
  return [escapeControls(path), at, column].filter((part) => part !== undefined).join(":");
}

function paint(severity: Severity, style: Style): (text: string) => string {
  switch (severity) {
    case "refuse":
      return style.red;
    case "review":
      return style.yellow;
    default:
      return style.blue;
  }
}

function factLines(rows: readonly Fact[], indent: number, options: TextOptions): readonly string[] {
  const labelWidth = Math.max(...rows.map(({ label }) => label.length));
  const countWidth = Math.max(...rows.map(({ count }) => `${count ?? ""}`.length));
  const { style } = options;
  return rows.map(({ label, isBad = false, count, text }) => {
    const shownCount = count === undefined ? "" : `${`${count}`.padStart(countWidth)}  `;
    const shownLabel = (isBad ? style.red : style.dim)(label.padEnd(labelWidth));
    const hang = indent + labelWidth + 2;
    return wrapAt(`${shownLabel}  ${shownCount}${text}`, indent, hang, options);
  });
}
