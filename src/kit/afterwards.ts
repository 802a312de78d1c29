// The context in which a migrated text is looked at again: the framework modules are then what the run
// makes of them. Used where a change is proven.

import { editsOf } from "../edit/rewrite.js";
import type { Outcome, TransformContext } from "./transform.js";

/** The context for looking at what a run has just written. */
export function afterwards(context: TransformContext): TransformContext {
  const { outlook } = context;
  return outlook === undefined ? context : { ...context, outlook: outlook.afterwards };
}

/** What a second migration comes to, for the proof: one that has nothing to write changes nothing. */
export function describeAgain(outcome: Outcome): {
  readonly changed: boolean;
  readonly findings: readonly string[];
} {
  const changed = outcome.status === "changed" && editsOf(outcome.rewrite).length > 0;
  return { changed, findings: outcome.findings.map(({ code }) => code) };
}
