// The options of the plugin, as prettier knows them, and the rules that they come to.

import type { SupportOptions } from "prettier";
import type { Dialect } from "../dialect/dialect.js";
import { DIALECT_NAMES, DIALECTS, dialectNamed } from "../dialect/dialects.js";
import { INDENTS, readIndent } from "../format/indents.js";
import type { LayoutRules } from "../format/layout.js";
import { rulesFor } from "../format/rules.js";

const CATEGORY = "Valk";

export const supportOptions: SupportOptions = {
  valkStrict: {
    category: CATEGORY,
    type: "boolean",
    default: false,
    description: "Lay every form out as the table says, however its author has it.",
  },
  valkIndents: {
    category: CATEGORY,
    type: "string",
    array: true,
    default: [{ value: [] }],
    description: `Heads of your own, such as "log/all=align": ${INDENTS.join(", ")}.`,
  },
  valkDialect: {
    category: CATEGORY,
    type: "choice",
    default: "any",
    choices: [
      { value: "any", description: "What any dialect reads." },
      ...DIALECTS.map(({ name, title }) => ({ value: name, description: `${title}.` })),
    ],
    description: `What files are written in: ${DIALECT_NAMES.join(", ")}, or any of them.`,
  },
};

/** What prettier answers of them, and of the options that it has itself. */
export interface PluginOptions {
  readonly tabWidth: number;
  readonly useTabs: boolean;
  readonly valkStrict?: boolean;
  readonly valkIndents?: readonly string[];
  readonly valkDialect?: string;
}

/** What texts are written in; the newest dialect reads what the others do. */
export function dialectOf({ valkDialect = "" }: PluginOptions): Dialect {
  return dialectNamed(valkDialect) ?? (DIALECTS.at(-1) as Dialect);
}

/** The rules for one text. Throws where an indent is none. */
export function rulesOf(source: string, options: PluginOptions): LayoutRules {
  const { tabWidth, useTabs, valkStrict, valkIndents = [] } = options;
  const indents = valkIndents.map((text) => {
    const indent = readIndent(text);
    if (indent === undefined) {
      throw new Error(
        `valkIndents: "${text}" is no head and one of ${INDENTS.join(", ")}, such as "log/all=align"`,
      );
    }
    return indent;
  });
  return rulesFor(source, dialectOf(options), {
    strict: valkStrict,
    indents: Object.fromEntries(indents),
    endOfLine: "lf",
    indent: useTabs ? "\t" : " ".repeat(tabWidth),
  });
}
