// What the linter has to say, as remarks: what the formats show that know nothing else.

import { describeUnseen } from "../../project/unseen.js";
import { problemRemark, type Remark } from "../document.js";
import type { LintReport } from "./report.js";

/** Files that failed, then what was found. */
export function lintRemarks({ failed, findings }: LintReport): readonly Remark[] {
  return [...failed.map(({ path, problem }) => problemRemark(path, problem)), ...findings];
}

/** What was passed over, a sentence each; the linter does not look at what is outside of a checkout. */
export function lintNotes({ unseen }: LintReport): readonly string[] {
  return describeUnseen(unseen, false);
}
