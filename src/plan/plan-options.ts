// What the files of a run are to become, as far as that is settled before they are read.

import type { TransformOptions } from "../kit/transform.js";

/** What a transform is told, its target aside where files find it out for themselves. */
export interface PlanOptions extends Omit<TransformOptions, "target"> {
  /** Without a target each file goes to the API that its module speaks. */
  readonly target?: TransformOptions["target"] | undefined;
}

/** The options of one file whose module nobody has looked at. */
export function withTarget({ target = "builder", ...options }: PlanOptions): TransformOptions {
  return { ...options, target };
}
