// The writer of remarks as rdjson, the Reviewdog Diagnostic Format, whose columns count bytes of UTF-8 from 1.
// Invariant: a column is written only where its line is known up to there; otherwise the range is of lines.

import type { Severity } from "../finding/finding.js";
import type { Remark } from "./document.js";
import { type OpenRemarks, remarkLines, writeItems } from "./remark-format.js";

const SEVERITY_NAMES: Readonly<Record<Severity, string>> = {
  refuse: "ERROR",
  review: "WARNING",
  info: "INFO",
};

const HEAD = '{"source":{"name":"valk-codemod"},"diagnostics":[';

/** A remark about a whole file has no range. */
export const openRdjson: OpenRemarks = (write) =>
  writeItems(write, [HEAD, "]}"], (remark) => {
    const { path, code, severity } = remark;
    const range = rangeOf(remark);
    return {
      message: remarkLines(remark).join("\n"),
      location: { path, ...(range && { range }) },
      severity: SEVERITY_NAMES[severity],
      code: { value: code },
    };
  });

function rangeOf({ line, end, excerpt }: Remark): object | undefined {
  if (line === undefined) {
    return undefined;
  }
  const last = end?.line ?? line;
  // Of a long line only a piece is kept, and of several lines only the first.
  if (last !== line || excerpt === undefined || excerpt.isCutBefore || excerpt.isCutAfter) {
    return { start: { line }, end: { line: last } };
  }
  const columnAt = (units: number): number => Buffer.byteLength(excerpt.text.slice(0, units)) + 1;
  return {
    start: { line, column: columnAt(excerpt.start) },
    end: { line, column: columnAt(excerpt.end) },
  };
}
