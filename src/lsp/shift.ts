// Findings of a text, moved into the text that it has become. What somebody is typing is one stretch;
// what stands before and behind it stays where it is, and what it touches is dropped.

import type { Finding } from "../finding/finding.js";

/** The findings with spans of the new text. Linear in the size of the texts. */
export function shiftFindings<F extends Finding>(
  findings: readonly F[],
  before: string,
  after: string,
): readonly F[] {
  if (before === after || findings.length === 0) {
    return findings;
  }
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) {
    start += 1;
  }
  let same = 0;
  while (
    same < most - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  ) {
    same += 1;
  }
  const end = before.length - same;
  const by = after.length - before.length;
  return findings.flatMap((found) => {
    const { span } = found;
    if (span.end <= start) {
      return [found];
    }
    const moved = { start: span.start + by, end: span.end + by };
    return span.start >= end ? [{ ...found, span: moved }] : [];
  });
}
