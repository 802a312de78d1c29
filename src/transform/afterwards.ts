// The context in which a migrated text is looked at again: the framework modules are then what the run
// makes of them. Used where a change is proven.

import type { TransformContext } from "./transform.js";

/** The context for looking at what a run has just written. */
export function afterwards(context: TransformContext): TransformContext {
  const { outlook } = context;
  return outlook === undefined ? context : { ...context, outlook: outlook.afterwards };
}
