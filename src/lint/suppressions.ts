// Suppression comments: `; valk-codemod-disable-next-line CODE reason` speaks of the next line,
// `; valk-codemod-disable-file CODE reason` of the whole file. A reason is required, and comments
// that suppress nothing are reported, so that exceptions stay few and explained.

import type { Span } from "../syntax/span.js";
import type { FileModel } from "./file-model.js";
import { type LintFinding, lintFinding } from "./lint-finding.js";
import { unreasonedSuppression, unusedSuppression } from "./rules/suppression-kinds.js";

interface Suppression {
  readonly span: Span;
  /** 1-based line that it speaks of; undefined for the whole file. */
  readonly line: number | undefined;
  readonly code: string;
  readonly reason: string;
}

// A comment may begin anywhere on its line; a string literal that holds one at the start of a line
// is no comment, which the cost of a second reading is not worth.
const COMMENT =
  /^[ \t]*;+[ \t]*valk-codemod-disable-(next-line|file)\b[ \t]*(\S*)[ \t]*(.*?)[ \t]*\r?$/gm;

/** What is left of a file's findings, and what is wrong with its suppression comments. */
export function applySuppressions(
  file: FileModel,
  findings: readonly LintFinding[],
): { readonly findings: readonly LintFinding[]; readonly suppressed: readonly LintFinding[] } {
  const found = file.source.includes("valk-codemod-disable") ? readSuppressions(file) : [];
  const valid = found.filter(({ code, reason }) => code !== "" && reason !== "");
  const used = new Set<Suppression>();
  const suppressed: LintFinding[] = [];
  const kept = findings.filter((finding) => {
    const by = valid.find(
      ({ code, line }) => code === finding.code && (line === undefined || line === finding.line),
    );
    if (by !== undefined) {
      used.add(by);
      suppressed.push(finding);
    }
    return by === undefined;
  });
  const wrong = found.flatMap((comment) => {
    if (!valid.includes(comment)) {
      return [lintFinding(unreasonedSuppression, file, comment.span)];
    }
    const message = `nothing here is reported as ${comment.code}`;
    return used.has(comment)
      ? []
      : [lintFinding(unusedSuppression, file, comment.span, { message })];
  });
  return { findings: [...kept, ...wrong], suppressed };
}

function readSuppressions(file: FileModel): readonly Suppression[] {
  return [...file.source.matchAll(COMMENT)].map(
    ({ 0: text, 1: where, 2: code, 3: reason, index }) => {
      const start = index + text.indexOf(";");
      return {
        span: { start, end: index + text.trimEnd().length },
        line: where === "file" ? undefined : file.lines.position(start).line + 1,
        code: code ?? "",
        reason: reason ?? "",
      };
    },
  );
}
