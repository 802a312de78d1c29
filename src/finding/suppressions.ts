// Suppression comments: `; valk-codemod-disable-next-line CODE reason` speaks of the next line,
// `; valk-codemod-disable-file CODE reason` of the whole file. Read here for the linter and for the
// migration; what to say about a comment that is wrong is theirs. Invariant: only comments count,
// never the text of a string literal.

import { SyntaxKind } from "../syntax/kinds.js";
import type { LineIndex } from "../syntax/line-index.js";
import type { Span } from "../syntax/span.js";
import { treeOf } from "../syntax/tree-of.js";

export interface Suppression {
  /** The comment, without blanks around it. */
  readonly span: Span;
  /** 1-based line that it speaks of; undefined for the whole file. */
  readonly line: number | undefined;
  /** Empty where it names none. */
  readonly code: string;
  readonly reason: string;
}

const MARK = "valk-codemod-disable";

const COMMENT =
  /^;+[ \t]*valk-codemod-disable-(next-line|file)(?![\w-])[ \t]*(\S*)[ \t]*(.*?)[ \t\r]*$/;

/** Whether the text may hold a suppression comment; cheap, for those who have not parsed it. */
export function mentionsSuppression(source: string): boolean {
  return source.includes(MARK);
}

/**
 * The suppression comments that stand on lines of their own, in order. Of several below one
 * another, all speak of the first line behind them.
 */
export function readSuppressions(source: string, lines: LineIndex): readonly Suppression[] {
  if (!mentionsSuppression(source)) {
    return [];
  }
  const found = commentsOf(source).flatMap((span) => {
    const [, where, code = "", reason = ""] =
      COMMENT.exec(source.slice(span.start, span.end)) ?? [];
    return where === undefined ? [] : [{ span, where, code, reason }];
  });
  const ownLines = new Set(found.map(({ span }) => lines.position(span.start).line));
  return found.map(({ span, where, code, reason }) => {
    let line = lines.position(span.start).line + 1;
    while (ownLines.has(line)) {
      line++;
    }
    return { span, code, reason, line: where === "file" ? undefined : line };
  });
}

/** Comments with nothing but blanks before them on their line, without trailing blanks. */
function commentsOf(source: string): readonly Span[] {
  const tree = treeOf(source);
  const spans: Span[] = [];
  for (let index = 0; index < tree.size; index++) {
    if (tree.kind(index) !== SyntaxKind.Comment) {
      continue;
    }
    const start = tree.start(index);
    const before = source.slice(source.lastIndexOf("\n", start - 1) + 1, start);
    if (before.trim() === "") {
      spans.push({ start, end: start + tree.text(index).trimEnd().length });
    }
  }
  return spans;
}

/** What suppressions made of findings, and which of them are wrong. */
export interface Excused<F> {
  /** Every finding in its order, with the comment that excuses it. */
  readonly verdicts: readonly { readonly finding: F; readonly by: Suppression | undefined }[];
  /** Those without a code or a reason: they excuse nothing. */
  readonly unreasoned: readonly Suppression[];
  /** Those that have both and excuse nothing. */
  readonly unused: readonly Suppression[];
}

/** Matches findings with the comments that name their code and speak of their line. */
export function excuse<F extends { readonly code: string; readonly line: number }>(
  suppressions: readonly Suppression[],
  findings: readonly F[],
): Excused<F> {
  const isReasoned = ({ code, reason }: Suppression): boolean => code !== "" && reason !== "";
  const valid = suppressions.filter(isReasoned);
  const used = new Set<Suppression>();
  const verdicts = findings.map((finding) => {
    const by = valid.find(
      ({ code, line }) => code === finding.code && (line === undefined || line === finding.line),
    );
    if (by !== undefined) {
      used.add(by);
    }
    return { finding, by };
  });
  return {
    verdicts,
    unreasoned: suppressions.filter((each) => !isReasoned(each)),
    unused: valid.filter((each) => !used.has(each)),
  };
}
