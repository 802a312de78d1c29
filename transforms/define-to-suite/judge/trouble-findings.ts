// From what is wrong with a group to a finding at a place of one member. Called by the findings that
// only several files together have.

import { type Finding, type FindingKind, finding } from "../../../src/finding/finding.js";
import type { Reading } from "./reading.js";

/** The findings of this kind that the file has as a member of its group. */
export function troubleFindings(kind: FindingKind, { member }: Reading): readonly Finding[] {
  return (member?.troubles ?? [])
    .filter(({ code }) => code === kind.code)
    .map(({ span, message }) => finding(kind, span, message));
}
