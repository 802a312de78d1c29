// That a file would change, as a remark: how the formats say so that know findings but no changes.

import type { Edit } from "../../edit/edit.js";
import type { PlannedChange } from "../../outcome/planned-file.js";
import { wouldChange } from "../../outcome/run-findings.js";
import { LineIndex } from "../../syntax/line-index.js";
import { countOf } from "../../text/wording.js";
import type { Remark } from "../document.js";

/** At the first place where the file changes; `prefix` goes before the path. */
export function changeRemark(
  { path, source, edits, tests }: PlannedChange,
  prefix: string,
): Remark {
  const lines = new LineIndex(source);
  // A file that changes has an edit.
  const { start } = (edits[0] as Edit).span;
  const { code, summary, hint } = wouldChange;
  const message = tests.old > 0 ? `${summary}: ${countOf(tests.old, "test")} to migrate` : summary;
  return { path: prefix + path, ...lines.position(start), code, severity: "info", message, hint };
}
