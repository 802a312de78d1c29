// Files that nobody can read to their end, which count as such wherever a run counts: their tests are
// not done, whatever style they are written in. Pure; asked by the plan, `status` and `framework`.

import { unreadableCodes } from "../../transforms/define-to-suite/findings/all-rules.js";
import { newOnOld } from "../../transforms/define-to-suite/findings/new-on-old.js";
import { checkReading } from "../../transforms/define-to-suite/judge/check.js";
import type { Dialect } from "../dialect/dialect.js";
import { finding } from "../finding/finding.js";
import { scriptOf } from "../program/script.js";
import { type JudgedFile, locateFindings, type PlannedBlocked } from "./planned-file.js";
import { frameworkUnreadable } from "./run-findings.js";

/** Whether a file with such findings does not read. */
export function isUnreadable(findings: readonly { readonly code: string }[]): boolean {
  return findings.some(({ code }) => unreadableCodes.has(code));
}

/** Whether a file that stays as it is uses the old API, or might. */
export function mayUseOld({
  status,
  tests,
  findings,
}: Pick<JudgedFile, "status" | "tests"> & {
  readonly findings: readonly { readonly code: string }[];
}): boolean {
  // What is written in a new style is not old for being broken, or for its module's being old.
  const isMissed = findings.some(({ code }) => code === newOnOld.code);
  const isKnown = (isUnreadable(findings) || isMissed) && tests.new > 0;
  return tests.old > 0 || (status !== "unchanged" && !isKnown);
}

/**
 * What was decided on a framework module, with what is to say where its text does not read: one that
 * stays is blocked, one that is replaced is mended by that.
 */
export function judgeModule<F extends JudgedFile>(
  file: F,
  text: string,
  dialect: Dialect,
): F | PlannedBlocked {
  const [first, ...others] = checkReading(scriptOf(text), dialect);
  if (first === undefined || file.status === "failed") {
    return file;
  }
  const { path, tests } = file;
  if (file.status === "changed") {
    const mended = finding(frameworkUnreadable, first.span, first.message);
    return { ...file, findings: [...locateFindings(text, [mended]), ...file.findings] };
  }
  const broken = locateFindings(text, [first, ...others]);
  return { status: "blocked", path, tests, findings: [...broken, ...file.findings] };
}
