// All findings of one file: what makes it unreadable, or else everything that the migration has to
// say. Called for files that stand alone and for members of groups alike.

import type { Dialect } from "../../../src/dialect/dialect.js";
import type { Finding } from "../../../src/finding/finding.js";
import { mentionsApi } from "../../../src/program/api-mention.js";
import type { Script } from "../../../src/program/script.js";
import { migrationRules, readingRules, standingRules } from "../findings/all-rules.js";
import type { FindingRule, Reading } from "./reading.js";

/** What makes any file unreadable, sorted by place. */
export function checkReading(script: Script, dialect: Dialect): readonly Finding[] {
  const scriptAt = () => undefined;
  const alone = { script, dialect, loads: [], scriptAt, isAlone: true, changes: false };
  return check(readingRules, { ...alone, target: "builder" });
}

/** The same for a file that may have nothing to do with tests, whose errors are not ours to report. */
export function findUnreadable(script: Script, dialect: Dialect): readonly Finding[] {
  const found = checkReading(script, dialect);
  return found.length > 0 && mentionsApi(script) ? found : [];
}

/** The findings, sorted by place. */
export function checkAll(reading: Reading): readonly Finding[] {
  const unreadable = check(readingRules, reading);
  return unreadable.length > 0 ? unreadable : check(migrationRules, reading);
}

/** What a file that has nothing to migrate has all the same, sorted by place. */
export function checkStanding(reading: Reading): readonly Finding[] {
  return check(standingRules, reading);
}

function check(rules: readonly FindingRule[], reading: Reading): readonly Finding[] {
  return rules
    .flatMap((rule) => rule.check(reading))
    .toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
