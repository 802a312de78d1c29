// What the files of a run are to become, as far as that is settled before they are read.

import type { SuiteOptions } from "../../transforms/define-to-suite/suite-options.js";

/** What a transform is told, its target aside where files find it out for themselves. */
export interface PlanOptions extends Pick<SuiteOptions, "indent"> {
  /** Without a target each file goes to the API that its module speaks. */
  readonly target?: SuiteOptions["target"] | undefined;
}

/** The options of one file whose module nobody has looked at. */
export function withTarget({ target = "builder", ...options }: PlanOptions): SuiteOptions {
  return { ...options, target };
}
