// Prettier makes all line ends the same before a plugin sees a text, those in strings and lone carriage
// returns among them, which to Valk are bytes like any other: a comment with one would end there, and what
// stands behind it become code. So the file itself is looked at, where the text is that of one.

import { readFileSync } from "node:fs";
import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxTree } from "../syntax/tree.js";
import { treeOf } from "../syntax/tree-of.js";

/** What prettier says of the text; `endOfLine` is never `auto` any more. */
export interface TextOptions {
  readonly filepath?: string;
  readonly endOfLine?: string;
}

/**
 * Throws where prettier would write other bytes into a string or comment than stand in the file; does
 * nothing for a text that is not the file's. `source` is what prettier has made of it.
 */
export function refuseOtherLineEnds(source: string, { filepath, endOfLine }: TextOptions): void {
  if (endOfLine === "cr") {
    throw new Error('endOfLine: "cr" ends no line in Valk; use "lf", "crlf" or "auto"');
  }
  const original = filepath === undefined ? undefined : readText(filepath);
  if (original === undefined || original.replace(/\r\n?/g, "\n") !== source) {
    return;
  }
  const written = endOfLine === "crlf" ? source.replaceAll("\n", "\r\n") : source;
  const [before, after] = [textsIn(treeOf(original)), textsIn(treeOf(written))];
  if (before.length !== after.length || before.some((text, index) => text !== after[index])) {
    throw new Error(
      'prettier would change line ends within strings or comments: set endOfLine to "auto", or use valk-codemod format',
    );
  }
}

/** The text of a file; undefined where there is none. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").replace(/^\ufeff/, "");
  } catch {
    return undefined;
  }
}

/** All strings and comments, in order. */
function textsIn(tree: SyntaxTree): readonly string[] {
  const texts: string[] = [];
  for (let index = 0; index < tree.size; index++) {
    const kind = tree.kind(index);
    if (kind === SyntaxKind.String || kind === SyntaxKind.Comment) {
      texts.push(tree.text(index));
    }
  }
  return texts;
}
