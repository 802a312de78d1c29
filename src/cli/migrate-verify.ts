// `migrate --verify`: makes a plan refuse what does not behave as before. Used by the run over
// files.

import { refuseDifferences } from "../behaviour/refusals.js";
import type { BehaviourTotals } from "../behaviour/totals.js";
import type { PlanInput } from "../plan/plan-input.js";
import { createLocator } from "../project/discovery-locate.js";

export interface VerifiedInput {
  readonly input: PlanInput;
  readonly behaviour: BehaviourTotals;
}

/** The input with a transform that refuses what differs; undefined after an interrupt. */
export async function verifyInput(
  input: PlanInput,
  root: string,
  shouldStop: () => Promise<boolean>,
): Promise<VerifiedInput | undefined> {
  const place = { project: input.project, locate: createLocator(root) };
  // Code blocks of documentation are shown, not run.
  const verified = await refuseDifferences({ ...input, documents: undefined }, place, shouldStop);
  return (
    verified && {
      input: { ...input, transform: verified.transform },
      behaviour: verified.totals,
    }
  );
}
