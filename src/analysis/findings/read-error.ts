// The reference reader stops at the first read error, with status 0: a file that has one
// must not be rewritten by guess.

import { finding } from "../finding.js";
import type { FindingRule } from "../reading.js";

export const readError: FindingRule = {
  code: "read-error",
  severity: "refuse",
  summary: "the file does not read",
  hint: "mend the text at this place, then migrate again",
  explanation: `The Valk reader stops at the first thing that the grammar forbids: it evaluates the forms
before it, prints the error and exits with status 0. The tests behind such a place never ran.
Rewriting the file would turn a guess about the brackets into a change of the tests, so it
stays as it is.

Common causes: a bracket without its partner, a string that is not closed, an escape that Valk
does not know, brackets that hold only a blank or a comment, a byte order mark, a character
outside ASCII that is neither in a string nor in a comment.`,
  example: `(test/suite "Broken")
(test/define "adds" {== (+ 1 2) 3)
(test/run)
`,
  check: ({ script }) => {
    const errors = script.tree.diagnostics.filter(({ code }) => code !== "read-nul-byte");
    const [first, ...others] = errors;
    if (first === undefined) {
      return [];
    }
    // The reader stops at the first; what follows from it would only hide it.
    const more = others.length === 0 ? "" : `, and ${others.length} more behind it`;
    return [finding(readError, first.span, `${first.message}${more}`)];
  },
};
