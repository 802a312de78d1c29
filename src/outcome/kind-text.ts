// The long text of a kind of finding, as a person reads it in a terminal or an editor.

import type { FindingKind } from "../finding/finding.js";
import { wrap } from "../text/columns.js";
import type { ListedKind } from "./kind-list.js";

/** Summary, explanation, way out and example, in lines of at most `width` columns. */
export function formatKind(kind: ListedKind, width: number): string {
  const { code, summary, hint, explanation, example = "" } = kind;
  const paragraphs = explanation
    .trim()
    .split(/\n\s*\n/)
    .map((text) => wrap(text.replaceAll("\n", " "), width));
  const others = Object.entries(kind.otherFiles ?? {}).flatMap(([path, text]) => [
    "",
    `With ${path}:`,
    "",
    ...indented(text),
  ]);
  return [
    `${code} (${kind.shown})`,
    wrap(summary, width),
    "",
    ...paragraphs.flatMap((paragraph) => [paragraph, ""]),
    wrap(`Way out: ${hint}`, width, "  "),
    ...(example === ""
      ? []
      : ["", `Example${inDialect(kind)}:`, "", ...indented(example), ...others]),
    "",
  ].join("\n");
}

function inDialect({ exampleDialect }: FindingKind): string {
  return exampleDialect === undefined ? "" : ` in ${exampleDialect}`;
}

function indented(text: string): readonly string[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `  ${line}`.trimEnd());
}
