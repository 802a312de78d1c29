// The comment that excuses a finding, put where it speaks of the finding's line. It comes without a
// reason, which only a person can give: until then it excuses nothing, and is reported itself.

import { applyEdits, type Edit } from "../edit/edit.js";
import type { Finding } from "../finding/finding.js";
import { readSuppressions, SUPPRESSION_MARK } from "../finding/suppressions.js";
import { allKinds } from "../outcome/kinds.js";
import { isTokenKind, isTriviaKind } from "../syntax/kinds.js";
import { treeOf } from "../syntax/tree-of.js";

export interface SuppressionEdit extends Edit {
  /** Where the reason belongs, as an offset into the new text. */
  readonly reasonAt: number;
}

/** The edit; undefined for a finding that no comment excuses. Linear in the size of the text. */
export function suppressionFor(
  { code, span }: Pick<Finding, "code" | "span">,
  source: string,
): SuppressionEdit | undefined {
  const kind = allKinds.get(code);
  if (kind === undefined || kind.unacceptable !== undefined) {
    return undefined;
  }
  return placesFor(span.start, span.end === 0, code, source).find((edit) =>
    speaksOf(edit, code, source),
  );
}

/** In the order of preference: above the line, behind its code, at the top of the file. */
function placesFor(
  offset: number,
  isWhole: boolean,
  code: string,
  source: string,
): readonly SuppressionEdit[] {
  const start = source.lastIndexOf("\n", offset - 1) + 1;
  const next = source.indexOf("\n", offset);
  const lineEnd = next === -1 ? source.length : next;
  const end = source[lineEnd - 1] === "\r" ? lineEnd - 1 : lineEnd;
  const newLine = source.includes("\r\n") ? "\r\n" : "\n";
  const indent = /^[ \t]*/.exec(source.slice(start, end))?.[0] ?? "";
  const comment = (word: string): string => `; ${SUPPRESSION_MARK}-${word} ${code} `;
  const above = insertion(start, `${indent}${comment("next-line")}`, newLine);
  const top = source.startsWith("\ufeff") ? 1 : 0;
  const whole = insertion(top, comment("file"), newLine);
  return isWhole ? [whole] : [above, insertion(end, ` ${comment("line")}`, ""), whole];
}

function insertion(at: number, text: string, behind: string): SuppressionEdit {
  const span = { start: at, end: at };
  return { span, newText: text + behind, reasonAt: at + text.length };
}

/** Whether the comment, once it has a reason, is one and excuses that line, and nothing else is changed. */
function speaksOf(edit: SuppressionEdit, code: string, source: string): boolean {
  const { reasonAt } = edit;
  const bare = applyEdits(source, [edit]);
  const text = `${bare.slice(0, reasonAt)}why${bare.slice(reasonAt)}`;
  const written = readSuppressions(text).find(
    ({ span, code: own, reason }) =>
      span.start < reasonAt && reasonAt < span.end && own === code && reason === "why",
  );
  return written !== undefined && codeOf(text) === codeOf(source);
}

/** All but comments and blanks. */
function codeOf(source: string): string {
  const tree = treeOf(source);
  const tokens: string[] = [];
  for (let index = 0; index < tree.size; index += 1) {
    const kind = tree.kind(index);
    if (isTokenKind(kind) && !isTriviaKind(kind)) {
      tokens.push(tree.text(index));
    }
  }
  return tokens.join("\0");
}
