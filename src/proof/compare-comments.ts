// Checks that every top-level comment of the old text stands where the plan allows it in the new one,
// once, and that the new text has no other. Comments inside forms are compared with their forms.
// Called by the proof, for readings that agree otherwise.

import { type Attachment, planComments } from "./comment-places.js";
import { placeBlocks } from "./match-comments.js";
import { type ProofFailure, type ProofInput, proofFailure } from "./proof.js";
import { COMMENT, type ValkText } from "./reader.js";
import type { Role, SuiteReading } from "./suite-reading.js";
import {
  beginsLine,
  isCloser,
  isSameToken,
  kindAt,
  lastOf,
  lineFeedsAfter,
  NONE,
  startOf,
} from "./tokens.js";

/**
 * Compares the comments around forms. Precondition: both readings have the same tests, flags and
 * other forms, in the same order. No failure means that all of them are where they belong.
 */
export function compareComments(
  old: SuiteReading,
  now: SuiteReading,
  target: ProofInput["target"],
): ProofFailure[] {
  const plan = planComments(old, target);
  const counterparts = formsByRole(now);
  const claimed = new Set<number>();
  const strayed = plan.attachments.filter((attachment) => {
    const form = counterparts[attachment.form.role]?.[attachment.nth];
    return form === undefined || !claimAttachment(old.text, attachment, now.text, form, claimed);
  });
  const { homeless, surplus } = placeBlocks(old.text, plan.blocks, now, claimed);
  return [
    ...strayed.map(({ form }) => moved({ oldOffset: startOf(old.text, form.token) })),
    ...homeless.map(({ start }) => moved({ oldOffset: start })),
    ...surplus.map((comment) => moved({ newOffset: startOf(now.text, comment) })),
  ];
}

function moved(offsets: { oldOffset?: number; newOffset?: number }): ProofFailure {
  return proofFailure("proof-comment-moved", "a comment is not where it belongs", offsets);
}

/** The forms that may have comments of their own, by role and in order. */
function formsByRole({ stages, suite, run, above, below }: SuiteReading): FormsByRole {
  const test: number[] = [];
  const flag: number[] = [];
  for (const stage of stages) {
    if (stage.kind === "flag") flag.push(stage.form);
    else test.push(stage.kind === "test" ? (stage.outer ?? stage.form) : stage.form);
  }
  const suites = suite === undefined ? [] : [suite.form];
  const runs = run === undefined ? [] : [run.form];
  const other = [...above, ...below];
  return { test, flag, suite: suites, run: runs, other, part: other };
}

type FormsByRole = Readonly<Partial<Record<Role, readonly number[]>>>;

/** Marks the new form's own comments as spoken for. False when they are not the old form's. */
function claimAttachment(
  old: ValkText,
  { leading, trailing }: Attachment,
  now: ValkText,
  form: number,
  claimed: Set<number>,
): boolean {
  const first = form - leading.length;
  const isAbove = leading.every((comment, index) => {
    const counterpart = first + index;
    return (
      isSameToken(old, comment, now, counterpart) &&
      beginsLine(now, counterpart) &&
      lineFeedsAfter(now, counterpart) === 1
    );
  });
  const onLine = trailing === undefined ? NONE : trailingComment(now, form);
  const isOnLine = trailing === undefined || isSameToken(old, trailing, now, onLine);
  if (isAbove) for (let at = first; at < form; at += 1) claimed.add(at);
  if (isOnLine && onLine !== NONE) claimed.add(onLine);
  return isAbove && isOnLine;
}

/** The comment behind a form on its last line, brackets that close there set aside; or `NONE`. */
function trailingComment(text: ValkText, form: number): number {
  let at = lastOf(text, form);
  while (lineFeedsAfter(text, at) === 0 && isCloser(kindAt(text, at + 1))) at += 1;
  const isComment = lineFeedsAfter(text, at) === 0 && kindAt(text, at + 1) === COMMENT;
  return isComment ? at + 1 : NONE;
}
