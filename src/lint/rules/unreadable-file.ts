// A file that cannot be read to its end, so that nothing is known about its globals.

import type { FindingKind } from "../../finding/finding.js";

export const unreadableFile: FindingKind = {
  code: "unreadable-file",
  severity: "info",
  summary: "the file has a read error, so its globals were not looked at",
  hint: "mend the error; the interpreter stops there as well",
  explanation: `The forms before a read error still run, and the rest of the file does not. The linter looks at
whole files only.`,
  example: `(def {x} "never closed)
`,
};
