// A file that cannot be read to its end, so that nothing is known about its globals.

import type { Dialect } from "../../dialect/dialect.js";
import { type Finding, type FindingKind, finding } from "../../finding/finding.js";

export const unreadableFile: FindingKind = {
  code: "unreadable-file",
  severity: "info",
  summary: "the file has a read error, so its globals were not looked at",
  hint: "mend the error; the interpreter stops there as well",
  explanation: `The forms before a read error still run, and the rest of the file does not; in 2026-02 nothing runs
of such a file that another one loads, and the loading script stops, too. The linter looks at whole
files only.`,
  example: `(def {x} "never closed)
`,
};

/** The finding, with what the interpreter does about such a file. */
export function unreadable({ rules }: Dialect): Finding {
  const hint = rules.loadChecksFirst
    ? "mend the error; the interpreter stops there as well, and a script that loads the file stops at the load"
    : unreadableFile.hint;
  return finding(unreadableFile, { start: 0, end: 0 }, unreadableFile.summary, { hint });
}
