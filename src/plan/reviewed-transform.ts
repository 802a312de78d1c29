// A transform that gives what a reviewer has accepted: the tool's own change, or the text that the
// reviewer made of it. Invariant: it goes through the proof like any change, and a file that is not
// what was reviewed is refused. Used by the interactive migration.

import type { AnyTransform } from "../../transforms/all-transforms.js";
import { type Edit, editBetween } from "../edit/edit.js";
import { rewriteOfEdits } from "../edit/rewrite.js";
import { finding } from "../finding/finding.js";
import { changedSinceReview } from "../outcome/run-findings.js";

/** What somebody accepted for one file. */
export interface Reviewed {
  readonly source: string;
  /** The new text, where it was edited by hand. */
  readonly edited: string | undefined;
}

/** The transform for files of a review; other files are left to it as they come. */
export function reviewedTransform(
  transform: AnyTransform,
  reviewed: ReadonlyMap<string, Reviewed>,
): AnyTransform {
  return {
    ...transform,
    judge(source, context) {
      const judgement = transform.judge(source, context);
      const known = reviewed.get(context.path);
      if (known === undefined || source === known.edited || judgement.status !== "changed") {
        return judgement;
      }
      if (source !== known.source) {
        const changed = finding(changedSinceReview, { start: 0, end: 0 });
        return { status: "blocked", findings: [changed] };
      }
      if (known.edited === undefined) {
        return judgement;
      }
      const edits: readonly Edit[] = [editBetween(source, known.edited)];
      return { ...judgement, change: () => rewriteOfEdits(source, edits) };
    },
    // How a reviewer lays a text out is not for the proof to judge.
    prove: (claim, options) =>
      transform.prove(
        { ...claim, hasFreeLayout: reviewed.get(claim.path)?.edited === claim.newText },
        options,
      ),
  };
}
