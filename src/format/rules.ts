// What a user may say about formatting, and the rules that it comes to for one text.

import type { Dialect } from "../dialect/dialect.js";
import { isIndentedWithTabs, lineEndOf } from "./format.js";
import { type Indent, indentsOf } from "./indents.js";
import type { LayoutRules } from "./layout.js";

/** Which line ends a text gets; `auto` is the one that it uses last. */
export const LINE_ENDS = ["auto", "lf", "crlf"] as const;

export interface FormatOptions {
  /** Whether every form stands as the table says, however its author has it. */
  readonly strict?: boolean | undefined;
  /** Heads of the project's own, and those of the table that it wants otherwise. */
  readonly indents?: Readonly<Record<string, Indent>> | undefined;
  readonly endOfLine?: (typeof LINE_ENDS)[number] | undefined;
  /** One level of indentation, blanks or a tab; two blanks without, or a tab where the text has tabs. */
  readonly indent?: string | undefined;
}

const TAB_WIDTH = 2;
const TEXTS = { lf: "\n", crlf: "\r\n" };

/** The rules for one text. */
export function rulesFor(
  source: string,
  dialect: Dialect,
  { strict = false, indents = {}, endOfLine = "auto", indent }: FormatOptions = {},
): LayoutRules {
  const useTabs = indent === undefined ? isIndentedWithTabs(source) : indent === "\t";
  return {
    indents: new Map([...indentsOf(dialect), ...Object.entries(indents)]),
    isStrict: strict,
    tabWidth: useTabs ? TAB_WIDTH : (indent?.length ?? TAB_WIDTH),
    useTabs,
    lineEnd: endOfLine === "auto" ? lineEndOf(source) : TEXTS[endOfLine],
  };
}
