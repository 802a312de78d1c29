// The reference reader stops at the first read error, with status 0: a file that has one
// must not be rewritten by guess.

import type { Dialect } from "../../../src/dialect/dialect.js";
import { SOME_SYMBOL_CHARACTERS } from "../../../src/dialect/dialects.js";
import { finding } from "../../../src/finding/finding.js";
import { usesOldApi } from "../../../src/program/script.js";
import { hasOpenString } from "../../../src/program/test-calls.js";
import { type Diagnostic, type DiagnosticCode, errorsFor } from "../../../src/syntax/diagnostic.js";
import type { FindingRule } from "../judge/reading.js";
import { withStop } from "../judge/reading-stop.js";

/** The way out of each, where there is one to name. */
const REPAIRS: Readonly<Record<Exclude<DiagnosticCode, "read-unexpected-character">, string>> = {
  "read-invalid-escape": "write a backslash as \\\\, or take it out",
  "read-nul-byte": "take the NUL byte out",
  "read-unterminated-string": "close the string",
  "read-number-out-of-range": "write a number between -9223372036854775808 and 9223372036854775807",
  "read-unclosed-bracket": "close the bracket where its form ends, or take it out",
  "read-stray-closer": "take the bracket out, or open the one that it should close",
  "read-blank-brackets": "write () or {}, and a comment outside of them",
  "read-missing-datum": "write what the prefix should quote, or take it out",
};

/** The way out in general, for those who run a transform by this command. */
export function mendFor(command: string): string {
  return `mend the text at this place, then ${command} again`;
}

export const readError: FindingRule = {
  code: "read-error",
  severity: "refuse",
  summary: "the file does not read",
  hint: mendFor("migrate"),
  explanation: `The Valk reader stops at the first thing that the grammar forbids: it evaluates the forms before
it, prints the error and exits with status 0. A run that stands behind such a place is never
reached, and nothing of the form around the place is evaluated: not one test of a pipeline or list.
In 2026-02 nothing runs of such a file that another one loads, and the loading file stops at the
load. Nobody notices, since the exit status is that of success. So a file in a new style is
reported, too: its tests do not run either, whoever migrated it.

Rewriting such a file would turn a guess about the brackets into a change of the tests: it stays as
it is.

Common causes: a bracket without its partner, a string that is not closed, an escape that Valk does
not know, brackets that hold only a blank or a comment, a byte order mark, a character outside
ASCII that is neither in a string nor in a comment. The escapes that Valk knows are \\a \\b \\f \\n
\\r \\t \\v \\\\ \\' \\".`,
  example: `(test/suite "Broken")
(test/define "adds" {== (+ 1 2) 3)
(test/run)
`,
  check: ({ script, dialect }) => {
    const { tree } = script;
    const isNul = ({ code }: Diagnostic): boolean => code === "read-nul-byte";
    const all = errorsFor(dialect, tree.diagnostics);
    const end = all.find(isNul)?.span.start ?? tree.source.length;
    const errors = all.filter((one) => !isNul(one) && one.span.start < end);
    const [first, ...others] = errors;
    if (first === undefined) {
      return [];
    }
    // The reader stops at the first, and at a NUL byte; what follows from it would only hide it.
    const more = others.length === 0 ? "" : `, and ${others.length} more behind it`;
    const message = withStop(`${first.message}${more}`, { script, dialect }, first.span.start);
    const repair = hasOpenString(tree) ? MISSING_QUOTE : repairOf(first, tree.source, dialect);
    const next = usesOldApi(script)
      ? "then migrate again"
      : "then run the file and count its tests";
    return [{ ...finding(readError, first.span, message), hint: `${repair}; ${next}` }];
  },
};

/** Visible characters that no dialect knows outside strings and comments. */
const NOWHERE = "[]#.@%^~$";

const MISSING_QUOTE = "look for a quotation mark that is missing, here or further up";

function repairOf({ code, span }: Diagnostic, source: string, dialect: Dialect): string {
  const character = source.charAt(span.start);
  if (code !== "read-unexpected-character") {
    return REPAIRS[code];
  }
  if (/[!-~]/.test(character)) {
    const unknown = [...NOWHERE, ...SOME_SYMBOL_CHARACTERS].filter(
      (one) => !dialect.symbolCharacters.includes(one),
    );
    return `take it out: outside strings and comments there is no ${unknown.join(" ")}`;
  }
  switch (character) {
    case "\f":
      return "write a line end in place of the form feed, which is no blank to Valk";
    case "\ufeff":
      return "save the file without a byte order mark";
    default:
      return "take it out: outside strings and comments Valk is plain ASCII";
  }
}
