// Suppression comments: `; valk-codemod-disable-next-line CODE reason` speaks of the next line, and
// behind code of its own one, for which `-disable-line` is the plainer word; `-disable-file` speaks of
// the whole file. Invariants: only comments count, never the text of a string literal, and whatever
// starts like one of them is read, so that a misspelled one can be told of. Read by the policy.

import { SyntaxKind } from "../syntax/kinds.js";
import { LineIndex } from "../syntax/line-index.js";
import type { Span } from "../syntax/span.js";
import { treeOf } from "../syntax/tree-of.js";

/** A comment that accepts findings. */
export interface Suppression {
  /** The comment, without blanks around it. */
  readonly span: Span;
  /** What stands behind `valk-codemod-disable-`; a word that is none of `SUPPRESSION_WORDS` says nothing. */
  readonly word: string;
  /** 1-based line that it speaks of; undefined for the whole file. */
  readonly line: number | undefined;
  /** Empty where it names none. */
  readonly code: string;
  readonly reason: string;
}

/** What a comment may speak of. */
export const SUPPRESSION_WORDS: readonly string[] = ["next-line", "line", "file"];

export const SUPPRESSION_MARK = "valk-codemod-disable";

const COMMENT =
  /^;+[ \t]*valk-codemod-disable(?:-([\w-]*))?(?![\w-])[ \t]*(\S*)[ \t]*(.*?)[ \t\r]*$/;

/** Whether the text may hold a suppression comment; cheap, for those who have not parsed it. */
export function mentionsSuppression(source: string): boolean {
  return source.includes(SUPPRESSION_MARK);
}

/**
 * The suppression comments, in order. Of several on lines of their own below one another, all speak
 * of the first line behind them.
 */
export function readSuppressions(source: string): readonly Suppression[] {
  if (!mentionsSuppression(source)) {
    return [];
  }
  const lines = new LineIndex(source);
  const found = commentsOf(source).flatMap((span) => {
    const [all, word = "", code = "", reason = ""] =
      COMMENT.exec(source.slice(span.start, span.end)) ?? [];
    const { line } = lines.position(span.start);
    return all === undefined ? [] : [{ span, word, code, reason, line }];
  });
  const ownLines = new Set(
    found.filter(({ span }) => standsAlone(source, span)).map(({ line }) => line),
  );
  const firstBehind = (line: number): number => (ownLines.has(line) ? firstBehind(line + 1) : line);
  return found.map((each) => {
    switch (each.word) {
      case "file":
        return { ...each, line: undefined };
      case "next-line":
        return { ...each, line: firstBehind(each.line) };
      default:
        return each;
    }
  });
}

/** Whether nothing but blanks stands before the comment on its line. */
export function standsAlone(source: string, { start }: Span): boolean {
  return source.slice(source.lastIndexOf("\n", start - 1) + 1, start).trim() === "";
}

/** All comments, without trailing blanks. */
function commentsOf(source: string): readonly Span[] {
  const tree = treeOf(source);
  const spans: Span[] = [];
  for (let index = 0; index < tree.size; index++) {
    if (tree.kind(index) === SyntaxKind.Comment) {
      const start = tree.start(index);
      spans.push({ start, end: start + tree.text(index).trimEnd().length });
    }
  }
  return spans;
}
