// What a run of patterns says of places: where one matches, and where a match has to stay.

import type { FindingKind } from "../../src/finding/finding.js";

export const patternMatch: FindingKind = {
  code: "pattern-match",
  severity: "info",
  summary: "the pattern matches here",
  hint: "valk-codemod rewrite PATTERN REPLACEMENT changes all matches",
  explanation: `What valk-codemod search reports, once for each match. The message shows the first line of it,
the hint what the holes of the pattern stand for.`,
};

export const matchLeft: FindingKind = {
  code: "match-left",
  severity: "review",
  summary: "a match stays as it is",
  hint: "change this place by hand, or move the comment and run again",
  explanation: `A replacement must not lose a comment, nor put it beside something that it does not speak of.
So a match stays where a comment stands inside a part that the replacement leaves out, beside a part that
goes or is put elsewhere, or where something new would come between it and its part. It also stays where the replacement would not mean what it says: several data
behind a reader prefix, nothing where something has to be, or a body {f x} that would become no call.
Other matches in the same file are rewritten.`,
};

export const endlessRewrite: FindingKind = {
  code: "endless-rewrite",
  severity: "refuse",
  summary: "the rewrite goes on for ever",
  hint: "make the pattern narrower, so that it does not match what the replacements make",
  explanation: `A text is rewritten until no rule matches any more, so that a second run has nothing to do. Here
the replacement of one rule makes a match of itself or of another one, again and again. The file was
left as it is.`,
};

/** All of them. */
export const patternKinds: readonly FindingKind[] = [patternMatch, matchLeft, endlessRewrite];
