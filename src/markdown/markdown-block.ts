// The one finding that documentation has: code that was not migrated, or not formatted.
// Invariant: it never blocks a file, since a page with an old example is not wrong to run.

import type { FindingKind } from "../finding/finding.js";

export const markdownBlock: FindingKind = {
  code: "markdown-block",
  severity: "info",
  summary: "code in a Markdown file stays as it is",
  hint: "change it by hand, or leave the file out with --exclude",
  explanation: `Fenced code blocks that are marked lisp or valk are migrated with --markdown, each by itself, under the
rules and the proof of a file. That needs a whole suite: what registers tests and never runs them is a fragment,
and what it should become depends on the text around it.

So a block is left as it is when it is a fragment, when it does not read as Valk (an ellipsis, say), when a file
with this text would be refused, or when its lines cannot be told from the list or quotation that they stand in.
The message says which, with the code that explains it. \`format --markdown\` takes code of any kind, and leaves what does not
read. Without --markdown, Markdown files are only searched for
calls of the old API; their blocks are not read.`,
  example: "",
};
