// The patch report: what `git apply` takes at the top of the repository. It hides and escapes
// nothing; findings have no place in it and are reported beside it.

import { diffLines } from "../diff.js";
import { formatPatch } from "../patch.js";
import type { CreateReport } from "./report.js";

/** Writes the patch of every changed file, in the order of the plan. */
export const createPatchReport: CreateReport = (write, { rootInRepository }, { context }) => ({
  file(file) {
    if (file.status === "changed") {
      const diff = diffLines(file.source, file.newText, file.edits);
      write(formatPatch(rootInRepository + file.path, diff, context));
    }
  },
  finish() {
    // A patch has no end.
  },
});
