// The plugin of prettier: Valk as one of its languages, in files and in the code blocks of Markdown. What is
// written is laid out by `src/format` and proven; this hands it on in prettier's terms. Loaded by prettier
// alone, as `valk-codemod/prettier`.

import type { AstPath, Parser, Printer, SupportLanguage } from "prettier";
import { builders } from "prettier/doc";
import { formatText } from "../format/format.js";
import { errorsFor } from "../syntax/diagnostic.js";
import { SyntaxKind } from "../syntax/kinds.js";
import { treeOf } from "../syntax/tree-of.js";
import { refuseOtherLineEnds } from "./line-ends.js";
import { provenText } from "./proven-text.js";
import { dialectOf, type PluginOptions, rulesOf, supportOptions } from "./read-options.js";

/** All that prettier is told of a text: it is not taken apart, so that nothing moves within. */
interface ValkText {
  readonly type: "valk-text";
  readonly source: string;
}

export const languages: SupportLanguage[] = [
  {
    name: "Valk",
    parsers: ["valk"],
    extensions: [".valk"],
    // As code blocks of Markdown are marked.
    aliases: ["Valk", "lisp", "Lisp"],
    vscodeLanguageIds: ["valk"],
  },
];

export const parsers: Record<"valk", Parser<ValkText>> = {
  valk: {
    parse: readText,
    astFormat: "valk",
    hasPragma: (text) => hasPragma(text, /@(?:format|prettier)\b/),
    hasIgnorePragma: (text) => hasPragma(text, /@(?:noformat|noprettier)\b/),
    locStart: () => 0,
    locEnd: ({ source }) => source.length,
  },
};

export const printers: Record<"valk", Printer<ValkText>> = {
  valk: {
    print({ node: { source } }: AstPath<ValkText>, options) {
      const rules = rulesOf(source, options as unknown as PluginOptions);
      return docOf(provenText(source, (text) => formatText(text, rules)));
    },
    getVisitorKeys: () => [],
  },
};

export const options = supportOptions;

/** The text, once it is known to read. Throws an error with a place, which prettier shows. */
function readText(source: string, options: object): ValkText {
  refuseOtherLineEnds(source, options);
  const { diagnostics, lines } = treeOf(source);
  const [error] = errorsFor(dialectOf(options as PluginOptions), diagnostics);
  if (error !== undefined) {
    const start = lines.position(error.span.start);
    const message = `${error.code}: ${error.message} (${start.line}:${start.column})`;
    throw Object.assign(new SyntaxError(message), { loc: { start } });
  }
  return { type: "valk-text", source };
}

/** Whether a comment above all forms holds such a word. */
function hasPragma(text: string, pragma: RegExp): boolean {
  const [header = ""] = /^(?:\s|;[^\n]*)*/.exec(text) ?? [];
  return pragma.test(header);
}

const { hardline, literalline } = builders;

/**
 * The lines of a text. Prettier takes blanks at the end of a line away, which may be a comment's, and puts
 * its own indentation in front of lines, which would become part of a string: literal lines keep both as
 * they are, but for the indentation that a code block has as a whole.
 */
function docOf(text: string): builders.Doc {
  const tree = treeOf(text);
  const parts: builders.Doc[] = [];
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
    const line = text.slice(start, end);
    const isLiteral = /\s$/.test(line) || tree.kind(tree.tokenAt(end)) === SyntaxKind.String;
    parts.push(line, isLiteral ? literalline : hardline);
    start = end + 1;
  }
  return [...parts, text.slice(start)];
}
